//! What all answers of the API have in common: JSON's content type and the headers of every answer.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The content type of Onshape's JSON: it carries parameters, so clients must compare its beginning only.
pub const JSON: &str = "application/json;charset=UTF-8; qs=0.09";

/// The release that the sandbox follows.
const VERSION: &str = "1.218.84032.34acba44be17";

/// The API version that the sandbox follows.
const API_VERSION: &str = "v16";

/// A 200 with JSON.
pub fn json(value: &Value) -> Response {
    json_with(StatusCode::OK, value)
}

/// JSON with a status.
pub fn json_with(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, JSON)], value.to_string()).into_response()
}

/// How many calls are left before the limit that answers 429; the sandbox never enforces it by itself.
#[derive(Clone, Debug)]
pub struct Remaining(Arc<AtomicI64>);

impl Default for Remaining {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(1_000_000)))
    }
}

impl Remaining {
    /// One more counted call (2xx and 3xx count, failures do not).
    fn after(&self, status: StatusCode) -> i64 {
        let counted = i64::from(status.is_success() || status.is_redirection());
        (self.0.fetch_sub(counted, Ordering::Relaxed) - counted).max(0)
    }
}

/// Middleware: the headers that stand on every answer of the API, failures included.
pub async fn headers(remaining: Remaining, request: Request, next: Next) -> Response {
    let asked = request.uri().path().split('/').nth(2).filter(|part| super::route::is_version(part));
    let version = asked.and_then(|part| HeaderValue::try_from(part).ok());
    let mut response = next.run(request).await;
    let left = remaining.after(response.status());
    let headers = response.headers_mut();
    let version = version.unwrap_or(HeaderValue::from_static(API_VERSION));
    headers.insert(HeaderName::from_static("x-api-version"), version);
    headers.insert(HeaderName::from_static("on-version"), HeaderValue::from_static(VERSION));
    headers.entry(HeaderName::from_static("x-rate-limit-remaining")).or_insert(HeaderValue::from(left));
    response
}
