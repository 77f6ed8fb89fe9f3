//! The regional host: another origin, to which exports are redirected. It wants the bearer token, too.

use crate::api::bearer::Bearer;
use crate::api::error::ApiError;
use crate::models::gltf::Asset;
use crate::models::part::Part;
use crate::models::{Fineness, Model};
use crate::state::Shared;
use crate::world::element::Content;
use crate::world::id::Id;
use crate::world::timeline::Wvm;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use serde::Deserialize;

/// What a model can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON with the buffer as a data URI.
    Json,
    /// GLB.
    Binary,
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
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "model/gltf+json;charset=UTF-8;qs=0.08",
            Self::Binary => "model/gltf-binary;qs=0.08",
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
    format: String,
    angle_tolerance: Option<f64>,
    chord_tolerance: Option<f64>,
}

/// `GET /modelexport`
pub async fn model(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let bearer = Bearer::of(&headers, &shared)?;
    bearer.may_read()?;
    let format = if query.format == "GLB" { Format::Binary } else { Format::Json };
    let document = Id::parse(&query.document_id).and_then(|id| shared.world().document_for(bearer.user, id));
    let document = document.ok_or(ApiError::NoAccess)?;
    let state =
        Wvm::parse("m", &query.microversion).and_then(|wvm| document.at(wvm)).ok_or(ApiError::NoAccess)?;
    let wanted = Id::parse(&query.element_id);
    let element =
        state.elements.iter().find(|element| Some(element.id) == wanted).ok_or(ApiError::NoAccess)?;
    let fineness = Fineness::of(query.angle_tolerance, query.chord_tolerance);
    let type_header = [(header::CONTENT_TYPE, format.content_type())];
    if element.content == Content::BrokenStudio {
        return Ok((type_header, BROKEN).into_response());
    }
    let wanted: Vec<_> = query.part_ids.split(',').filter(|id| !id.is_empty()).collect();
    let parts = parts(&element.content, fineness, &wanted);
    let asset = Asset::of(&parts, document.id, element.id);
    Ok(match format {
        Format::Json => (type_header, asset.to_json()).into_response(),
        Format::Binary => (type_header, asset.to_glb()).into_response(),
    })
}

/// JSON that stops in the middle, as when a connection is cut.
const BROKEN: &str =
    r#"{"asset":{"version":"2.0","generator":"ONSHAPE BY PTC INC, 1.218"},"scene":0,"scenes":[{"nodes":[0"#;

fn parts(content: &Content, fineness: Fineness, wanted: &[&str]) -> Vec<Part> {
    let all = match content {
        Content::Studio(model) => Model::parts(*model, fineness),
        _ => Vec::new(),
    };
    all.into_iter().filter(|part| wanted.is_empty() || wanted.contains(&&*part.id)).collect()
}
