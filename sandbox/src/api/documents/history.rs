//! What happened in a document, and going back to it.

use super::date;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::{self, Target};
use crate::world::document::Step;
use crate::world::permission::Permission;
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/{wm}/{wmid}/documenthistory` (`BTDocumentHistoryInfo`), newest first.
pub fn list(target: &Target) -> Response {
    let timeline = target.document.timeline();
    let mut next = Value::Null;
    let all: Vec<_> = timeline
        .history(target.microversion())
        .into_iter()
        .map(|state| {
            if target.document.bare {
                return json!({ "microversionId": state.id, "date": null, "description": null, "username": null });
            }
            let following = std::mem::replace(&mut next, json!(state.id));
            json!({
                "microversionId": state.id,
                "nextMicroversionId": following,
                "date": date(state.date),
                "description": state.description,
                "userId": state.author.id(),
                "username": state.author.name(),
                "canBeRestored": target.permission >= Permission::Write && state.id != target.microversion(),
                "restoreId": state.restored,
            })
        })
        .collect();
    answer::json(&json!(all))
}

/// `POST /documents/{did}/w/{wid}/restore/{vm}/{vmid}`: the workspace looks as it did then (`BTRestoreFromHistoryInfo`).
pub fn restore(
    call: &Call<'_>,
    did: &str,
    wid: &str,
    letter: &str,
    vmid: &str,
) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let workspace = target::id(wid)?;
    document.at(Wvm::Workspace(workspace)).ok_or(ApiError::NoAccess)?;
    target::id(vmid)?;
    let wanted = Wvm::parse(letter, vmid).and_then(|wvm| document.at(wvm)).ok_or(ApiError::NoAccess)?;
    let mut world = call.state.world_mut();
    let step = Step {
        microversion: world.fresh("microversion"),
        author: call.bearer.user,
        date: call.state.now(),
        description: format!("Restore : {}", wanted.description),
    };
    let made = world.change(document.id, |document| {
        let made = document.advance(workspace, step, |elements| elements.clone_from(&wanted.elements));
        if let Some(last) = document.timeline_mut().microversions.last_mut() {
            last.restored = Some(wanted.id);
            // Restored elements are what they were, by the same element microversions.
            last.elements = wanted.elements.clone();
        }
        made
    });
    made.flatten().map(|_| answer::json(&json!({}))).ok_or(ApiError::NoAccess)
}
