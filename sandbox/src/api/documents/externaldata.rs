//! `GET /documents/d/{did}/externaldata/{fid}`: the file that a translation has made.

use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target;
use crate::translations;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures::stream;
use http::{StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Bytes of a piece of a streamed file.
const PIECE: usize = 64 * 1024;

/// The file, streamed without a length, as Onshape does; 304 when the client has it.
pub fn answer(call: &Call<'_>, did: &str, fid: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let fid = target::id(fid)?;
    translations::settle(call.state);
    let found = call.state.translations().of_file(fid).cloned();
    let ready = |translation: &translations::Translation| {
        translation.document == document.id && translation.settled && translation.failure.is_none()
    };
    let translation =
        found.filter(ready).ok_or_else(|| ApiError::NotFound("External data not found.".to_owned()))?;
    let tag = format!("\"{fid}\"");
    if call.headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let (bytes, media_type, name) = translation
        .bytes(call.state)
        .ok_or_else(|| ApiError::NotFound("External data not found.".to_owned()))?;
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&name)),
        (header::ETAG, tag),
    ];
    Ok((headers, streamed(Bytes::from(bytes))).into_response())
}

/// `Content-Disposition` of a file of this name (RFC 6266, RFC 8187).
pub fn attachment(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

/// A body that comes in pieces.
pub fn streamed(bytes: Bytes) -> Body {
    let count = bytes.len().div_ceil(PIECE);
    let pieces = (0..count).map(move |at| {
        let end = ((at + 1) * PIECE).min(bytes.len());
        Ok::<_, std::convert::Infallible>(bytes.slice(at * PIECE..end))
    });
    Body::from_stream(stream::iter(pieces))
}
