//! What all answers of the API have in common: JSON's content type and the headers of every answer.

use super::{error, messages};
use crate::state::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

/// The content type of Onshape's JSON: it carries parameters, so clients must compare its beginning only.
pub const JSON: &str = "application/json;charset=UTF-8; qs=0.09";

/// The release that the sandbox follows.
const VERSION: &str = "1.218.84032.34acba44be17";

/// The API version that the sandbox follows.
const API_VERSION: &str = "v16";

/// A 200 with JSON.
pub fn json(value: &impl Serialize) -> Response {
    json_with(StatusCode::OK, value)
}

/// JSON with a status; 500 for what cannot be written, maps whose keys are not text.
pub fn json_with(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, JSON)], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Middleware: the headers that stand on every answer of the API, failures included.
pub async fn headers(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let asked = request.uri().path().split('/').nth(2).filter(|part| super::route::is_version(part));
    let version = asked.and_then(|part| HeaderValue::try_from(part).ok());
    let mut response = next.run(request).await;
    let language = shared.switches().message_language;
    if language != "en" && response.extensions().get::<ErrorAnswer>().is_some() {
        let status = response.status();
        if let Some(message) = messages::of(status, &language) {
            *response.body_mut() = Body::from(error::body(status, message).to_string());
            response.headers_mut().remove(header::CONTENT_LENGTH);
        }
    }
    let headers = response.headers_mut();
    let version = version.unwrap_or(HeaderValue::from_static(API_VERSION));
    headers.insert(HeaderName::from_static("x-api-version"), version);
    headers.insert(HeaderName::from_static("on-version"), HeaderValue::from_static(VERSION));
    response
}

/// Marks an answer whose message is in the account's language.
#[derive(Clone, Copy, Debug)]
pub struct ErrorAnswer;
