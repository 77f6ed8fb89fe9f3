//! Calls as Onshape counts them, and the limits that follow: what succeeds or redirects counts, what fails does not
//! (onshape-public.github.io/docs/auth/limits/).

use super::faults::strike::operation_of;
use crate::api::answer::json_with;
use crate::api::bearer::Bearer;
use crate::api::{error, messages};
use crate::clock::later;
use crate::state::Shared;
use crate::world::user::User;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What `X-Rate-Limit-Remaining` begins at where there is no limit.
const PLENTY: u64 = 1_000_000;

/// The count.
#[derive(Debug, Default)]
pub struct Meter(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    counted: u64,
    /// By operation and user: when the window began, and the calls in it.
    windows: HashMap<(String, User), (Timestamp, u32)>,
}

impl Meter {
    /// Counted calls since the start or the last reset.
    pub fn counted(&self) -> u64 {
        self.lock().counted
    }

    /// Begins again.
    pub fn reset(&self) {
        *self.lock() = Counts::default();
    }

    /// One more call of an operation in its window; how many there are now and when the window ends.
    fn enter(&self, operation: String, user: User, now: Timestamp, seconds: u32) -> (u32, Timestamp) {
        let mut counts = self.lock();
        let (since, calls) = counts.windows.entry((operation, user)).or_insert((now, 0));
        if now >= later(*since, i64::from(seconds)) {
            (*since, *calls) = (now, 0);
        }
        *calls += 1;
        (*calls, later(*since, i64::from(seconds)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a call counts.
pub fn counts(status: StatusCode) -> bool {
    status.is_success() || status.is_redirection()
}

/// Middleware: refuses what is over a limit, counts the rest, and says what is left.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let switches = shared.switches();
    let refused = |status: StatusCode| {
        let message = messages::of(status, &switches.message_language).unwrap_or_default();
        json_with(status, &error::body(status, message))
    };
    if switches.annual_limit.is_some_and(|limit| shared.meter.counted() >= limit) {
        return left(refused(StatusCode::PAYMENT_REQUIRED), 0);
    }
    let mut remaining = None;
    if let Some(limit) = switches.rate_limit
        && let Ok(bearer) = Bearer::peek(&shared, request.method(), request.uri(), request.headers())
    {
        let name = operation_of(request.method().as_str(), request.uri());
        let operation = name.map_or_else(|| request.uri().path().to_owned(), str::to_owned);
        let now = shared.now();
        let (calls, end) = shared.meter.enter(operation, bearer, now, switches.rate_window_seconds);
        if calls > limit {
            let mut response = refused(StatusCode::TOO_MANY_REQUESTS);
            let seconds = (end.as_second() - now.as_second()).max(1);
            if switches.retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            return left(response, 0);
        }
        remaining = Some(u64::from(limit - calls));
    }
    let response = next.run(request).await;
    if counts(response.status()) {
        shared.meter.lock().counted += 1;
    }
    let yearly = switches.annual_limit.map(|limit| limit.saturating_sub(shared.meter.counted()));
    let plenty = PLENTY.saturating_sub(shared.meter.counted());
    left(response, remaining.or(yearly).unwrap_or(plenty))
}

fn left(mut response: Response, remaining: u64) -> Response {
    let name = HeaderName::from_static("x-rate-limit-remaining");
    response.headers_mut().entry(name).or_insert(HeaderValue::from(remaining));
    response
}
