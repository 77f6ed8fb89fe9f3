//! Random secrets that a browser holds and of which the database knows only the hash.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::Randomness;

const BYTES: usize = 32;

/// 256 random bits as 43 characters of base64url: a session, a pre-session, a handle, a state, a PKCE verifier.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh one.
    pub fn new(randomness: &Randomness) -> Self {
        let mut bytes = [0; BYTES];
        randomness.fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// One that came back from a browser, where it has the right form.
    pub fn parse(text: &str) -> Option<Self> {
        let decoded = URL_SAFE_NO_PAD.decode(text).ok()?;
        (decoded.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// For a cookie or an address; nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// SHA-256, as the database keeps it. The secret has full entropy, so a plain hash is enough.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }

    /// The PKCE challenge of this verifier: base64url of its SHA-256 (RFC 7636, 4.2).
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.hash())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
