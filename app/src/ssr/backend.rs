//! What the server functions and the files work with, and how they ask Onshape on a user's behalf.

use std::{fmt, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use onshape::{AccessToken, Api, Client, Credential, Error, Renewal};
use vault::{GrantId, Session, TokenProblem, Vault};

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
    /// Asks Onshape as the user of this session: with the grant for `company` first, where there is one, then, where
    /// Onshape refuses, with the session's other grants. What Onshape said first is the answer if all are refused.
    pub async fn ask<T, F>(
        &self,
        session: &Session,
        company: Option<&str>,
        call: impl Fn(Client) -> F,
    ) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let mut refusal = None;
        for (company, grant) in grants(session, company) {
            let own = *grant == session.grant;
            // On the heap: a call holds whole answers, and is part of every caller's future.
            let error = match Box::pin(call(self.client(session, company, grant))).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let elsewhere =
                matches!(error, Error::NotAccessible) || (!own && matches!(error, Error::GrantEnded));
            if !elsewhere {
                return Err(error);
            }
            refusal.get_or_insert(Error::NotAccessible);
        }
        Err(refusal.unwrap_or(Error::NotAccessible))
    }

    /// What is kept of one company's answers is kept apart from another's.
    fn client(&self, session: &Session, company: &str, grant: &GrantId) -> Client {
        let user = session.user.id.as_str();
        let of = if *grant == session.grant { user.to_owned() } else { format!("{user}/{company}") };
        let grant = StoredGrant { vault: self.vault.clone(), id: grant.clone() };
        self.api.client(of, Credential::Renewing(Arc::new(grant)))
    }
}

/// Company and grant, the one that was asked for first.
fn grants<'a>(session: &'a Session, asked: Option<&str>) -> Vec<(&'a str, &'a GrantId)> {
    let others = session.others.iter().map(|(company, grant)| (company.as_str(), grant));
    let mut all: Vec<_> = std::iter::once((session.company.as_str(), &session.grant)).chain(others).collect();
    // Stable: the session's own stays before the others.
    all.sort_by_key(|(company, _)| Some(*company) != asked);
    all
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
        // The token endpoint has just renewed it: only its `invalid_grant` ends a grant, and no bad day of the API does.
        Box::pin(async {
            tracing::warn!(grant = %self.id, "Onshape refused a token that it had just given");
            Err(Error::Unreachable(None))
        })
    }
}

fn no_token(problem: TokenProblem) -> Error {
    match problem {
        TokenProblem::Ended(_) => Error::GrantEnded,
        TokenProblem::Unavailable(error) => {
            let error = error.as_deref().map(|error| error as &dyn std::error::Error);
            tracing::warn!(error, "the token could not be refreshed");
            Error::Unreachable(None)
        }
        other @ (TokenProblem::Vault(_) | TokenProblem::Misconfigured) => Error::Credential(Arc::new(other)),
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
            Error::Refused { .. } | Error::Unreadable(_) | Error::ForeignRedirect => Self::Unreadable,
            Error::TooLarge(bytes) => {
                Self::TooLarge { megabytes: u32::try_from((bytes >> 20).max(1)).unwrap_or(u32::MAX) }
            }
            Error::Credential(error) => match error.downcast_ref() {
                Some(TokenProblem::Misconfigured) => Self::Misconfigured,
                _ => Self::Internal,
            },
        })
    }
}
