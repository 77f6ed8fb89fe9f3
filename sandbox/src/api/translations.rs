//! `/translations/…`

pub mod requests;

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target;
use crate::state::State;
use crate::translations::{self, FORMATS, Format, Translation};
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde_json::{Value, json};

/// `/translations/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["translationformats"]) => Ok(answer::json(&json!(formats()))),
        ("GET", ["d", did]) => of_document(call, did),
        ("GET", [tid]) => readable(call, tid).map(|found| answer::json(&info(call.state, &found))),
        ("DELETE", [tid]) => readable(call, tid).map(|found| {
            call.state.translations().remove(found.id);
            answer::json(&json!({}))
        }),
        _ => return None,
    })
}

fn formats() -> Vec<Value> {
    FORMATS
        .into_iter()
        .map(|(format, name, ending, media_type)| {
            json!({ "name": name, "translatorName": name.to_lowercase(), "validSourceFormat": format != Format::Pdf,
                    "validDestinationFormat": true, "couldBeAssembly": format != Format::Pdf, "contentType": media_type,
                    "fileExtensions": [ending] })
        })
        .collect()
}

/// The translation, for whoever may read its document.
fn readable(call: &Call<'_>, tid: &str) -> Result<Translation, ApiError> {
    let id = target::id(tid)?;
    translations::settle(call.state);
    let found = call.state.translations().of(id).cloned().ok_or(ApiError::NoAccess)?;
    call.document(&found.document.to_string()).map(|_| found)
}

fn of_document(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    translations::settle(call.state);
    let (offset, limit) =
        (call.query.number("offset")?.unwrap_or(0), call.query.number("limit")?.unwrap_or(20));
    let all = call.state.translations().of_document(document.id);
    let items: Vec<_> =
        all.iter().skip(offset).take(limit.clamp(1, 20)).map(|found| info(call.state, found)).collect();
    let href = format!("{}{}", call.state.base_url, call.asked);
    Ok(answer::json(&json!({ "href": href, "items": items, "next": null, "previous": null })))
}

/// `BTTranslationRequestInfo`
pub fn info(state: &State, translation: &Translation) -> Value {
    let ended = translation.settled || translation.ends_at <= state.now();
    let failed = translation.failure.is_some();
    let request_state = if !ended {
        "ACTIVE"
    } else if failed {
        "FAILED"
    } else {
        "DONE"
    };
    let done = ended && !failed;
    let (workspace, version) = match translation.wvm {
        Wvm::Version(id) => (None, Some(id)),
        other => (Some(other.id()), None),
    };
    json!({
        "id": translation.id,
        "href": format!("{}/api/v12/translations/{}", state.base_url, translation.id),
        "name": translation.name,
        "requestState": request_state,
        "requestElementId": translation.element,
        "documentId": translation.document,
        "workspaceId": workspace,
        "versionId": version,
        "resultDocumentId": translation.document,
        "resultWorkspaceId": translation.store_in.or(workspace),
        "resultElementIds": translation.result.filter(|_| done).map(|id| vec![id]),
        "resultExternalDataIds": (done && translation.store_in.is_none()).then(|| vec![translation.file()]),
        "failureReason": translation.failure.as_ref().filter(|_| ended),
    })
}
