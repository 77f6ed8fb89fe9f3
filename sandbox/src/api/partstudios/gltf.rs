//! Synchronous glTF of part studios and parts.

use super::synchronous;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::export::format::Format;
use crate::export::options::Options;
use axum::response::Response;

/// `GET /partstudios/…/gltf` and, with a part, `GET /parts/…/partid/{partid}/gltf`
pub fn redirect(
    call: &Call<'_>,
    target: &Target,
    eid: &str,
    part: Option<&str>,
) -> Result<Response, ApiError> {
    let accepted = synchronous::accepted(call, |media_type| match media_type {
        "model/gltf+json" | "*/*" | "model/*" | "" => Some(Format::Gltf),
        "model/gltf-binary" => Some(Format::Glb),
        _ => None,
    });
    target.studio(eid)?;
    target.may_export()?;
    let format = accepted.ok_or(ApiError::NotAcceptable("model/gltf+json and model/gltf-binary"))?;
    synchronous::length(call, "maxFacetWidth")?;
    let options = Options {
        parts: synchronous::parts(call, "partId", part),
        export_ids: true,
        ..synchronous::tolerances(call)?
    };
    synchronous::send(call, target, eid, part, format, &options)
}
