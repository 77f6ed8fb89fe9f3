//! How a document stands in answers (`BTDocumentInfo`, `BTGlobalTreeNodeSummaryInfo`).

use super::workspaces;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::{answer, thumbnails, users};
use crate::state::State;
use crate::world::company::Company;
use crate::world::document::{Document, Owner};
use crate::world::user::User;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

/// `GET /documents/{did}`
pub fn one(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    Ok(answer::json(&whole(call.state, call.bearer.user, &document)))
}

/// A document by itself.
pub fn whole(state: &State, user: User, document: &Document) -> Value {
    let mut body = summary(state, user, document);
    if let Some(body) = body.as_object_mut() {
        body.insert("jsonType".to_owned(), json!("document"));
        let pictured = document.pictured_element().map(|element| element.id);
        body.insert("documentThumbnailElementId".to_owned(), json!(pictured));
    }
    body
}

/// A date as Onshape writes it: milliseconds, `+00:00`.
pub fn date(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3f+00:00").to_string()
}

/// The summary of a document as `user` gets it in lists.
pub fn summary(state: &State, user: User, document: &Document) -> Value {
    let base = &state.base_url;
    let permission = document.access(user);
    let (level, set) = permission.map_or(("NOACCESS", Vec::new()), |level| (level.name(), level.set()));
    let href = format!("{base}/api/v12/documents/{}", document.id);
    if document.bare {
        return json!({
            "jsonType": "document-summary", "id": document.id, "name": document.name, "href": href,
            "resourceType": "document", "permission": level, "permissionSet": set,
            "defaultWorkspace": workspaces::bare(document),
            "thumbnail": null, "owner": null, "createdBy": null, "modifiedBy": null, "createdAt": null,
            "modifiedAt": null, "description": null, "notes": null, "tags": null, "documentLabels": null,
            "documentType": null, "parentId": null, "projectId": null, "trash": null, "trashedAt": null,
            "public": null, "likes": null, "recentVersion": null, "defaultElementId": null, "treeHref": null,
        });
    }
    let timeline = document.timeline();
    let main = timeline.workspaces.first().map(|found| workspaces::info(base, document, found));
    let recent = timeline.versions.last().map(|version| {
        json!({ "id": version.id, "name": version.name,
                "href": format!("{base}/api/v12/documents/d/{}/versions/{}", document.id, version.id) })
    });
    let mut body = json!({
        "jsonType": "document-summary",
        "id": document.id,
        "name": document.name,
        "href": href,
        "resourceType": "document",
        "documentType": 0,
        "description": document.description,
        "notes": document.notes,
        "tags": document.tags,
        "documentLabels": [],
        "defaultElementId": null,
        "createdAt": date(document.created_at),
        "modifiedAt": date(document.modified_at),
        "permission": level,
        "permissionSet": set,
        "public": document.public,
        "trash": document.trashed_at.is_some(),
        "trashedAt": document.trashed_at.map(date),
        "hasRelevantInsertables": false,
        "canUnshare": document.is_shared_with(user),
        "userAccountLimitsBreached": false,
        "isUsingManagedWorkflow": false,
        "likedByCurrentUser": false,
        "sequence": null,
        "parentId": document.folder,
        "projectId": null,
        "treeHref": null,
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
        "canMove": document.owner == Owner::User(user),
        "unparentHref": format!("{base}/api/globaltreenodes/document/{}/parentInfo", document.id),
        "isEnterpriseOwned": state.world().owner_company(document).is_some_and(Company::is_enterprise),
    });
    // Values within values: `json!` would copy them.
    let within = [
        ("thumbnail", thumbnails::of_document(base, document).unwrap_or_default()),
        ("defaultWorkspace", main.unwrap_or_default()),
        ("recentVersion", recent.unwrap_or_default()),
        ("owner", owner(state, document)),
        ("createdBy", users::summary(base, document.creator)),
        ("modifiedBy", users::summary(base, document.modified_by)),
    ];
    if let Some(body) = body.as_object_mut() {
        body.extend(within.map(|(name, value)| (name.to_owned(), value)));
    }
    body
}

/// Whose it is (`BTOwnerInfo`): type 0 is a user, 1 a company.
fn owner(state: &State, document: &Document) -> Value {
    match document.owner {
        Owner::User(user) => users::owner(&state.base_url, user),
        Owner::Company(id) => {
            let world = state.world();
            let company = world.company(id);
            json!({
                "type": 1,
                "isEnterpriseOwnedResource": company.is_some_and(Company::is_enterprise),
                "image": null,
                "name": company.map(|company| &company.name),
                "id": id,
                "href": format!("{}/api/v12/companies/{id}", state.base_url),
            })
        }
    }
}
