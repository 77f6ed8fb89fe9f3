//! Documents, workspaces and versions.

pub mod elements;
pub mod list;

use super::call::Call;
use super::error::ApiError;
use super::target::{self, Target};
use super::{answer, thumbnails, users};
use crate::world::document::{Document, Share, Version, Wvm};
use crate::world::user::User;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

/// `/documents/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => list::list(call),
        ("GET", ["d", did, "workspaces"]) => workspaces(call, did),
        ("GET", ["d", did, "versions"]) => versions(call, did),
        ("GET", ["d", did, "versions", vid]) => version(call, did, vid),
        ("GET", ["d", did, wv @ ("w" | "v"), id, "currentmicroversion"]) => {
            call.target(did, wv, id).map(|target| current_microversion(&target))
        }
        ("GET", ["d", did, wvm, id, "elements"]) => {
            call.target(did, wvm, id).map(|target| elements::list(call, &target))
        }
        ("GET", [did]) => one(call, did),
        _ => return None,
    })
}

/// `GET /documents/{did}`
pub fn one(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = target::document(call.state, call.bearer.user, did)?;
    let mut body = info(&call.state.base_url, call.bearer.user, document);
    if let Some(kind) = body.get_mut("jsonType") {
        *kind = json!("document");
    }
    Ok(answer::json(&body))
}

/// `GET /documents/d/{did}/workspaces`
pub fn workspaces(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = target::document(call.state, call.bearer.user, did)?;
    Ok(answer::json(&json!([workspace(&call.state.base_url, document)])))
}

/// `GET /documents/d/{did}/versions`; `limit` 0 is all.
pub fn versions(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = target::document(call.state, call.bearer.user, did)?;
    let number = |name| call.query.get(name).and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    let limit = Some(number("limit")).filter(|limit| *limit > 0).unwrap_or(usize::MAX);
    let all = document.versions();
    let page: Vec<_> = all
        .iter()
        .skip(number("offset"))
        .take(limit)
        .map(|version| version_info(&call.state.base_url, document, version))
        .collect();
    Ok(answer::json(&json!(page)))
}

/// `GET /documents/d/{did}/versions/{vid}`
pub fn version(call: &Call<'_>, did: &str, vid: &str) -> Result<Response, ApiError> {
    let document = target::document(call.state, call.bearer.user, did)?;
    let vid = target::id(vid)?;
    let found =
        document.versions().into_iter().find(|version| version.id == vid).ok_or(ApiError::NoAccess)?;
    Ok(answer::json(&version_info(&call.state.base_url, document, &found)))
}

/// `GET /documents/d/{did}/{wv}/{wvid}/currentmicroversion`
pub fn current_microversion(target: &Target<'_>) -> Response {
    answer::json(&json!({ "microversion": target.microversion }))
}

/// A date as Onshape writes it: milliseconds, `+00:00`.
pub fn date(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3f+00:00").to_string()
}

