//! Entity tags (RFC 9110, 8.8.3 and 13.1.2).

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The tag of a content.
pub(super) fn entity_tag(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash).get(..22).unwrap_or_default())
}

/// 304 in place of `response`, where the browser has the content of `tag` already. Onshape was asked before: who may
/// no longer see a file is not told that it is unchanged.
pub(super) fn unless_known(headers: &HeaderMap, tag: &str, mut response: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let known = known.flat_map(|value| value.split(',')).map(|value| value.trim().trim_start_matches("W/"));
    if known.into_iter().any(|value| value == tag || value == "*") {
        let (parts, _) = response.into_parts();
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        for name in [header::ETAG, header::CACHE_CONTROL, header::CONTENT_SECURITY_POLICY] {
            if let Some(value) = parts.headers.get(&name) {
                unchanged.headers_mut().insert(name, value.clone());
            }
        }
        return unchanged;
    }
    response
}
