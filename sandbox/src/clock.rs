//! Time as the sandbox sees it: it can be moved forward, so that tests need not wait for a token to expire.

use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A source of time with an offset that only grows. Clones share the offset.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    advanced_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self::from_source(Timestamp::now)
    }

    /// A clock that stands still at `now` until [`Clock::advance`] moves it.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::from_source(move || now)
    }

    /// A clock that asks `source` for the time.
    pub fn from_source(source: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { source: Arc::new(source), advanced_seconds: Arc::new(AtomicI64::new(0)) }
    }

    /// The time now, all advances included.
    pub fn now(&self) -> Timestamp {
        later((self.source)(), self.advanced_seconds.load(Ordering::SeqCst))
    }

    /// Moves the clock `seconds` forward for everybody who shares it.
    pub fn advance(&self, seconds: u32) {
        self.advanced_seconds.fetch_add(i64::from(seconds), Ordering::SeqCst);
    }
}

impl Clock {
    /// Moves the clock forward to `time`; never back.
    pub fn move_to(&self, time: Timestamp) {
        let seconds = time.as_second() - self.now().as_second();
        self.advanced_seconds.fetch_add(seconds.max(0), Ordering::SeqCst);
    }
}

/// `time` plus `seconds`; the far end of time when that does not exist.
pub fn later(time: Timestamp, seconds: i64) -> Timestamp {
    time.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// As in `Date` and `Retry-After` (RFC 9110, 5.6.7); nothing for times that have no such form.
pub fn http_date(time: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).unwrap_or_default()
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
