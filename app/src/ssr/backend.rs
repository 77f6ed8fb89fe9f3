//! What the server functions and the files work with, and how they ask Onshape on a user's behalf.

use std::time::Duration;

use onshape::{AccessToken, Api};
use vault::{EndReason, GrantId, TokenProblem, Vault};

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
}

/// Why Onshape could not be asked, or did not answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The grant is no more: the user has to sign in again.
    #[error("the grant has ended")]
    Ended(EndReason),
    /// There is no token to ask with, for now.
    #[error("no token to ask with")]
    Token(#[source] TokenProblem),
    /// Onshape's own answer.
    #[error(transparent)]
    Onshape(#[from] onshape::Error),
}

impl Backend {
    /// Asks Onshape with a token of `grant`: refreshed before it expires, and replaced once where Onshape answers 401.
    /// A grant that is refused with a fresh token as well has ended.
    pub async fn ask<T, F>(
        &self,
        grant: &GrantId,
        call: impl Fn(Api, AccessToken) -> F,
    ) -> Result<T, AskError>
    where
        F: Future<Output = Result<T, onshape::Error>>,
    {
        let token = self.vault.access_token(grant).await.map_err(token_error)?;
        match call(self.api.clone(), token.clone()).await {
            Err(onshape::Error::Unauthorized) => {}
            result => return Ok(result?),
        }
        let token = self.vault.replace_refused(grant, &token).await.map_err(token_error)?;
        match call(self.api.clone(), token).await {
            Err(onshape::Error::Unauthorized) => {
                let reason = EndReason::Refused;
                self.vault
                    .end_grant(grant, reason)
                    .await
                    .map_err(|e| AskError::Token(TokenProblem::Vault(e)))?;
                Err(AskError::Ended(reason))
            }
            result => Ok(result?),
        }
    }
}

fn token_error(problem: TokenProblem) -> AskError {
    match problem {
        TokenProblem::Ended(reason) => AskError::Ended(reason),
        other => AskError::Token(other),
    }
}

impl AskError {
    /// What to tell the user; nothing, where they have to sign in again.
    pub fn problem(&self) -> Option<Problem> {
        match self {
            Self::Ended(_) => None,
            Self::Token(TokenProblem::Unavailable(_)) => Some(Problem::Unavailable),
            Self::Token(_) => Some(Problem::Internal),
            Self::Onshape(error) => Some(from_onshape(error)),
        }
    }
}

fn from_onshape(error: &onshape::Error) -> Problem {
    match error {
        onshape::Error::NotAccessible | onshape::Error::Unauthorized => Problem::NotAccessible,
        onshape::Error::QuotaUsedUp => Problem::QuotaUsedUp,
        onshape::Error::RateLimited { retry_after } => {
            Problem::Busy { retry_after: retry_after.map(|d| u32::try_from(d.as_secs()).unwrap_or(u32::MAX)) }
        }
        onshape::Error::Timeout => Problem::Timeout,
        onshape::Error::Unavailable(_) => Problem::Unavailable,
        onshape::Error::Refused(_)
        | onshape::Error::Unreadable(_)
        | onshape::Error::TooLarge(_)
        | onshape::Error::ForeignRedirect => Problem::Unreadable,
    }
}
