//! Where codes, tokens and session ids come from: a generator that is passed in, so that a run can be repeated.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A shared random generator.
#[derive(Clone)]
pub struct Randomness(Arc<Mutex<StdRng>>);

impl Randomness {
    /// Seeded by the operating system.
    pub fn from_system() -> Self {
        Self::from_rng(rand::make_rng())
    }

    /// The same secrets in the same order for the same seed. For tests only.
    pub fn seeded(seed: u64) -> Self {
        Self::from_rng(StdRng::seed_from_u64(seed))
    }

    fn from_rng(rng: StdRng) -> Self {
        Self(Arc::new(Mutex::new(rng)))
    }

    /// A number from 0 to below 1.
    pub fn share(&self) -> f64 {
        f64::from(self.0.lock().unwrap_or_else(PoisonError::into_inner).next_u32())
            / (f64::from(u32::MAX) + 1.0)
    }

    /// A fresh secret of 24 random bytes that needs no escaping in a URL.
    pub fn token(&self) -> String {
        let mut bytes = [0; 24];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

impl fmt::Debug for Randomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Randomness")
    }
}
