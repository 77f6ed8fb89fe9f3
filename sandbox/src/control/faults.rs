//! What goes wrong on purpose, in API, export and token requests.

mod answers;
pub mod strike;

pub use strike::layer;

use crate::randomness::Randomness;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// One thing that goes wrong: to which requests, how often, and how. Without anything that says how, it only delays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Given by the sandbox.
    pub id: u64,
    /// Requests whose path (with query) contains this.
    pub path: String,
    /// Only this operation, by Onshape's name, or `token` or `modelexport`.
    pub operation: Option<String>,
    /// Only this method.
    pub method: Option<String>,
    /// Only requests of this user.
    pub user: Option<String>,
    /// How often; always if not given.
    pub times: Option<u32>,
    /// How probable it is, 0 to 1.
    pub probability: Option<f64>,
    /// One of the bad days that have a name.
    pub kind: Option<Kind>,
    /// Answer with this status; 200 if only a body is given.
    pub status: Option<u16>,
    /// `Content-Type` of the answer; JSON if not given.
    pub content_type: Option<String>,
    /// Body of the answer; Onshape's error body for the status if not given.
    pub body: Option<String>,
    /// More headers of the answer, such as `Retry-After`.
    pub headers: BTreeMap<String, String>,
    /// Wait this long first.
    pub delay_ms: Option<u64>,
    /// Length of a `huge` body; 200 MB if not given.
    pub bytes: Option<u64>,
    /// `Retry-After` of `busy` and `unavailable`, in seconds.
    pub retry_after_seconds: Option<u32>,
    /// Writes `Retry-After` as a date.
    pub retry_after_date: bool,
    /// Where `redirect_foreign` leads.
    pub location: Option<String>,
    /// Bandwidth of `throttle`.
    pub bytes_per_second: Option<u64>,
    /// The language of the message: `de`, `fr` or `ja`.
    pub language: Option<String>,
    /// How often it has struck.
    pub struck: u64,
}

/// The bad days that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 200 with JSON that is not JSON.
    BrokenJson,
    /// The real answer, whole by HTTP, but only the first half of it.
    Truncated,
    /// 200 with a very long body.
    Huge,
    /// 204.
    NoContent,
    /// 400.
    BadRequest,
    /// 401.
    Unauthorized,
    /// 402: the year's calls are used up.
    Quota,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 406.
    NotAcceptable,
    /// 409.
    Conflict,
    /// 429, with `Retry-After` if `retry_after_seconds` is given.
    Busy,
    /// 499.
    Timeout,
    /// 500.
    ServerError,
    /// 502 with HTML.
    BadGateway,
    /// 503.
    Unavailable,
    /// The real answer under another type.
    WrongType,
    /// The connection is closed before anything is answered.
    CutBefore,
    /// The connection is closed in the middle of the real answer.
    CutMiddle,
    /// Nothing is ever answered.
    Silence,
    /// 307 to a host that is not Onshape's.
    RedirectForeign,
    /// 307 to itself.
    RedirectLoop,
    /// The real answer, slowly.
    Throttle,
    /// The access token has expired: it really has.
    ExpiredToken,
    /// The grant is revoked: it really is.
    RevokedToken,
}

impl Kind {
    /// All of them, with a sentence each.
    pub const ALL: [(Self, &str); 25] = [
        (Self::BrokenJson, "200 with JSON that is not JSON"),
        (Self::Truncated, "The first half of the real answer"),
        (Self::Huge, "200 with a body of 200 MB"),
        (Self::NoContent, "204 without a body"),
        (Self::BadRequest, "400"),
        (Self::Unauthorized, "401"),
        (Self::Quota, "402: the year's calls are used up"),
        (Self::Forbidden, "403"),
        (Self::NotFound, "404"),
        (Self::NotAcceptable, "406"),
        (Self::Conflict, "409"),
        (Self::Busy, "429: too many requests"),
        (Self::Timeout, "499: timed out at Onshape"),
        (Self::ServerError, "500"),
        (Self::BadGateway, "502 with HTML"),
        (Self::Unavailable, "503"),
        (Self::WrongType, "The real answer under another content type"),
        (Self::CutBefore, "The connection is cut before the answer"),
        (Self::CutMiddle, "The connection is cut in the middle of the answer"),
        (Self::Silence, "Nothing is ever answered"),
        (Self::RedirectForeign, "307 to a foreign host"),
        (Self::RedirectLoop, "307 to itself"),
        (Self::Throttle, "The real answer, slowly"),
        (Self::ExpiredToken, "The access token expires"),
        (Self::RevokedToken, "The grant is revoked"),
    ];
}

/// A request as faults look at it.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its path and query.
    pub path: &'a str,
    /// Its operation.
    pub operation: Option<&'a str>,
    /// First name of who asks.
    pub user: Option<&'a str>,
}

/// The faults that are set.
#[derive(Debug, Default)]
pub struct Faults(Mutex<(u64, Vec<Fault>)>);

impl Faults {
    /// Adds a fault; its id.
    pub fn add(&self, mut fault: Fault) -> u64 {
        let mut faults = self.lock();
        faults.0 += 1;
        fault.id = faults.0;
        faults.1.push(fault);
        faults.0
    }

    /// All of them, the oldest first.
    pub fn list(&self) -> Vec<Fault> {
        self.lock().1.clone()
    }

    /// Takes one away; false when there is none of this id.
    pub fn remove(&self, id: u64) -> bool {
        let mut faults = self.lock();
        let before = faults.1.len();
        faults.1.retain(|fault| fault.id != id);
        faults.1.len() < before
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.lock().1.clear();
    }

    /// The first fault that applies, counted down.
    fn strike(&self, asked: &Asked<'_>, randomness: &Randomness) -> Option<Fault> {
        let mut faults = self.lock();
        let fault = faults.1.iter_mut().find(|fault| {
            let probable = fault.probability.is_none_or(|probability| randomness.share() < probability);
            fault.times != Some(0) && fault.is_for(asked) && probable
        })?;
        fault.times = fault.times.map(|times| times.saturating_sub(1));
        fault.struck += 1;
        Some(fault.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, Vec<Fault>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    fn is_for(&self, asked: &Asked<'_>) -> bool {
        let same = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| found.is_some_and(|found| wanted.eq_ignore_ascii_case(found)))
        };
        asked.path.contains(&self.path)
            && same(&self.operation, asked.operation)
            && same(&self.method, Some(asked.method))
            && same(&self.user, asked.user)
    }

    /// Why it makes no sense, if it does not.
    pub fn mistake(&self) -> Option<&'static str> {
        let share = self.probability.is_none_or(|probability| (0.0..=1.0).contains(&probability));
        let status = self.status.is_none_or(|status| (200..600).contains(&status));
        if self.path.is_empty() && self.operation.is_none() {
            Some("path or operation says which requests are meant")
        } else if !share {
            Some("probability is between 0 and 1")
        } else if !status {
            Some("status is between 200 and 599")
        } else {
            None
        }
    }
}
