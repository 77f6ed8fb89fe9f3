//! What goes wrong on purpose, in API, export and token requests.

use crate::state::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// One thing that goes wrong. Without status, body and type it only delays.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// Requests whose path (with query) contains this.
    pub path: String,
    /// Only this method.
    pub method: Option<String>,
    /// Answer with this status; 200 if only a body is given.
    pub status: Option<u16>,
    /// `Content-Type` of the answer; JSON if not given.
    pub content_type: Option<String>,
    /// Body of the answer; Onshape's error body for the status if not given.
    pub body: Option<String>,
    /// More headers of the answer, such as `Retry-After`.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Wait this long first.
    pub delay_ms: Option<u64>,
    /// How often; always if not given.
    pub times: Option<u32>,
}

/// The faults that are set.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds a fault.
    pub fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The first fault that applies, counted down.
    fn strike(&self, method: &str, path: &str) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| {
            path.contains(&fault.path)
                && fault.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && fault.times != Some(0)
        })?;
        fault.times = fault.times.map(|times| times.saturating_sub(1));
        Some(fault.clone())
    }
}

/// Middleware: lets the faults strike.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("", |path| path.as_str());
    let Some(fault) = shared.faults.strike(request.method().as_str(), path) else {
        return next.run(request).await;
    };
    if let Some(delay) = fault.delay_ms {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    if fault.status.is_none() && fault.body.is_none() && fault.content_type.is_none() {
        return next.run(request).await;
    }
    answer(fault)
}

fn answer(fault: Fault) -> Response {
    let status = fault.status.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let body =
        fault.body.unwrap_or_else(|| crate::api::error::body(status, "A fault of the sandbox").to_string());
    let mut response = (status, Body::from(body)).into_response();
    let kind = fault.content_type.unwrap_or_else(|| crate::api::answer::JSON.to_owned());
    let headers = fault.headers.into_iter().chain([(header::CONTENT_TYPE.to_string(), kind)]);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
