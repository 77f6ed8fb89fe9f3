//! Exports, and the regional host: another origin, to which synchronous ones are redirected. It wants the bearer
//! token, too.

pub mod address;
pub mod archive;
pub mod file;
pub mod format;
pub mod options;

use crate::api::bearer::Bearer;
use crate::api::error::ApiError;
use crate::api::target;
use crate::oauth::scope::Scope;
use crate::state::Shared;
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::structure::Found;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use address::Address;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use file::Failure;
use format::Format;
use http::{HeaderMap, Method, Uri, header};
use options::Options;

/// `GET /modelexport`
pub async fn model(
    State(shared): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    query: Result<Query<Address>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiError> {
    let bearer = Bearer::of(&shared, &method, &uri, &headers)?;
    if !bearer.scopes.contains(Scope::Read) {
        return Err(ApiError::Scope(Scope::Read.name()));
    }
    let Query(address) = query.map_err(|error| ApiError::BadRequest(error.body_text()))?;
    // Fine models take a while: not on the server's own threads.
    let made = tokio::task::spawn_blocking(move || exported(&shared, bearer.user, &address)).await;
    made.unwrap_or_else(|error| Err(ApiError::Broken(error.to_string())))
}

fn exported(shared: &Shared, user: User, address: &Address) -> Result<Response, ApiError> {
    let document = Id::parse(&address.document_id).and_then(|id| shared.world().document(id));
    let document = document.ok_or(ApiError::NoAccess)?;
    let linking = Id::parse(&address.link_document_id).and_then(|id| shared.world().document_for(user, id));
    let through = linking.is_some_and(|linking| target::uses(&linking, document.id));
    if document.access(user) < Some(Permission::ReadCopyExport) && !through {
        return Err(ApiError::NoAccess);
    }
    let state =
        Wvm::parse("m", &address.microversion).and_then(|wvm| document.at(wvm)).ok_or(ApiError::NoAccess)?;
    let wanted = Id::parse(&address.element_id);
    let element =
        state.elements.iter().find(|element| Some(element.id) == wanted).ok_or(ApiError::NoAccess)?.clone();
    let found = Found { document: document.id, microversion: state.id, tabs: state.elements, element };
    answer(shared, &found, address.format(), &address.options())
}

/// The answer with the model itself.
pub fn answer(
    shared: &Shared,
    found: &Found,
    format: Format,
    options: &Options,
) -> Result<Response, ApiError> {
    let name = &found.element.name;
    let made = file::file(shared, found, name, format, options).map_err(|failure| match failure {
        Failure::Unwritten(error) => ApiError::Broken(error.to_string()),
        refused => ApiError::BadRequest(refused.to_string()),
    })?;
    let content_type = match format {
        Format::Gltf => "model/gltf+json;charset=UTF-8;qs=0.08",
        Format::Glb => "model/gltf-binary;qs=0.08",
        _ if made.media_type == format::ZIP => format::ZIP,
        _ => "application/octet-stream",
    };
    Ok(([(header::CONTENT_TYPE, content_type)], made.bytes).into_response())
}
