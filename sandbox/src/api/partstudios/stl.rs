//! Synchronous STL of part studios and parts.

use super::synchronous;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::export::format::Format;
use crate::export::options::{Options, Unit};
use axum::response::Response;

/// `GET /partstudios/…/stl` and, with a part, `GET /parts/…/partid/{partid}/stl`
pub fn redirect(
    call: &Call<'_>,
    target: &Target,
    eid: &str,
    part: Option<&str>,
) -> Result<Response, ApiError> {
    let accepted = synchronous::accepted(call, |media_type| match media_type {
        "application/octet-stream" | "application/json" | "application/*" | "model/stl" | "*/*" | "" => {
            Some(())
        }
        other => other.starts_with("application/vnd.onshape.").then_some(()),
    });
    target.studio(eid)?;
    target.may_export()?;
    accepted.ok_or(ApiError::NotAcceptable("application/octet-stream"))?;
    let format = match call.query.get("mode").unwrap_or("text").to_ascii_lowercase().as_str() {
        "text" => Format::TextStl,
        "binary" => Format::BinaryStl,
        other => return Err(ApiError::BadRequest(format!("Neither text nor binary: {other}"))),
    };
    let unit = call.query.get("units").unwrap_or("inch");
    for name in ["maxFacetWidth", "minFacetWidth"] {
        synchronous::length(call, name)?;
    }
    let options = Options {
        parts: synchronous::parts(call, "partIds", part),
        grouping: call.query.flag_or("grouping", true),
        unit: Unit::named(unit).ok_or_else(|| ApiError::BadRequest(format!("No such unit: {unit}")))?,
        scale: synchronous::length(call, "scale")?.unwrap_or(1.0),
        ..synchronous::tolerances(call)?
    };
    synchronous::send(call, target, eid, part, format, &options)
}
