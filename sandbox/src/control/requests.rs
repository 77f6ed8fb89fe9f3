//! The requests that came and how they were answered, for tests that hold a budget and people who look for a mistake.

use super::faults::strike::{Struck, operation_of};
use super::{meter, redaction};
use crate::api::bearer::Bearer;
use crate::state::Shared;
use crate::world::user::User;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// More than this are not kept.
const KEPT: usize = 20_000;
/// Of the newest so many, headers and bodies are kept, too.
const WHOLE: usize = 2_000;
/// Bytes of a body that are kept.
const SHOWN: usize = 64 * 1024;
/// Longer bodies of requests are not kept.
const REPLAYED: usize = 256 * 1024;
/// Bytes of a request that are read at all.
const LONGEST: usize = 11 * 1024 * 1024;

/// One request and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Counts up from 1; never starts again.
    pub number: u64,
    /// The sandbox's time, RFC 3339.
    pub at: String,
    /// Method.
    pub method: String,
    /// Path; with the query only where queries hold no secrets (the API and the export host).
    pub path: String,
    /// Onshape's name of the operation, or `token` or `modelexport`.
    pub operation: Option<&'static str>,
    /// First name of who asked.
    pub user: Option<&'static str>,
    /// Status.
    pub status: u16,
    /// Milliseconds until the answer's head.
    pub ms: u64,
    /// The same, exactly.
    pub duration_ms: f64,
    /// Whether Onshape would count it.
    pub counted: bool,
    /// The fault that struck.
    pub fault: Option<u64>,
    /// Bytes of the answer's body so far.
    pub bytes: u64,
    #[serde(skip)]
    whole: Option<Arc<Whole>>,
}

/// What of a request is kept for a while.
#[derive(Debug)]
pub struct Whole {
    /// Where it was sent.
    pub host: Option<String>,
    /// As they came; secrets are hidden when they are shown.
    pub request_headers: HeaderMap,
    /// As it came; nothing where it was too long to be kept.
    pub request_body: Option<Bytes>,
    /// As they were sent.
    pub response_headers: HeaderMap,
    response_body: Mutex<(u64, Vec<u8>)>,
}

impl Entry {
    /// Headers and bodies, if they are still kept.
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_deref()
    }

    /// The entry with what has come of its body.
    fn now(&self) -> Self {
        let bytes = self.whole.as_ref().map_or(self.bytes, |whole| whole.body().0);
        Self { bytes, ..self.clone() }
    }
}

impl Whole {
    fn body(&self) -> (u64, Vec<u8>) {
        self.response_body.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The answer's body as text: nothing where it is not.
    pub fn response_text(&self) -> Option<String> {
        let kind = self
            .response_headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let textual = ["json", "text", "xml", "javascript"].iter().any(|word| kind.contains(word));
        let (total, bytes) = self.body();
        let more = if total > bytes.len() as u64 { "\n[more was sent]" } else { "" };
        textual.then(|| format!("{}{more}", String::from_utf8_lossy(&bytes)))
    }
}

/// The list.
#[derive(Debug, Default)]
pub struct RequestLog(Mutex<(u64, VecDeque<Entry>)>);

impl RequestLog {
    /// The entries after the one numbered `mark`, and the number of the newest.
    pub fn since(&self, mark: u64) -> (u64, Vec<Entry>) {
        let log = self.lock();
        (log.0, log.1.iter().filter(|entry| entry.number > mark).map(Entry::now).collect())
    }

    /// The entry of this number.
    pub fn of(&self, number: u64) -> Option<Entry> {
        self.lock().1.iter().rev().find(|entry| entry.number == number).map(Entry::now)
    }

    /// Calls since a mark: all, counted, and the counted ones by operation and by user.
    pub fn calls(&self, mark: u64) -> Calls {
        let mut calls = Calls::default();
        let log = self.lock();
        for entry in log.1.iter().filter(|entry| entry.number > mark && is_call(&entry.path)) {
            calls.total += 1;
            if entry.counted {
                calls.counted += 1;
                *calls.by_operation.entry(entry.operation.unwrap_or("unknown")).or_default() += 1;
                *calls.by_user.entry(entry.user.unwrap_or("nobody")).or_default() += 1;
            }
        }
        calls.mark = log.0;
        calls
    }

