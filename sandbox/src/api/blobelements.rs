//! `/blobelements/…`: uploaded files.

use super::call::Call;
use super::documents::externaldata::{attachment, streamed};
use super::elements;
use super::error::ApiError;
use super::target::Target;
use super::translations::requests;
use crate::files::blobs;
use crate::world::blob::Blob;
use crate::world::element::Content;
use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use http::header;

/// `/blobelements/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, "w", wid, "e", eid]) => {
            call.target(did, "w", wid).and_then(|target| download(call, &target, eid))
        }
        ("POST", ["d", did, "w", wid]) => upload(call, did, wid),
        ("POST", ["d", did, wv @ ("w" | "v"), id, "e", eid, "translations"]) => {
            call.target(did, wv, id).and_then(|target| {
                blob(&target, eid)?;
                let element = target.element(eid)?;
                requests::translate(call, &target, &target.found(element))
            })
        }
        _ => return None,
    })
}

fn blob<'a>(target: &'a Target, eid: &str) -> Result<&'a Blob, ApiError> {
    match &target.element(eid)?.content {
        Content::Blob(blob) => Ok(blob),
        _ => Err(ApiError::BadRequest("The element is not a file.".to_owned())),
    }
}

/// The bytes, as an attachment whatever they are.
fn download(call: &Call<'_>, target: &Target, eid: &str) -> Result<Response, ApiError> {
    target.may_export()?;
    let name = &target.element(eid)?.name;
    let bytes = match blob(target, eid)? {
        Blob::Stored { translation, .. } => {
            let made = call.state.translations().of(*translation).cloned();
            made.and_then(|made| made.bytes(call.state)).map(|(bytes, ..)| Bytes::from(bytes))
        }
        Blob::Uploaded { bytes, .. } => Some(Bytes::copy_from_slice(bytes)),
        other => blobs::bytes(other).map(Bytes::from),
    };
    let bytes = bytes.ok_or_else(|| ApiError::NotFound("File not found.".to_owned()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, attachment(name)),
    ];
    Ok((headers, streamed(bytes)).into_response())
}

/// `multipart/form-data` with a part named `file` (RFC 7578).
fn upload(call: &Call<'_>, did: &str, wid: &str) -> Result<Response, ApiError> {
    let content_type = call.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = content_type
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or(ApiError::UnsupportedMediaType)?;
    let body = call.body.clone();
    let stream = futures::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let bad = |_| ApiError::BadRequest("The multipart body is malformed".to_owned());
    let read = async {
        let mut form = multer::Multipart::new(stream, boundary);
        let mut found = None;
        while let Some(field) = form.next_field().await.map_err(bad)? {
            if field.name() == Some("file") {
                let name = field.file_name().unwrap_or("file").to_owned();
                let media_type = field
                    .content_type()
                    .map_or_else(|| "application/octet-stream".to_owned(), ToString::to_string);
                found = Some((name, media_type, field.bytes().await.map_err(bad)?));
            }
        }
        found.ok_or_else(|| ApiError::BadRequest("There is no file in the body".to_owned()))
    };
    // Handlers run beside the server's own threads, where waiting is allowed; and the body is here already.
    let (name, media_type, bytes) = tokio::runtime::Handle::current().block_on(read)?;
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(256).collect();
    elements::add(call, did, wid, name, Content::Blob(Blob::Uploaded { media_type, bytes: bytes.to_vec() }))
}
