//! Who may do what.

use super::info;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::world::permission::Permission;
use axum::response::Response;
use serde_json::json;

/// `GET /documents/{did}/permissionset`: of the user who asks.
pub fn permission_set(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let set = document.access(call.bearer.user).map(Permission::set);
    Ok(answer::json(&json!(set.unwrap_or_default())))
}

/// `GET /documents/{did}/acl` (`BTAclInfo`).
pub fn list(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let entries: Vec<_> = document
        .shares
        .iter()
        .map(|share| {
            json!({
                "entryId": share.user.id(),
                "entryType": 0,
                "entryState": "ACTIVE",
                "name": share.user.name(),
                "email": null,
                "image": null,
                "objectId": document.id,
                "permissionSet": share.permission.set(),
            })
        })
        .collect();
    Ok(answer::json(&json!({
        "href": format!("{}/api/v12/documents/{}/acl", call.state.base_url, document.id),
        "objectId": document.id,
        "objectType": 1,
        "owner": info::summary(call.state, call.bearer.user, &document).get("owner"),
        "public": document.public,
        "sharedWithSupport": false,
        "entries": entries,
        "inheritedAcls": [],
    })))
}