    /// Forgets the entries.
    pub fn clear(&self) {
        self.lock().1.clear();
    }

    fn push(&self, mut entry: Entry) {
        let mut log = self.lock();
        log.0 += 1;
        entry.number = log.0;
        log.1.push_back(entry);
        if log.1.len() > KEPT {
            log.1.pop_front();
        }
        if let Some(at) = log.1.len().checked_sub(WHOLE + 1)
            && let Some(old) = log.1.get_mut(at)
        {
            *old = Entry { whole: None, ..old.now() };
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, VecDeque<Entry>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What `GET /__sandbox/calls` answers.
#[derive(Debug, Default, Serialize)]
pub struct Calls {
    /// Pass it as the next `since`.
    pub mark: u64,
    /// Requests to API and export host.
    pub total: u64,
    /// Those that Onshape counts.
    pub counted: u64,
    /// Counted ones by operation.
    pub by_operation: BTreeMap<&'static str, u64>,
    /// Counted ones by user.
    pub by_user: BTreeMap<&'static str, u64>,
}

fn is_call(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/modelexport")
}

/// Middleware: writes down every request but those to `/__sandbox/` itself.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/__sandbox") || request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let (method, uri, headers) =
        (request.method().to_string(), request.uri().clone(), request.headers().clone());
    let operation = operation_of(&method, &uri);
    let user = Bearer::peek(&shared, request.method(), &uri, &headers).ok().map(User::first_name);
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let (response, request_body) = match axum::body::to_bytes(body, LONGEST).await {
        Ok(bytes) => (next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await, bytes),
        Err(_) => (crate::api::error::ApiError::TooLarge.into_response(), Bytes::new()),
    };
    let elapsed = started.elapsed();
    let with_query = is_call(uri.path());
    let path = uri.path_and_query().filter(|_| with_query).map_or(uri.path(), |path| path.as_str());
    let (status, ms) = (response.status(), u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
    tracing::debug!(%method, path, status = status.as_u16(), ms, "answered {method} {path}");
    let whole = Arc::new(Whole {
        host: headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_owned),
        request_headers: headers,
        request_body: Some(request_body).filter(|body| body.len() <= REPLAYED),
        response_headers: response.headers().clone(),
        response_body: Mutex::default(),
    });
    shared.log.push(Entry {
        number: 0,
        at: shared.now().to_string(),
        method,
        path: path.to_owned(),
        operation,
        user,
        status: status.as_u16(),
        ms,
        duration_ms: elapsed.as_secs_f64() * 1000.0,
        counted: with_query && meter::counts(status),
        fault: response.extensions().get::<Struck>().map(|struck| struck.0),
        bytes: 0,
        whole: Some(whole.clone()),
    });
    shared.changed();
    // The sandbox's own time: dates in `Retry-After` are compared with it.
    let date = crate::clock::http_date(shared.now()).try_into().ok();
    observed(response, whole, date, !redaction::is_secret(uri.path()))
}

/// The answer as it is, with a copy of the beginning of its body kept as it passes. Answers that have a length keep it.
fn observed(response: Response, whole: Arc<Whole>, date: Option<HeaderValue>, keep: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(date) = date {
        parts.headers.entry(header::DATE).or_insert(date);
    }
    if let Some(length) = http_body_length(&body)
        && parts.status != StatusCode::NO_CONTENT
        && parts.status != StatusCode::NOT_MODIFIED
    {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
    let copied = body.into_data_stream().inspect(move |piece| {
        let Ok(piece) = piece else { return };
        let mut kept = whole.response_body.lock().unwrap_or_else(PoisonError::into_inner);
        kept.0 += piece.len() as u64;
        if keep {
            let room = SHOWN.saturating_sub(kept.1.len()).min(piece.len());
            kept.1.extend_from_slice(piece.get(..room).unwrap_or_default());
        }
    });
    Response::from_parts(parts, Body::from_stream(copied))
}

fn http_body_length(body: &Body) -> Option<u64> {
    http_body::Body::size_hint(body).exact()
}
