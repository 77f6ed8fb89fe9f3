//! What synchronous exports have in common: they are answered with a 307 to the regional host, which wants the bearer
//! again, or by a switch with the file itself.

use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::export;
use crate::export::address::Address;
use crate::export::format::Format;
use crate::export::options::Options;
use crate::models::Fineness;
use crate::switches::EmptyGltf;
use crate::world::structure;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// The first of the `Accept` header's types that can be made.
pub fn accepted<T>(call: &Call<'_>, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    let accept = call.headers.get(header::ACCEPT).map_or("*/*", |value| value.to_str().unwrap_or("?"));
    accept.split(',').find_map(|part| known(part.split(';').next().unwrap_or_default().trim()))
}

/// The part of the path and those of the query, which separates them with commas.
pub fn parts(call: &Call<'_>, name: &str, part: Option<&str>) -> Vec<String> {
    let asked = call.query.all(name).flat_map(|list| list.split(','));
    part.into_iter().chain(asked).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// Tolerances and configuration.
pub fn tolerances(call: &Call<'_>) -> Result<Options, ApiError> {
    Ok(Options {
        angle: length(call, "angleTolerance")?,
        chord: length(call, "chordTolerance")?,
        configuration: call.query.get("configuration").unwrap_or("default").to_owned(),
        ..Options::default()
    })
}

/// A positive number; 0 stands for none, as Onshape's own pages send it.
pub fn length(call: &Call<'_>, name: &str) -> Result<Option<f64>, ApiError> {
    let Some(text) = call.query.get(name) else { return Ok(None) };
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
    let number = number.ok_or_else(|| ApiError::BadRequest(format!("Not a positive number: {name}")))?;
    Ok(Some(number).filter(|number| *number > 0.0))
}

/// The redirect, or the file.
pub fn send(
    call: &Call<'_>,
    target: &Target,
    eid: &str,
    part: Option<&str>,
    format: Format,
    options: &Options,
) -> Result<Response, ApiError> {
    let element = target.studio(eid)?;
    let parts = structure::parts(element, Fineness::COARSE, &options.configuration)?;
    if part.is_some_and(|wanted| !parts.iter().any(|part| part.id == wanted)) {
        return Err(ApiError::NotFound("Part not found.".to_owned()));
    }
    if parts.is_empty() {
        match call.switches.empty_gltf {
            EmptyGltf::Empty if format.is_gltf() => {}
            EmptyGltf::NoContent => return Ok(StatusCode::NO_CONTENT.into_response()),
            _ => return Err(ApiError::BadRequest("The part studio has nothing to export.".to_owned())),
        }
    }
    if !call.switches.export_redirect {
        return export::answer(call.state, &target.found(element), format, options);
    }
    let place = [target.document.id, target.microversion(), element.id];
    let url =
        Address::of(place, call.query.get("linkDocumentId"), format, options).url(&call.state.export_url)?;
    let location =
        HeaderValue::try_from(url.as_str()).map_err(|error| ApiError::Broken(error.to_string()))?;
    Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response())
}
