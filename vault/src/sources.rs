//! Time and randomness, given from outside so that expiry can be tested and nothing is ambient.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use rand::{TryRng, rngs::SysRng};

/// Both, as the vault takes them.
#[derive(Debug, Clone)]
pub struct Sources {
    /// What time it is.
    pub clock: Clock,
    /// Where secrets come from.
    pub randomness: Randomness,
}

impl Sources {
    /// The machine's clock and its random number generator.
    pub fn system() -> Self {
        Self { clock: Clock::new(Timestamp::now), randomness: Randomness::system() }
    }
}

/// What time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks `now`.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// A source of bytes that nobody can guess.
#[derive(Clone)]
pub struct Randomness(Arc<Fill>);

/// Fills all of the bytes.
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Randomness {
    /// The operating system's. Without randomness there are no secrets, so the process ends where there is none.
    pub fn system() -> Self {
        Self(Arc::new(|bytes| {
            if let Err(error) = SysRng.try_fill_bytes(bytes) {
                tracing::error!(%error, "the operating system gives no random numbers");
                std::process::abort();
            }
        }))
    }

    /// Fills all of `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }
}

impl fmt::Debug for Randomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Randomness")
    }
}
