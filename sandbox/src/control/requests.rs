//! A list of the requests that came, for tests that hold a budget and people who look for a mistake.

use crate::state::Shared;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// More than this are not kept.
const KEPT: usize = 20_000;

/// One request and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Counts up from 1; never starts again.
    pub number: u64,
    /// Method.
    pub method: String,
    /// Path; with the query only where queries hold no secrets (the API and the export host).
    pub path: String,
    /// Status.
    pub status: u16,
    /// Milliseconds until the answer's head.
    pub ms: u64,
}

/// The list.
#[derive(Debug, Default)]
pub struct RequestLog(Mutex<(u64, VecDeque<Entry>)>);

impl RequestLog {
    /// The entries after the one numbered `mark`, and the number of the newest.
    pub fn since(&self, mark: u64) -> (u64, Vec<Entry>) {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (log.0, log.1.iter().filter(|entry| entry.number > mark).cloned().collect())
    }

    /// Forgets the entries.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    }

    fn push(&self, mut entry: Entry) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.0 += 1;
        entry.number = log.0;
        log.1.push_back(entry);
        if log.1.len() > KEPT {
            log.1.pop_front();
        }
    }
}

/// Middleware: writes down every request but those to `/__sandbox/` itself.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().to_string(), request.uri().clone());
    let started = Instant::now();
    let response = next.run(request).await;
    if !uri.path().starts_with("/__sandbox/") {
        let with_query = uri.path().starts_with("/api/") || uri.path() == "/modelexport";
        let path = uri.path_and_query().filter(|_| with_query).map_or(uri.path(), |path| path.as_str());
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(%method, path, status = response.status().as_u16(), ms, "answered {method} {path}");
        let status = response.status().as_u16();
        shared.log.push(Entry { number: 0, method, path: path.to_owned(), status, ms });
    }
    response
}
