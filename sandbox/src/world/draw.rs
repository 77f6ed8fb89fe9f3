//! Choices that look random and are the same at every start: read from the hash of a key.

use sha2::{Digest, Sha256};
use std::fmt::Display;

/// A short stream of choices.
pub struct Draw {
    key: String,
    round: u32,
}

impl Draw {
    /// The choices that belong to this key.
    pub fn of(kind: &str, key: impl Display) -> Self {
        Self { key: format!("{kind}/{key}"), round: 0 }
    }

    /// A number below `bound` (which must be above 0; else 0).
    pub fn below(&mut self, bound: u64) -> u64 {
        self.round += 1;
        let digest = Sha256::digest(format!("draw/{}/{}", self.key, self.round));
        let number = digest.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        number.checked_rem(bound).unwrap_or(0)
    }

    /// One of `choices`, or `""` when there is none.
    pub fn word(&mut self, choices: &[&'static str]) -> &'static str {
        let at = usize::try_from(self.below(choices.len() as u64)).unwrap_or(0);
        choices.get(at).copied().unwrap_or_default()
    }
}
