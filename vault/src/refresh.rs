//! An access token that works: refreshed before it expires, and once after Onshape refused it.
//!
//! One refresh at a time for each grant, in this process by `Flights`, among all instances by a lease in the grant's row:
//! read, take the turn, read again, compare the version, refresh, write, and only then tell anybody. The refresh runs in a
//! task of its own, since a browser that goes away must not leave a spent refresh token behind (`hyper` drops a handler
//! whose client disconnects). Whoever waited gets what was stored.

mod flights;
mod heart;
mod lease;

use std::{sync::Arc, time::Duration};

use backon::{BackoffBuilder, ExponentialBuilder};
use onshape::{
    AccessToken,
    oauth::{TokenError, TokenSet},
};
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use crate::{EndReason, GrantId, Randomness, Secret, Vault, VaultError, grants::Grant};
use flights::Flights;
use heart::Heart;
pub use lease::LeaseTiming;
use lease::Turn;

/// How long before its end an access token is replaced, in seconds: this, and up to as much again, so that grants of the
/// same minute do not all come at once; but never before half of its life is over.
const EARLY: i64 = 60;
/// How long a caller whose token still lives waits for a better one.
const PATIENCE_WITH_TOKEN: Duration = Duration::from_secs(3);
/// How long a caller waits who has none.
const PATIENCE: Duration = Duration::from_secs(40);
/// Refreshes that talk to Onshape at the same time: each holds a socket.
const MOST_AT_ONCE: usize = 256;

