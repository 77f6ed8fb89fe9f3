//! Answers out of the store.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::Range;
use models::{Kept, ModelKey, Stored};

use super::{conditional, file};

/// All of what is in the store, or a part of it (RFC 9110, 14.2), or nothing where it is known.
pub(super) fn send(
    headers: &HeaderMap,
    stored: Stored,
    key: &ModelKey,
    kept: Kept,
    range: Option<Range>,
) -> Response {
    let size = stored.size;
    let (content_type, tag) = match kept {
        Kept::Model => ("model/gltf-binary", format!("\"{}\"", key.tag())),
        Kept::GzippedModel => ("model/gltf-binary", format!("\"{}-gzip\"", key.tag())),
        Kept::Pdf => ("application/pdf", format!("\"{}\"", key.tag())),
    };
    let wants_this = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let part = range.filter(|_| wants_this).and_then(|range| one_part(&range, size));
    let (status, bytes) = match part {
        None => (StatusCode::OK, 0..size),
        Some(Ok(part)) => (StatusCode::PARTIAL_CONTENT, part),
        Some(Err(())) => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            insert(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let length = bytes.end - bytes.start;
    let mut response = file(content_type, Body::from_stream(stored.read(bytes.clone())));
    *response.status_mut() = status;
    insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
    insert(&mut response, header::ACCEPT_RANGES, "bytes");
    insert(&mut response, header::VARY, "accept-encoding");
    if status == StatusCode::PARTIAL_CONTENT {
        insert(
            &mut response,
            header::CONTENT_RANGE,
            &format!("bytes {}-{}/{size}", bytes.start, bytes.end.saturating_sub(1)),
        );
    }
    if kept == Kept::GzippedModel {
        insert(&mut response, header::CONTENT_ENCODING, "gzip");
    }
    conditional::unless_known(headers, &tag, response)
}

pub(super) fn insert(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The only range that is asked for; several at once are answered by the whole. An error, if it lies outside.
fn one_part(range: &Range, size: u64) -> Option<Result<std::ops::Range<u64>, ()>> {
    use std::ops::Bound;
    let mut ranges = range.satisfiable_ranges(size);
    let Some((start, end)) = ranges.next() else { return Some(Err(())) };
    if ranges.next().is_some() {
        return None;
    }
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(_) | Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end.saturating_add(1),
        Bound::Excluded(end) => end,
        Bound::Unbounded => size,
    };
    Some(if start < end.min(size) { Ok(start..end.min(size)) } else { Err(()) })
}

/// Whether gzip is among the encodings that are accepted, and not with weight 0 (RFC 9110, 12.5.3).
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}
