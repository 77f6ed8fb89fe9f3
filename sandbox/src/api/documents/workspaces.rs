//! Workspaces: a document's lines of work.

use super::date;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::{answer, target, users};
use crate::webhooks::event::Kind;
use crate::world::document::Document;
use crate::world::permission::Permission;
use crate::world::timeline::{Workspace, Wvm};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/workspaces`
pub fn list(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let base = &call.state.base_url;
    let all: Vec<_> =
        document.timeline().workspaces.iter().map(|workspace| info(base, &document, workspace)).collect();
    Ok(answer::json(&json!(all)))
}

/// A version or a workspace to be made (`BTVersionOrWorkspaceParams`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    workspace_id: Option<String>,
    version_id: Option<String>,
    microversion_id: Option<String>,
}

impl Params {
    /// The state that is meant: the microversion, the version, the workspace, or else *Main*.
    pub fn from(&self, document: &Document) -> Result<Wvm, ApiError> {
        let named = [("m", &self.microversion_id), ("v", &self.version_id), ("w", &self.workspace_id)];
        let named = named.into_iter().find_map(|(letter, text)| Some((letter, text.as_ref()?)));
        let Some((letter, text)) = named else { return Ok(Wvm::Workspace(document.workspace())) };
        target::id(text)?;
        let wvm = Wvm::parse(letter, text).ok_or(ApiError::NoAccess)?;
        document.at(wvm).map(|_| wvm).ok_or(ApiError::NoAccess)
    }

    /// The name without space around it; 400 when nothing is left or it is longer than 256 characters.
    pub fn checked_name(&self) -> Result<String, ApiError> {
        let name = self.name.as_deref().unwrap_or_default().trim();
        if name.is_empty() || name.chars().count() > 256 {
            return Err(ApiError::BadRequest("A name of 1 to 256 characters is required".to_owned()));
        }
        Ok(name.to_owned())
    }
}

/// `POST /documents/d/{did}/workspaces`: a branch.
pub fn create(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let params: Params = call.json()?;
    let (name, from) = (params.checked_name()?, params.from(&document)?);
    let timeline = document.timeline();
    if timeline.workspaces.iter().any(|other| other.name == name) {
        return Err(ApiError::Conflict(format!("A workspace named {name} exists already")));
    }
    let start = timeline.at(from).ok_or(ApiError::NoAccess)?.id;
    let parent = match from {
        Wvm::Version(id) => Some(id),
        Wvm::Workspace(id) => timeline.workspace(id).and_then(|workspace| workspace.parent),
        Wvm::Microversion(_) => None,
    };
    let mut world = call.state.world_mut();
    let made = Workspace {
        id: world.fresh("workspace"),
        name,
        description: params.description.unwrap_or_default(),
        microversion: start,
        parent,
        creator: call.bearer.user,
        created_at: call.state.now(),
    };
    let changed = world.change(document.id, |document| {
        document.timeline_mut().workspaces.push(made.clone());
        info(&call.state.base_url, document, &made)
    });
    drop(world);
    let workspace = made.id;
    call.state.emit(Kind::CreateWorkspace, call.bearer.user, |event| {
        event.document = Some(document.id);
        event.workspace = Some(workspace);
    });
    Ok(answer::json(&changed.ok_or(ApiError::NoAccess)?))
}

/// `DELETE /documents/d/{did}/workspaces/{wid}`; the last one stays.
pub fn delete(call: &Call<'_>, did: &str, wid: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let wid = target::id(wid)?;
    let timeline = document.timeline();
    timeline.workspace(wid).ok_or(ApiError::NoAccess)?;
    if timeline.workspaces.first().is_some_and(|main| main.id == wid) {
        return Err(ApiError::BadRequest("The main workspace cannot be deleted".to_owned()));
    }
    call.state.world_mut().change(document.id, |document| {
        document.timeline_mut().workspaces.retain(|workspace| workspace.id != wid);
    });
    Ok(answer::json(&json!({})))
}

/// A workspace of a document whose optional fields are null.
pub fn bare(document: &Document) -> Value {
    json!({ "id": document.workspace(), "name": null, "type": "workspace", "modifiedAt": null, "lastModifier": null,
            "creator": null, "thumbnail": null, "documentId": document.id, "microversion": null })
}

/// A workspace (`BTWorkspaceInfo`).
pub fn info(base: &str, document: &Document, workspace: &Workspace) -> Value {
    if document.bare {
        return bare(document);
    }
    let (did, wid) = (document.id, workspace.id);
    let timeline = document.timeline();
    let last = timeline.microversion(workspace.microversion);
    let (modifier, modified_at) =
        last.map_or((workspace.creator, workspace.created_at), |state| (state.author, state.date));
    json!({
        "id": wid,
        "name": workspace.name,
        "type": "workspace",
        "state": "ACTIVE",
        "href": format!("{base}/api/v12/documents/d/{did}/workspaces/{wid}"),
        "documentId": did,
        "description": workspace.description,
        "microversion": workspace.microversion,
        "parent": workspace.parent,
        "parents": null,
        "creator": users::summary(base, workspace.creator),
        "lastModifier": users::summary(base, modifier),
        "createdAt": date(workspace.created_at),
        "modifiedAt": date(modified_at),
        "overrideDate": null,
        "thumbnail": null,
        "protectionRule": "OPEN",
        "canDelete": timeline.workspaces.len() > 1,
        "isReadOnly": false,
    })
}
