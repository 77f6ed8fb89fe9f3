//! Files that are uploaded: into a new tab, or in place of what a tab held. They stay in memory.

use super::blob;
use super::multipart::Upload;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::documents;
use crate::api::elements;
use crate::api::error::ApiError;
use crate::webhooks::event::Kind;
use crate::world::blob::Blob;
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use crate::world::permission::Permission;
use axum::response::Response;
use serde_json::Value;
use std::collections::BTreeMap;

/// `POST /blobelements/d/{did}/w/{wid}`
pub fn create(call: &Call<'_>, did: &str, wid: &str) -> Result<Response, ApiError> {
    call.document_to(Permission::Write, did)?;
    let upload = Upload::of(call)?;
    let content = keep(call, &upload);
    let id = call.state.world_mut().fresh("element");
    let element = Element {
        id,
        name: upload.name.clone(),
        content,
        microversion: Id::of("element-microversion", id),
        changed_at: call.state.now(),
        folder: Vec::new(),
        properties: BTreeMap::new(),
    };
    let what = format!("Import : {}", upload.name);
    elements::change(call, did, wid, what, (Kind::CreateElement, Some(id)), |elements| {
        elements.push(element);
        Ok(())
    })?;
    info(call, did, wid, id)
}

/// `POST /blobelements/d/{did}/w/{wid}/e/{eid}`: the tab keeps its id and takes the new file's name.
pub fn update(call: &Call<'_>, did: &str, wid: &str, eid: &str) -> Result<Response, ApiError> {
    call.document_to(Permission::Write, did)?;
    let id = blob(&call.target(did, "w", wid)?, eid)?.0.id;
    let upload = Upload::of(call)?;
    let content = keep(call, &upload);
    let what = format!("Update : {}", upload.name);
    elements::change(call, did, wid, what, (Kind::Changed, Some(id)), |elements| {
        let missing = || ApiError::NotFound("Element not found.".to_owned());
        let element = elements.iter_mut().find(|element| element.id == id).ok_or_else(missing)?;
        (element.name, element.content) = (upload.name, content);
        Ok(())
    })?;
    info(call, did, wid, id)
}

/// Puts the bytes away.
fn keep(call: &Call<'_>, upload: &Upload) -> Content {
    let file = call.state.world_mut().fresh("upload");
    call.state.uploads.keep(file, upload.bytes.clone());
    Content::Blob(Blob::Stored { file, media_type: media_type(upload) })
}

/// `BTDocumentElementProcessingInfo`: the element, and no translation under way.
fn info(call: &Call<'_>, did: &str, wid: &str, id: Id) -> Result<Response, ApiError> {
    let target = call.target(did, "w", wid)?;
    let mut info = documents::element_info(call, &target, target.element(&id.to_string())?);
    if let Some(info) = info.as_object_mut() {
        let nothing = ["translationId", "translationEventKey"];
        info.extend(nothing.map(|name| (name.to_owned(), Value::Null)));
    }
    Ok(answer::json(&info))
}

/// By the name's ending; what the client says counts where that says nothing.
fn media_type(upload: &Upload) -> String {
    const KNOWN: [(&str, &str); 16] = [
        ("pdf", "application/pdf"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("svg", "image/svg+xml"),
        ("html", "text/html"),
        ("md", "text/markdown"),
        ("txt", "text/plain"),
        ("csv", "text/csv"),
        ("glb", "model/gltf-binary"),
        ("gltf", "model/gltf+json"),
        ("stl", "model/stl"),
        ("obj", "model/obj"),
        ("step", "model/step"),
        ("stp", "model/step"),
        ("zip", "application/zip"),
    ];
    let ending = upload.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let known = KNOWN
        .into_iter()
        .find(|(known, _)| ending.as_deref() == Some(known))
        .map(|(_, media_type)| media_type);
    let said = upload.content_type.as_deref().filter(|text| text.len() < 128);
    known.or(said).unwrap_or("application/octet-stream").to_owned()
}