/// The summary of a document as `user` gets it.
pub fn info(base: &str, user: User, document: &Document) -> Value {
    let (permission, permissions): (_, &[_]) = match document.access(user) {
        _ if document.owner == user => {
            ("OWNER", &["OWNER", "DELETE", "RESHARE", "WRITE", "READ", "EXPORT", "COMMENT", "COPY", "LINK"])
        }
        Some(Share::ReadAndExport) => ("READ_COPY_EXPORT", &["READ", "EXPORT", "COMMENT", "COPY"]),
        Some(Share::Read) => ("READ", &["READ"]),
        None => ("NOACCESS", &[]),
    };
    let href = format!("{base}/api/v12/documents/{}", document.id);
    if document.bare {
        return json!({
            "jsonType": "document-summary", "id": document.id, "name": document.name, "href": href,
            "resourceType": "document", "permission": permission, "permissionSet": permissions,
            "defaultWorkspace": bare_workspace(document),
            "thumbnail": null, "owner": null, "createdBy": null, "modifiedBy": null, "createdAt": null,
            "modifiedAt": null, "description": null, "notes": null, "tags": null, "documentLabels": null,
            "documentType": null, "parentId": null, "projectId": null, "trash": null, "trashedAt": null,
            "public": null, "likes": null, "recentVersion": null, "defaultElementId": null, "treeHref": null,
        });
    }
    let person = users::summary(base, document.owner);
    json!({
        "jsonType": "document-summary",
        "id": document.id,
        "name": document.name,
        "href": href,
        "resourceType": "document",
        "documentType": 0,
        "description": null,
        "notes": null,
        "tags": [],
        "documentLabels": [],
        "documentThumbnailElementId": document.pictured_element().map(|element| element.id),
        "thumbnail": thumbnails::of_document(base, document),
        "defaultWorkspace": workspace(base, document),
        "defaultElementId": null,
        "owner": users::owner(base, document.owner),
        "createdBy": person,
        "modifiedBy": person,
        "createdAt": date(document.created_at),
        "modifiedAt": date(document.modified_at),
        "permission": permission,
        "permissionSet": permissions,
        "public": document.public,
        "trash": document.trashed,
        "trashedAt": document.trashed.then(|| date(document.modified_at)),
        "isUpgradedToLatestVersion": true,
        "recentVersion": null,
        "hasRelevantInsertables": false,
        "canUnshare": document.owner != user && document.shared.is_some(),
        "userAccountLimitsBreached": false,
        "isUsingManagedWorkflow": false,
        "likedByCurrentUser": false,
        "sequence": null,
        "parentId": null,
        "projectId": null,
        "treeHref": null,
        "totalWorkspacesUpdating": 0,
        "numberOfTimesReferenced": 0,
        "numberOfTimesCopied": 0,
        "likes": 0,
        "publishedVersionId": null,
        "notRevisionManaged": false,
        "forceExportRules": false,
        "createdWithEducationPlan": false,
        "anonymousAccessAllowed": false,
        "anonymousAllowsExport": false,
        "isMutable": false,
        "isContainer": false,
        "canMove": document.owner == user,
        "unparentHref": format!("{base}/api/globaltreenodes/document/{}/parentInfo", document.id),
        "isEnterpriseOwned": false,
    })
}

fn bare_workspace(document: &Document) -> Value {
    json!({ "id": document.workspace(), "name": null, "type": "workspace", "modifiedAt": null, "lastModifier": null,
            "creator": null, "thumbnail": null, "documentId": document.id, "microversion": null })
}

fn workspace(base: &str, document: &Document) -> Value {
    if document.bare {
        return bare_workspace(document);
    }
    let (did, wid) = (document.id, document.workspace());
    json!({
        "id": wid,
        "name": "Main",
        "type": "workspace",
        "state": "ACTIVE",
        "href": format!("{base}/api/v12/documents/d/{did}/workspaces/{wid}"),
        "documentId": did,
        "description": "",
        "microversion": document.microversion(),
        "parent": document.versions().last().map(|version| version.id),
        "parents": null,
        "creator": users::summary(base, document.owner),
        "lastModifier": users::summary(base, document.owner),
        "createdAt": date(document.created_at),
        "modifiedAt": date(document.modified_at),
        "overrideDate": null,
        "thumbnail": null,
        "protectionRule": "OPEN",
        "canDelete": false,
        "isReadOnly": false,
    })
}

fn version_info(base: &str, document: &Document, version: &Version) -> Value {
    let person = users::summary(base, document.owner);
    json!({
        "id": version.id,
        "name": version.name,
        "type": "version",
        "href": null,
        "documentId": document.id,
        "description": "",
        "microversion": version.microversion,
        "parent": null,
        "purpose": 0,
        "creator": person,
        "lastModifier": person,
        "createdAt": date(version.created_at),
        "modifiedAt": date(version.created_at),
        "overrideDate": null,
        "metadataWorkspaceId": null,
        "thumbnail": thumbnails::of_version(base, document, Wvm::Version(version.id)),
    })
}
