//! Synchronous glTF: answered with a 307 to the regional host, which wants the bearer again.

use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::export::{self, Format};
use crate::models::Fineness;
use crate::switches::EmptyGltf;
use crate::world::structure;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use url::Url;

/// `GET /partstudios/…/gltf` and, with a part, `GET /parts/…/partid/{partid}/gltf`; STL in the same way. Without a format
/// it is what `Accept` says.
pub fn export(
    call: &Call<'_>,
    target: &Target,
    eid: &str,
    part: Option<&str>,
    format: Option<Format>,
) -> Result<Response, ApiError> {
    let element = target.studio(eid)?;
    target.may_export()?;
    let accept = call.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let format = format
        .or_else(|| Format::accepted_by(accept))
        .ok_or(ApiError::NotAcceptable("model/gltf+json and model/gltf-binary"))?;
    let configuration = call.query.get("configuration").unwrap_or("default");
    let parts = structure::parts(element, Fineness::COARSE, configuration)?;
    if part.is_some_and(|wanted| !parts.iter().any(|part| part.id == wanted)) {
        return Err(ApiError::NotFound("Part not found.".to_owned()));
    }
    let asked = call.query.all("partId").flat_map(|list| list.split(','));
    let wanted: Vec<_> = part.into_iter().chain(asked).filter(|id| !id.is_empty()).collect();
    if parts.is_empty() {
        match call.switches.empty_gltf {
            EmptyGltf::Empty => {}
            EmptyGltf::NoContent => return Ok(StatusCode::NO_CONTENT.into_response()),
            EmptyGltf::BadRequest => {
                return Err(ApiError::BadRequest("The part studio has nothing to export.".to_owned()));
            }
        }
    }
    if !call.switches.export_redirect {
        let number = |name| call.query.get(name).and_then(|text: &str| text.parse().ok());
        let fineness = Fineness::of(number("angleTolerance"), number("chordTolerance"));
        return export::gltf(call.state, &target.found(element), fineness, configuration, &wanted, format);
    }
    let mut url = Url::parse(&format!("{}/modelexport", call.state.export_url))
        .map_err(|_| ApiError::NotFound("The export host has no address.".to_owned()))?;
    url.query_pairs_mut()
        .append_pair("documentId", &target.document.id.to_string())
        .append_pair("elementId", &element.id.to_string())
        .append_pair("microversion", &target.microversion().to_string())
        .append_pair("partIds", &wanted.join(","))
        .append_pair("configuration", configuration)
        .append_pair("linkDocumentId", call.query.get("linkDocumentId").unwrap_or_default())
        .append_pair("format", format.name());
    for tolerance in ["angleTolerance", "chordTolerance"] {
        url.query_pairs_mut().extend_pairs(call.query.get(tolerance).map(|value| (tolerance, value)));
    }
    let mut response = Response::default();
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let location = url.as_str().try_into().map_err(|_| ApiError::NotFound("No such address.".to_owned()))?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}
