//! What can go wrong with a call, as a program needs to tell it apart.

use std::time::Duration;

/// Why a call to Onshape brought no answer. The statuses are those of
/// <https://onshape-public.github.io/docs/api-adv/errors/>; the texts of Onshape's answers are never looked at,
/// since they come in the user's language.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 401: the access token is expired, revoked or unknown.
    #[error("Onshape did not accept the access token")]
    Unauthorized,
    /// 402: the year's API calls are used up.
    #[error("the plan's API calls for the year are used up")]
    QuotaUsedUp,
    /// 403 or 404: no such thing, or not for this user. Onshape uses both for both.
    #[error("no such resource, or no permission to see it")]
    NotAccessible,
    /// 429: too many calls; wait for as long as is said, if it is.
    #[error("too many calls; retry after {retry_after:?}")]
    RateLimited {
        /// From `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// No answer in time: ours, or Onshape's own 499 and 504.
    #[error("Onshape did not answer in time")]
    Timeout,
    /// 5xx, or the connection failed.
    #[error("Onshape is not available")]
    Unavailable(#[source] Option<reqwest::Error>),
    /// Any other refusal.
    #[error("Onshape refused the call with status {0}")]
    Refused(u16),
    /// The answer was not what the operation promises: HTML, truncated JSON, another content type.
    #[error("Onshape's answer could not be read: {0}")]
    Unreadable(&'static str),
    /// The answer was larger than this client takes.
    #[error("Onshape's answer is larger than {0} bytes")]
    TooLarge(u64),
    /// A redirect to a host that the bearer token must not be sent to, or too many redirects.
    #[error("Onshape redirected to where the token must not go")]
    ForeignRedirect,
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold identifiers and, for exports, signed queries: it stays out of every message.
        let error = error.without_url();
        if error.is_timeout() { Self::Timeout } else { Self::Unavailable(Some(error)) }
    }
}
