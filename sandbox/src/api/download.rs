//! Answers that are files: streamed, with or without a length, named, with an entity tag.

use super::call::Call;
use super::error::ApiError;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures::stream;
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::convert::Infallible;

/// What stays as it is in `filename*` (RFC 8187, `attr-char`).
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;

/// A file. `tag` changes when the bytes do; who has them already gets a 304.
pub struct Download<'a> {
    /// Its name for the browser; nothing leaves the header away.
    pub name: Option<&'a str>,
    /// `Content-Type`.
    pub content_type: &'a str,
    /// Opaque, without quotes.
    pub tag: String,
    /// Whether `Content-Length` says how many bytes there are.
    pub measured: bool,
}

impl Download<'_> {
    /// The answer; `bytes` is asked only if they are wanted.
    pub fn answer(
        &self,
        call: &Call<'_>,
        bytes: impl FnOnce() -> Result<Vec<u8>, ApiError>,
    ) -> Result<Response, ApiError> {
        let tag = format!("\"{}\"", self.tag);
        let known =
            call.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = known.flat_map(|list| list.split(',')).map(|one| one.trim().trim_start_matches("W/"));
        if known.any(|one| one == tag || one == "*") {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        let mut bytes = Bytes::from(bytes()?);
        let length = bytes.len().to_string();
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            pieces.push(Ok::<_, Infallible>(bytes.split_to(bytes.len().min(PIECE))));
        }
        let mut response = Body::from_stream(stream::iter(pieces)).into_response();
        let mut set = |name, value: &str| {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(header::CONTENT_TYPE, self.content_type);
        set(header::ETAG, &tag);
        if self.measured {
            set(header::CONTENT_LENGTH, &length);
        }
        if let Some(name) = self.name {
            let name = utf8_percent_encode(name, ATTRIBUTE);
            set(header::CONTENT_DISPOSITION, &format!("attachment; filename*=UTF-8''{name}"));
        }
        Ok(response)
    }
}
