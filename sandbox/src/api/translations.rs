//! Translations: asked for at elements, watched here (`BTTranslationRequestInfo`).

pub mod formats;
mod params;
pub mod start;

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target;
use crate::translations::translation::{Outcome, Translation};
use crate::world::permission::Permission;
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde_json::{Value, json};

/// `/translations/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["translationformats"]) => Ok(formats::all()),
        ("GET", ["d", did]) => list(call, did),
        ("GET", [tid]) => one(call, tid).map(|found| answer::json(&info(call, &found))),
        ("DELETE", [tid]) => delete(call, tid),
        _ => return None,
    })
}

/// The translation of this id, for whoever started it or may open the document.
fn one(call: &Call<'_>, tid: &str) -> Result<Translation, ApiError> {
    let found = call.state.translations.find(target::id(tid)?).filter(|found| !found.deleted);
    let found = found.ok_or_else(|| ApiError::NotFound("Translation not found.".to_owned()))?;
    let mine = found.by == call.bearer.user;
    if mine || call.document(&found.document.to_string()).is_ok() {
        Ok(found)
    } else {
        Err(ApiError::NoAccess)
    }
}

/// `GET /translations/d/{did}`, newest first.
fn list(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let offset = call.query.number("offset")?.unwrap_or(0);
    let limit = call.query.number("limit")?.unwrap_or(20).clamp(1, 100);
    let all = call.state.translations.of_document(document.id);
    let href = |offset: usize| {
        format!("{}/api/v16/translations/d/{did}?offset={offset}&limit={limit}", call.state.base_url)
    };
    let items: Vec<_> = all.iter().skip(offset).take(limit).map(|found| info(call, found)).collect();
    Ok(answer::json(&json!({
        "items": items,
        "href": href(offset),
        "next": offset.checked_add(limit).filter(|next| *next < all.len()).map(href),
        "previous": (offset > 0).then(|| href(offset.saturating_sub(limit))),
    })))
}

/// `DELETE /translations/{tid}`: of one's own, or in a document that one may change. Its files stay.
fn delete(call: &Call<'_>, tid: &str) -> Result<Response, ApiError> {
    let found = one(call, tid)?;
    if found.by != call.bearer.user {
        call.document_to(Permission::Write, &found.document.to_string())?;
    }
    call.state.translations.delete(found.id);
    Ok(answer::json(&json!({})))
}

/// A translation as it is now.
fn info(call: &Call<'_>, translation: &Translation) -> Value {
    let (mut failure, mut data, mut elements) = (None, None, None);
    let state = match &translation.outcome {
        None => "ACTIVE",
        Some(Outcome::Failed(reason)) => {
            failure = Some(reason);
            "FAILED"
        }
        Some(Outcome::Data(id)) => {
            data = Some([id]);
            "DONE"
        }
        Some(Outcome::Element(id)) => {
            elements = Some([id]);
            "DONE"
        }
    };
    let (workspace, version) = match translation.wvm {
        Wvm::Workspace(id) => (Some(id), None),
        Wvm::Version(id) => (None, Some(id)),
        Wvm::Microversion(_) => (None, None),
    };
    let (document, stored) = translation.store_in.unzip();
    json!({
        "id": translation.id,
        "name": translation.name,
        "href": format!("{}/api/v16/translations/{}", call.state.base_url, translation.id),
        "viewRef": null,
        "requestState": state,
        "requestElementId": translation.element,
        "documentId": translation.document,
        "workspaceId": workspace,
        "versionId": version,
        "resultDocumentId": document.unwrap_or(translation.document),
        "resultWorkspaceId": stored.or(workspace),
        "resultElementIds": elements,
        "resultExternalDataIds": data,
        "failureReason": failure,
        "exportRuleFileName": null,
    })
}
