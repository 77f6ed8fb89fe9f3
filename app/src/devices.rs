//! Where the user is signed in.

use serde::{Deserialize, Serialize};

/// A browser in which they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Names the session; no secret.
    pub name: String,
    /// "Chrome on Windows"; empty where it did not say.
    pub browser: String,
    /// When it was last used, to five minutes, in seconds since 1970.
    pub seen_at: i64,
    /// Whether it is the one that asks.
    pub this_one: bool,
}
