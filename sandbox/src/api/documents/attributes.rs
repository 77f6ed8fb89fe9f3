//! Documents that are made, renamed and thrown away.

use super::info;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::world::derived;
use crate::world::document::Document;
use crate::world::element::{Assembly, Content};
use crate::world::permission::Permission;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What a document is to be (`BTDocumentParams`); what is absent stays.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    name: Option<String>,
    description: Option<String>,
    notes: Option<String>,
    tags: Option<Vec<String>>,
    is_public: Option<bool>,
    #[serde(default)]
    is_empty_content: bool,
}

impl Params {
    fn checked(self) -> Result<Self, ApiError> {
        let too_long = |text: &Option<String>, most: usize| {
            text.as_ref().is_some_and(|text| text.chars().count() > most)
        };
        let blank = self.name.as_ref().is_some_and(|name| name.trim().is_empty());
        if blank
            || too_long(&self.name, 256)
            || too_long(&self.description, 10_000)
            || too_long(&self.notes, 10_000)
        {
            return Err(ApiError::BadRequest("A name of 1 to 256 characters is required".to_owned()));
        }
        Ok(self)
    }

    fn apply(self, document: &mut Document) {
        if let Some(name) = self.name {
            document.name = name;
        }
        document.description = self.description.or(document.description.take());
        document.notes = self.notes.or(document.notes.take());
        document.tags = self.tags.unwrap_or_else(|| std::mem::take(&mut document.tags));
        document.public = self.is_public.unwrap_or(document.public);
    }
}

/// `POST /documents`: with a part studio and an assembly in it, unless `isEmptyContent` is set. Light users may not.
pub fn create(call: &Call<'_>) -> Result<Response, ApiError> {
    let user = call.bearer.user;
    let params: Params = call.json::<Params>()?.checked()?;
    let name = params.name.clone().ok_or_else(|| ApiError::BadRequest("A name is required".to_owned()))?;
    if user.is_light() {
        return Err(ApiError::NoAccess);
    }
    let tabs = if params.is_empty_content {
        Vec::new()
    } else {
        vec![
            ("Part Studio 1".to_owned(), Content::EmptyStudio),
            ("Assembly 1".to_owned(), Content::Assembly(Assembly::Of(Arc::default()))),
        ]
    };
    let mut world = call.state.world_mut();
    let mut document = Document::new(world.fresh("document"), name, user, call.state.now());
    let elements = derived::elements(document.id, tabs, document.created_at);
    document.timeline =
        Some(Arc::new(derived::written(&document, std::slice::from_ref(&elements), elements.clone())));
    params.apply(&mut document);
    world.add(document.clone());
    drop(world);
    Ok(answer::json(&info::whole(call.state, user, &document)))
}

/// `POST /documents/{did}`
pub fn update(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let params: Params = call.json::<Params>()?.checked()?;
    if params.is_public.is_some() && document.access(call.bearer.user) < Some(Permission::Reshare) {
        return Err(ApiError::NoAccess);
    }
    let (user, now) = (call.bearer.user, call.state.now());
    call.state.world_mut().change(document.id, |document| {
        params.apply(document);
        (document.modified_at, document.modified_by) = (now, user);
    });
    let changed = call.document(did)?;
    Ok(answer::json(&info::summary(call.state, user, &changed)))
}

/// The body of [`notes`] (`BTDocumentNotesParams`).
#[derive(Debug, Deserialize)]
struct Notes {
    notes: Option<String>,
}

/// `POST /documents/{did}/notes`
pub fn notes(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let Notes { notes } = call.json()?;
    call.state.world_mut().change(document.id, |document| document.notes = notes);
    Ok(answer::json(&json!({})))
}

/// `DELETE /documents/{did}`: into the trash, or with `forever` away.
pub fn delete(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Full, did)?;
    let now = call.state.now();
    let mut world = call.state.world_mut();
    if call.query.flag("forever") {
        world.remove(document.id);
    } else {
        world.change(document.id, |document| document.trashed_at = Some(now));
    }
    Ok(answer::json(&json!({})))
}
