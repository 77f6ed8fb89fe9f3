//! What an answer is kept under.

use std::{fmt, sync::Arc};

use sha2::{Digest, Sha256};
use url::Url;

use crate::{DocumentId, request::Request};

/// The user and the whole question. Its text is a file's name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    hash: [u8; 32],
    user: Arc<str>,
    document: Option<DocumentId>,
}

impl Key {
    /// `credential` tells credentials apart that speak for the same name: nobody gets an answer that was given to another
    /// token (see [`crate::Credential`]).
    pub fn of(user: &Arc<str>, credential: &str, request: &Request, url: &Url, label: &str) -> Self {
        let mut hash = Sha256::new();
        let body = request.body.as_deref().unwrap_or_default();
        for part in [
            user.as_bytes(),
            credential.as_bytes(),
            request.method.as_str().as_bytes(),
            url.as_str().as_bytes(),
            request.accept.as_bytes(),
            label.as_bytes(),
            body,
        ] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(part);
        }
        Self { hash: hash.finalize().into(), user: user.clone(), document: request.document.clone() }
    }

    /// Of which user about which document.
    pub fn about(&self) -> Option<(Arc<str>, DocumentId)> {
        Some((self.user.clone(), self.document.clone()?))
    }

    pub fn user(&self) -> &str {
        &self.user
    }

    pub fn document(&self) -> Option<&DocumentId> {
        self.document.as_ref()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.hash))
    }
}
