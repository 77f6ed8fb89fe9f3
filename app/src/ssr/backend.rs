//! What the server functions and the files work with, and how they ask Onshape on a user's behalf.

use std::{fmt, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use onshape::{AccessToken, Api, Client, Credential, Error, Renewal};
use vault::{EndReason, GrantId, Session, TokenProblem, Vault};

use crate::answer::Problem;

/// Given to every server function by context.
#[derive(Clone)]
pub struct Backend {
    /// Sessions and grants.
    pub vault: Vault,
    /// Onshape.
    pub api: Api,
    /// This app's OAuth client id: elements that carry it are tabs of this app.
    pub client_id: String,
    /// How long a session's cookie lives.
    pub session_max: Duration,
    /// How many calls the plan has in a year.
    pub calls_per_year: u32,
}

impl Backend {
    /// Onshape, as the user of this session sees it.
    pub fn onshape(&self, session: &Session) -> Client {
        let grant = StoredGrant { vault: self.vault.clone(), id: session.grant.clone() };
        self.api.client(session.user.id.as_str(), Credential::Renewing(Arc::new(grant)))
    }
}

/// A grant in the vault: refreshed before its token expires, and once where Onshape answers 401. One that is refused
/// with a fresh token as well has ended.
struct StoredGrant {
    vault: Vault,
    id: GrantId,
}

impl fmt::Debug for StoredGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredGrant({})", self.id)
    }
}

impl Renewal for StoredGrant {
    fn grant(&self) -> String {
        self.id.to_string()
    }

    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        Box::pin(async { self.vault.access_token(&self.id).await.map_err(no_token) })
    }

    fn replace<'a>(&'a self, refused: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin(async { self.vault.replace_refused(&self.id, refused).await.map_err(no_token) })
    }

    fn ended(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async {
            let ended = self.vault.end_grant(&self.id, EndReason::Refused).await;
            ended.map_err(|error| Error::Credential(Arc::new(error)))
        })
    }
}

fn no_token(problem: TokenProblem) -> Error {
    match problem {
        TokenProblem::Ended(_) => Error::GrantEnded,
        TokenProblem::Unavailable(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the token could not be refreshed: {error}"
            );
            Error::Unreachable(None)
        }
        other @ TokenProblem::Vault(_) => Error::Credential(Arc::new(other)),
    }
}

impl Problem {
    /// What to tell the user; nothing, where they have to sign in again.
    pub fn of(error: &Error) -> Option<Self> {
        Some(match error {
            Error::GrantEnded | Error::NotSignedIn => return None,
            Error::NotAccessible | Error::Gone => Self::NotAccessible,
            Error::QuotaUsedUp => Self::QuotaUsedUp,
            Error::Busy { retry_after } => {
                let seconds = |wait: &Duration| u32::try_from(wait.as_secs().max(1)).unwrap_or(u32::MAX);
                Self::Busy { retry_after: retry_after.as_ref().map(seconds) }
            }
            Error::TimedOut => Self::Timeout,
            Error::Unreachable(_) => Self::Unavailable,
            Error::Refused { .. } | Error::Unreadable(_) | Error::TooLarge(_) | Error::ForeignRedirect => {
                Self::Unreadable
            }
            Error::Credential(_) => Self::Internal,
        })
    }
}
