//! An access token that works: refreshed before it expires, and once after Onshape refused it.
//!
//! One refresh in flight for each grant: read, lock, read again, compare the version, refresh, write, unlock. Whoever
//! waited gets what the winner stored. The refresh runs in a task of its own, since a browser that goes away must not
//! leave a spent refresh token behind (`hyper` drops a handler whose client disconnects).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use onshape::{AccessToken, oauth::TokenError};
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use crate::{
    EndReason, GrantId, Vault, VaultError,
    grants::{Grant, remaining},
};

/// How long before its end an access token is replaced, in seconds.
const EARLY: i64 = 90;

/// Why there is no access token.
#[derive(Debug, thiserror::Error)]
pub enum TokenProblem {
    /// The user has to sign in again.
    #[error("the grant has ended")]
    Ended(EndReason),
    /// Onshape's token endpoint does not answer; the sign-in is still good.
    #[error("the access token could not be refreshed")]
    Unavailable(#[source] TokenError),
    /// Our own database does not answer.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The locks of the refreshes in flight.
#[derive(Default)]
pub(crate) struct Flights(Mutex<HashMap<GrantId, Weak<tokio::sync::Mutex<()>>>>);

impl Flights {
    fn of(&self, grant: &GrantId) -> Arc<tokio::sync::Mutex<()>> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = flights.get(grant).and_then(Weak::upgrade) {
            return lock;
        }
        flights.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::default();
        flights.insert(grant.clone(), Arc::downgrade(&lock));
        lock
    }
}

impl Vault {
    /// A token that lives for another minute and a half at least, where Onshape can be reached; else one that still
    /// lives.
    pub async fn access_token(&self, grant: &GrantId) -> Result<AccessToken, TokenProblem> {
        let stored = self.load_grant(grant).await?.map_err(TokenProblem::Ended)?;
        if self.remaining(&stored) > EARLY {
            return Ok(stored.access_token);
        }
        let still_good = (self.remaining(&stored) > 0).then(|| stored.access_token.clone());
        match (self.renew(grant, stored.version).await, still_good) {
            (Err(TokenProblem::Unavailable(error)), Some(token)) => {
                tracing::warn!(grant = %grant, %error, "could not refresh early, using the token that still lives");
                Ok(token)
            }
            (result, _) => result,
        }
    }

    /// Onshape answered 401 to `refused`: another token, if there is one to be had.
    pub async fn replace_refused(
        &self,
        grant: &GrantId,
        refused: &AccessToken,
    ) -> Result<AccessToken, TokenProblem> {
        let stored = self.load_grant(grant).await?.map_err(TokenProblem::Ended)?;
        let same = stored.access_token.expose_secret().as_bytes().ct_eq(refused.expose_secret().as_bytes());
        if bool::from(same) { self.renew(grant, stored.version).await } else { Ok(stored.access_token) }
    }

    /// Refreshes, unless somebody did since `version` was read.
    async fn renew(&self, grant: &GrantId, version: i64) -> Result<AccessToken, TokenProblem> {
        let (vault, grant) = (self.clone(), grant.clone());
        let flight = tokio::spawn(async move {
            let lock = vault.inner.flights.of(&grant);
            let _in_flight = lock.lock().await;
            vault.renew_locked(&grant, version).await
        });
        match flight.await {
            Ok(result) => result,
            Err(_) => Err(TokenProblem::Unavailable(TokenError::Unavailable(None))),
        }
    }

    async fn renew_locked(&self, id: &GrantId, version: i64) -> Result<AccessToken, TokenProblem> {
        let grant = self.load_grant(id).await?.map_err(TokenProblem::Ended)?;
        if grant.version != version {
            return Ok(grant.access_token);
        }
        let Some(refresh_token) = &grant.refresh_token else {
            self.end_grant(id, EndReason::Refused).await?;
            return Err(TokenProblem::Ended(EndReason::Refused));
        };
        match self.inner.oauth.refresh(refresh_token).await {
            Ok(tokens) => {
                if self.replace_tokens(&grant, &tokens).await? {
                    let version = grant.version + 1;
                    tracing::info!(grant = %id, version, "refreshed the grant's token, now version {version}");
                    return Ok(tokens.access_token);
                }
                // Ended meanwhile, or another process was faster: what is stored counts.
                Ok(self.load_grant(id).await?.map_err(TokenProblem::Ended)?.access_token)
            }
            Err(TokenError::InvalidGrant(status)) => {
                let now = self.load_grant(id).await?.map_err(TokenProblem::Ended)?;
                if now.version != grant.version {
                    return Ok(now.access_token);
                }
                tracing::info!(grant = %id, status, "Onshape no longer accepts the grant");
                self.end_grant(id, EndReason::Refused).await?;
                Err(TokenProblem::Ended(EndReason::Refused))
            }
            Err(error) => Err(TokenProblem::Unavailable(error)),
        }
    }

    fn remaining(&self, grant: &Grant) -> i64 {
        remaining(grant.expires_at, self.inner.sources.clock.now())
    }
}