/// Why there is no access token.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TokenProblem {
    /// The user has to sign in again.
    #[error("the grant has ended")]
    Ended(EndReason),
    /// Onshape does not accept this installation of the app: an operator has to see to it. The sign-in is still good.
    #[error("Onshape refused the application itself")]
    Misconfigured,
    /// Onshape's token endpoint does not answer; the sign-in is still good.
    #[error("the access token could not be refreshed")]
    Unavailable(#[source] Option<Arc<TokenError>>),
    /// Our own database does not answer.
    #[error("the vault failed")]
    Vault(#[source] Arc<VaultError>),
}

impl From<VaultError> for TokenProblem {
    fn from(error: VaultError) -> Self {
        Self::Vault(Arc::new(error))
    }
}

/// The refreshes of this instance.
pub(crate) struct Refreshes {
    /// Names this instance in the database.
    instance: String,
    /// By grant and by the version that is to be replaced: who has seen the next version already wants another flight.
    flights: Flights<(GrantId, i64), Result<AccessToken, TokenProblem>>,
    /// Reads under way: a screen of pictures asks for the same token fifty times at once.
    reads: Flights<GrantId, Result<Grant, TokenProblem>>,
    heart: Heart,
    sockets: Semaphore,
}

impl Refreshes {
    pub(crate) fn new(randomness: &Randomness) -> Self {
        let instance = Secret::new(randomness).challenge();
        Self {
            instance,
            flights: Flights::default(),
            reads: Flights::default(),
            heart: Heart::default(),
            sockets: Semaphore::new(MOST_AT_ONCE),
        }
    }
}

impl Vault {
    /// A token that lives for another minute at least (or half of its life, where that is shorter), as long as Onshape can be
    /// reached; else one that still lives.
    pub async fn access_token(&self, grant: &GrantId) -> Result<AccessToken, TokenProblem> {
        let stored = self.read_shared(grant).await?;
        let remaining = stored.expires_at - self.now();
        if remaining > (EARLY + jitter(&stored)).min(stored.lifetime / 2) {
            return Ok(stored.access_token);
        }
        if remaining <= 0 {
            return self.renew(grant, stored.version, PATIENCE).await;
        }
        match self.renew(grant, stored.version, PATIENCE_WITH_TOKEN).await {
            Err(
                error @ (TokenProblem::Unavailable(_) | TokenProblem::Misconfigured | TokenProblem::Vault(_)),
            ) => {
                tracing::warn!(grant = %grant, %error, "could not refresh early, using the token that still lives");
                Ok(stored.access_token)
            }
            result => result,
        }
    }

    /// Onshape answered 401 to `refused`: another token, if there is one to be had.
    pub async fn replace_refused(
        &self,
        grant: &GrantId,
        refused: &AccessToken,
    ) -> Result<AccessToken, TokenProblem> {
        let stored = self.load_grant(self.db(), grant).await?.map_err(TokenProblem::Ended)?;
        let same = stored.access_token.expose_secret().as_bytes().ct_eq(refused.expose_secret().as_bytes());
        if bool::from(same) {
            self.renew(grant, stored.version, PATIENCE).await
        } else {
            Ok(stored.access_token)
        }
    }

    async fn read_shared(&self, grant: &GrantId) -> Result<Grant, TokenProblem> {
        let (arrival, pilot) = self.inner.refreshes.reads.board(grant);
        if pilot {
            let (vault, grant) = (self.clone(), grant.clone());
            tokio::spawn(async move {
                let read = async { vault.load_grant(vault.db(), &grant).await?.map_err(TokenProblem::Ended) };
                vault.inner.refreshes.reads.fly(&grant, read).await;
            });
        }
        arrival.await.unwrap_or(Err(TokenProblem::Unavailable(None)))
    }

    /// Refreshes, unless somebody did since `version` was read. Whoever runs out of patience leaves the refresh to itself.
    async fn renew(
        &self,
        grant: &GrantId,
        version: i64,
        patience: Duration,
    ) -> Result<AccessToken, TokenProblem> {
        let key = (grant.clone(), version);
        let (arrival, pilot) = self.inner.refreshes.flights.board(&key);
        if pilot {
            let vault = self.clone();
            self.inner.tasks.spawn(async move {
                let refresh = vault.refresh(&key.0, key.1);
                vault.inner.refreshes.flights.fly(&key, refresh).await;
            });
        }
        match tokio::time::timeout(patience, arrival).await {
            Ok(Ok(brought)) => brought,
            Ok(Err(_)) | Err(_) => Err(TokenProblem::Unavailable(None)),
        }
    }

    async fn refresh(&self, id: &GrantId, version: i64) -> Result<AccessToken, TokenProblem> {
        let _beating = self.beat();
        let grant = match self.take_turn(id, version).await? {
            Turn::Ours(grant) => grant,
            Turn::Done(grant) => return Ok(grant.access_token),
            Turn::Ended(why) => return Err(TokenProblem::Ended(why)),
        };
        let Some(refresh_token) = &grant.refresh_token else { return self.refused(&grant, None).await };
        let socket = self.inner.refreshes.sockets.acquire().await;
        let answer = self.inner.settings.oauth.refresh(refresh_token).await;
        drop(socket);
        match answer {
            Ok(tokens) => self.keep(&grant, tokens).await,
            Err(TokenError::InvalidGrant(status)) => self.refused(&grant, Some(status)).await,
            Err(TokenError::InvalidClient) => {
                self.give_turn_back(&grant).await;
                tracing::error!(
                    grant = %grant.id,
                    "Onshape refused the application itself: nobody's token can be refreshed. Run `vitrine check`"
                );
                Err(TokenProblem::Misconfigured)
            }
            Err(error) => {
                self.give_turn_back(&grant).await;
                Err(TokenProblem::Unavailable(Some(Arc::new(error))))
            }
        }
    }

    /// Writes what Onshape gave: the old refresh token may be dead, so this does not give up while the process lives.
    async fn keep(&self, grant: &Grant, tokens: TokenSet) -> Result<AccessToken, TokenProblem> {
        let mut pauses = write_again();
        let written = loop {
            match self.replace_tokens(grant, &tokens).await {
                Ok(written) => break written,
                Err(error) => {
                    tracing::error!(
                        grant = %grant.id, error = &error as &dyn std::error::Error,
                        "a new token could not be written, trying again: {error}"
                    );
                    tokio::time::sleep(pauses.next().unwrap_or(WRITE_AGAIN)).await;
                }
            }
        };
        if written {
            let version = grant.version + 1;
            tracing::info!(grant = %grant.id, version, "refreshed the grant's token, now version {version}");
            return Ok(tokens.access_token);
        }
        // Ended meanwhile, or an instance that believed this one to be gone was faster: what is stored counts.
        Ok(self.load_grant(self.refreshing(), &grant.id).await?.map_err(TokenProblem::Ended)?.access_token)
    }

    /// `invalid_grant`: the end, unless somebody has stored other tokens meanwhile.
    async fn refused(&self, grant: &Grant, status: Option<u16>) -> Result<AccessToken, TokenProblem> {
        tracing::info!(grant = %grant.id, status, "the refresh was refused");
        if self.refuse_grant(&grant.id, grant.version).await? {
            return Err(TokenProblem::Ended(EndReason::Refused));
        }
        Ok(self.load_grant(self.refreshing(), &grant.id).await?.map_err(TokenProblem::Ended)?.access_token)
    }
}

/// Up to [`EARLY`] seconds, the same for a version of a grant whoever asks.
fn jitter(grant: &Grant) -> i64 {
    let sum =
        grant.id.0.bytes().fold(grant.version, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    sum.rem_euclid(EARLY)
}

const WRITE_AGAIN: Duration = Duration::from_secs(1);

fn write_again() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(50))
        .with_max_delay(WRITE_AGAIN)
        .without_max_times()
        .build()
}
