//! What can go wrong with a call, as a program needs to tell it apart.

use std::{sync::Arc, time::Duration};

/// Why a call to Onshape brought no answer, and what its user can do about it. The statuses are those of
/// <https://onshape-public.github.io/docs/api-adv/errors/>; Onshape's texts are never looked at, since they come in
/// the language of the account.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is nothing to sign in with, or an API key that Onshape does not know. Sign in; check the key.
    #[error("not signed in")]
    NotSignedIn,
    /// The grant is revoked or has expired: a renewed token was refused as well. Sign in again.
    #[error("the grant has ended")]
    GrantEnded,
    /// 403 or 404: there is no such thing, or it is not for this user. Onshape uses both for both. Ask whoever owns it
    /// to share it.
    #[error("no such resource, or no permission to see it")]
    NotAccessible,
    /// 402: the plan's API calls for the year are used up. Buy more, or wait for next year. (What a plan does not include
    /// at all has no status of its own in Onshape's documentation: it comes as [`Self::NotAccessible`].)
    #[error("the plan's API calls for the year are used up")]
    QuotaUsedUp,
    /// 429, or 503 with `Retry-After`: the same operation must not be tried again before that.
    #[error("too many calls; retry after {retry_after:?}")]
    Busy {
        /// How long to wait, if Onshape says so.
        retry_after: Option<Duration>,
    },
    /// 408, 499, 504, or no answer within the time that this kind of call is given. Ask for less, or try later.
    #[error("Onshape did not answer in time")]
    TimedOut,
    /// 410: it was there once. Start anew.
    #[error("the resource is gone")]
    Gone,
    /// Any other refusal: the request was not right for what it was about. Change it.
    #[error("Onshape refused the call with status {status}")]
    Refused {
        /// The status: 400, 405, 406, 409, 415 and so on.
        status: u16,
        /// What Onshape says, in the language of the account, 500 characters at the most: to be shown, not to be read
        /// by programs.
        message: Option<String>,
    },
    /// The answer is not what the operation promises: HTML, truncated JSON, no content. Try again; report it.
    #[error("Onshape's answer could not be read: {0}")]
    Unreadable(&'static str),
    /// The answer is larger than is taken (bytes). Ask for less.
    #[error("Onshape's answer is larger than {0} bytes")]
    TooLarge(u64),
    /// A redirect to a host that must not see the credential, or more redirects than are followed.
    #[error("Onshape redirected to where the credential must not go")]
    ForeignRedirect,
    /// 5xx, or there is no connection. Try again in a while.
    #[error("Onshape is not available")]
    Unreachable(#[source] Option<Arc<reqwest::Error>>),
    /// Whoever keeps the tokens failed (see [`crate::Renewal`]).
    #[error("the credential could not be had")]
    Credential(#[source] Arc<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Whether the same call, made again at once, may bring an answer.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_))
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold identifiers and, for exports, signed queries: it stays out of every message.
        let error = error.without_url();
        if error.is_timeout() { Self::TimedOut } else { Self::Unreachable(Some(Arc::new(error))) }
    }
}
