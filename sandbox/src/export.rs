//! The regional host: another origin, to which exports are redirected. It wants the bearer token, too.

use crate::api::bearer::Bearer;
use crate::api::error::ApiError;
use crate::api::target;
use crate::files::stl;
use crate::models::Fineness;
use crate::models::gltf::Asset;
use crate::models::scene::Node;
use crate::oauth::scope::Scope;
use crate::state::Shared;
use crate::world::element::Content;
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::structure::{Found, Resolver};
use crate::world::timeline::Wvm;
use crate::world::user::User;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, Uri, header};
use serde::Deserialize;

/// What a model can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON with the buffer as a data URI.
    Json,
    /// GLB.
    Binary,
    /// Binary STL, in metres.
    Stl,
}

impl Format {
    /// The first of an `Accept` header's types that can be made.
    pub fn accepted_by(accept: &str) -> Option<Self> {
        accept.split(',').find_map(|part| match part.split(';').next().unwrap_or_default().trim() {
            "model/gltf+json" | "*/*" | "model/*" | "" => Some(Self::Json),
            "model/gltf-binary" => Some(Self::Binary),
            _ => None,
        })
    }

    /// The name in the redirect's address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "GLTF",
            Self::Binary => "GLB",
            Self::Stl => "STL",
        }
    }

    fn named(name: &str) -> Self {
        [Self::Binary, Self::Stl].into_iter().find(|format| format.name() == name).unwrap_or(Self::Json)
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "model/gltf+json;charset=UTF-8;qs=0.08",
            Self::Binary => "model/gltf-binary;qs=0.08",
            Self::Stl => "application/octet-stream",
        }
    }
}

/// The query that the redirect gave.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportQuery {
    document_id: String,
    element_id: String,
    microversion: String,
    #[serde(default)]
    part_ids: String,
    #[serde(default)]
    configuration: String,
    #[serde(default)]
    link_document_id: String,
    #[serde(default)]
    format: String,
    angle_tolerance: Option<f64>,
    chord_tolerance: Option<f64>,
}

/// `GET /modelexport`
pub async fn model(
    State(shared): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let bearer = Bearer::of(&shared, &method, &uri, &headers)?;
    if !bearer.scopes.contains(Scope::Read) {
        return Err(ApiError::Scope(Scope::Read.name()));
    }
    // Fine models take a while: not on the server's own threads.
    let made = tokio::task::spawn_blocking(move || exported(&shared, bearer.user, &query)).await;
    made.unwrap_or_else(|error| Err(ApiError::Broken(error.to_string())))
}

fn exported(shared: &Shared, user: User, query: &ExportQuery) -> Result<Response, ApiError> {
    let document = Id::parse(&query.document_id).and_then(|id| shared.world().document(id));
    let document = document.ok_or(ApiError::NoAccess)?;
    let linking = Id::parse(&query.link_document_id).and_then(|id| shared.world().document_for(user, id));
    let through = linking.is_some_and(|linking| target::uses(&linking, document.id));
    if document.access(user) < Some(Permission::ReadCopyExport) && !through {
        return Err(ApiError::NoAccess);
    }
    let state =
        Wvm::parse("m", &query.microversion).and_then(|wvm| document.at(wvm)).ok_or(ApiError::NoAccess)?;
    let wanted = Id::parse(&query.element_id);
    let element =
        state.elements.iter().find(|element| Some(element.id) == wanted).ok_or(ApiError::NoAccess)?.clone();
    let found =
        Found { document: document.id, microversion: state.id, tabs: state.elements.clone(), element };
    let wanted: Vec<_> = query.part_ids.split(',').filter(|id| !id.is_empty()).collect();
    let fineness = Fineness::of(query.angle_tolerance, query.chord_tolerance);
    let format = Format::named(&query.format);
    gltf(shared, &found, fineness, &query.configuration, &wanted, format)
}

/// The answer with the model itself. An empty list of parts is all of them.
pub fn gltf(
    state: &crate::state::State,
    found: &Found,
    fineness: Fineness,
    configuration: &str,
    wanted: &[&str],
    format: Format,
) -> Result<Response, ApiError> {
    let type_header = [(header::CONTENT_TYPE, format.content_type())];
    if found.element.content == Content::BrokenStudio {
        return Ok((type_header, BROKEN).into_response());
    }
    let mut scene = Resolver::new(state, fineness).scene(found, configuration)?;
    let asked = |node: &Node| wanted.is_empty() || node.path.last().is_some_and(|id| wanted.contains(&&**id));
    scene.0.retain(asked);
    if format == Format::Stl {
        return Ok((type_header, stl::binary(&scene.uses())).into_response());
    }
    let asset = Asset::of(&scene, found.document, found.element.id, false);
    Ok(match format {
        Format::Binary => (type_header, asset.to_glb()).into_response(),
        _ => (type_header, asset.to_json()).into_response(),
    })
}

/// JSON that stops in the middle, as when a connection is cut.
const BROKEN: &str =
    r#"{"asset":{"version":"2.0","generator":"ONSHAPE BY PTC INC, 1.218"},"scene":0,"scenes":[{"nodes":[0"#;
