//! Uploaded files: down, up, and translated.

mod multipart;
mod upload;

use super::call::Call;
use super::download::Download;
use super::error::ApiError;
use super::target::Target;
use super::translations::start;
use crate::translations::formats::Kind;
use crate::uploads;
use crate::world::blob::Blob;
use crate::world::element::{Content, Element};
use axum::response::Response;

/// `/blobelements/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, "w", id, "e", eid]) => {
            call.target(did, "w", id).and_then(|target| download(call, &target, eid))
        }
        ("POST", ["d", did, "w", id]) => upload::create(call, did, id),
        ("POST", ["d", did, "w", id, "e", eid]) => upload::update(call, did, id, eid),
        ("POST", ["d", did, wv, id, "e", eid, "translations"]) => {
            start::by_name(call, [did, wv, id, eid], Kind::Blob)
        }
        _ => return None,
    })
}

/// `GET /blobelements/d/{did}/w/{wid}/e/{eid}`: never with a type that a browser would show.
fn download(call: &Call<'_>, target: &Target, eid: &str) -> Result<Response, ApiError> {
    let (element, blob) = blob(target, eid)?;
    target.may_export()?;
    let download = Download {
        name: Some(&element.name),
        content_type: "application/octet-stream",
        tag: element.microversion.to_string(),
        measured: call.switches.blob_length && *blob != Blob::Unmeasured,
    };
    let missing = || ApiError::NotFound("The file is gone.".to_owned());
    download.answer(call, || uploads::bytes(call.state, blob).ok_or_else(missing))
}

/// The blob element of this id: 400 if it is something else.
fn blob<'a>(target: &'a Target, eid: &str) -> Result<(&'a Element, &'a Blob), ApiError> {
    let element = target.element(eid)?;
    match &element.content {
        Content::Blob(blob) => Ok((element, blob)),
        _ => Err(ApiError::BadRequest("The element is not a blob element.".to_owned())),
    }
}
