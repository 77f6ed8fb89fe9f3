//! Versions: named states that never change.

use super::date;
use super::workspaces::Params;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::{answer, target, thumbnails, users};
use crate::webhooks::event::Kind;
use crate::world::document::Document;
use crate::world::permission::Permission;
use crate::world::timeline::{Version, Wvm};
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/versions`, oldest first; `limit` 0 is all.
pub fn list(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let limit = call.query.number("limit")?.filter(|limit| *limit > 0).unwrap_or(usize::MAX);
    let offset = call.query.number("offset")?.unwrap_or(0);
    let base = &call.state.base_url;
    let versions = document.versions();
    let page: Vec<_> =
        versions.iter().skip(offset).take(limit).map(|version| info(base, &document, version)).collect();
    Ok(answer::json(&json!(page)))
}

/// `GET /documents/d/{did}/versions/{vid}`
pub fn one(call: &Call<'_>, did: &str, vid: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let vid = target::id(vid)?;
    let timeline = document.timeline();
    let found = timeline.version(vid).ok_or(ApiError::NoAccess)?;
    Ok(answer::json(&info(&call.state.base_url, &document, found)))
}

/// `POST /documents/d/{did}/versions`
pub fn create(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let params: Params = call.json()?;
    let (name, from) = (params.checked_name()?, params.from(&document)?);
    let timeline = document.timeline();
    if timeline.versions.iter().any(|other| other.name == name) {
        return Err(ApiError::Conflict(format!("A version named {name} exists already")));
    }
    let named = timeline.at(from).ok_or(ApiError::NoAccess)?.id;
    let parent = match from {
        Wvm::Workspace(id) => timeline.workspace(id).and_then(|workspace| workspace.parent),
        Wvm::Version(id) => Some(id),
        Wvm::Microversion(_) => timeline.versions.last().map(|version| version.id),
    };
    let mut world = call.state.world_mut();
    let made = Version {
        id: world.fresh("version"),
        name,
        description: params.description.unwrap_or_default(),
        microversion: named,
        parent,
        creator: call.bearer.user,
        created_at: call.state.now(),
    };
    let changed = world.change(document.id, |document| {
        let timeline = document.timeline_mut();
        timeline.versions.push(made.clone());
        if let Wvm::Workspace(id) = from {
            timeline.workspaces.iter_mut().filter(|workspace| workspace.id == id).for_each(|workspace| {
                workspace.parent = Some(made.id);
            });
        }
        info(&call.state.base_url, document, &made)
    });
    drop(world);
    let version = made.id;
    call.state.emit(Kind::CreateVersion, call.bearer.user, |event| {
        event.document = Some(document.id);
        event.version = Some(version);
    });
    Ok(answer::json(&changed.ok_or(ApiError::NoAccess)?))
}

fn info(base: &str, document: &Document, version: &Version) -> Value {
    if document.bare {
        return json!({ "id": version.id, "name": null, "type": null, "documentId": null, "description": null,
                       "microversion": null, "creator": null, "createdAt": null, "thumbnail": null });
    }
    let person = users::summary(base, version.creator);
    json!({
        "id": version.id,
        "name": version.name,
        "type": "version",
        "href": null,
        "documentId": document.id,
        "description": version.description,
        "microversion": version.microversion,
        "parent": version.parent,
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
