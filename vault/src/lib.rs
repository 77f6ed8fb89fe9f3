//! Sessions and grants: who is signed in, which tokens that gives us, and how a browser gets there.
//!
//! A **session** is a browser's (a cookie), a **grant** is Onshape's (tokens). A session names one grant and never
//! changes after it was made; a grant's tokens change with every refresh. A **hand-over** carries a grant from the
//! popup, where the user signed in, to the frame, whose cookies the popup cannot see.

mod calls;
mod grants;
mod handover;
mod keys;
mod places;
mod refresh;
mod secret;
mod sessions;
mod sign_in;
mod sources;

use std::{str::FromStr, sync::Arc, time::Duration};

use onshape::oauth::OAuthClient;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

pub use calls::{CallCount, Calls};
pub use grants::{EndReason, GrantId, User};
pub use handover::{HandoverState, StartRefused};
pub use keys::{KeyError, KeyRing};
pub use refresh::TokenProblem;
pub use secret::Secret;
pub use sessions::{Session, SessionPolicy, SessionState};
pub use sign_in::{Landing, SignIn, SignInRequest};
pub use sources::{Clock, Randomness, Sources};

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// It cannot be opened, read or written.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// Its schema cannot be brought up to date.
    #[error("the database's schema could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A secret in it was encrypted with a key that `SESSION_SECRET` no longer names, or was tampered with.
    #[error("a stored secret cannot be decrypted")]
    Undecipherable,
}

/// The vault: cheap to clone, one for the whole process.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
}

struct Inner {
    db: SqlitePool,
    keys: KeyRing,
    oauth: OAuthClient,
    policy: SessionPolicy,
    sources: Sources,
    flights: refresh::Flights,
    pending: calls::Pending,
}

impl Vault {
    /// Opens the database, makes it where there is none, and brings its schema up to date.
    pub async fn open(
        database_url: &str,
        keys: KeyRing,
        oauth: OAuthClient,
        policy: SessionPolicy,
        sources: Sources,
    ) -> Result<Self, VaultError> {
        let options = SqliteConnectOptions::from_str(database_url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A refresh token that was spent and not stored is a lost sign-in: write through.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        // No connection is given up: a database in memory lives as long as its last one. And none is opened ahead of
        // need: two that find a new file at once lock each other out while they turn it to WAL.
        let pool = SqlitePoolOptions::new().max_connections(4).idle_timeout(None).max_lifetime(None);
        let db = pool.connect_with(options).await?;
        sqlx::migrate!().run(&db).await?;
        let flights = refresh::Flights::default();
        let pending = calls::Pending::default();
        Ok(Self { inner: Arc::new(Inner { db, keys, oauth, policy, sources, flights, pending }) })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), VaultError> {
        sqlx::query("SELECT 1").execute(self.db()).await?;
        Ok(())
    }

    /// Deletes what has expired or ended more than a day ago.
    pub async fn sweep(&self) -> Result<(), VaultError> {
        let now = self.now();
        let (idle, max) = (self.inner.policy.idle_seconds(), self.inner.policy.max_seconds());
        sqlx::query("DELETE FROM handovers WHERE expires_at < ?").bind(now).execute(self.db()).await?;
        sqlx::query("DELETE FROM sign_ins WHERE expires_at < ?").bind(now - DAY).execute(self.db()).await?;
        sqlx::query(
            "DELETE FROM sessions WHERE ended_at < ?1 - ?4 OR seen_at < ?1 - ?2 OR created_at < ?1 - ?3",
        )
        .bind(now)
        .bind(idle)
        .bind(max)
        .bind(DAY)
        .execute(self.db())
        .await?;
        sqlx::query(
            "DELETE FROM grants WHERE created_at < ? AND id NOT IN (SELECT grant_id FROM sessions) \
             AND id NOT IN (SELECT grant_id FROM handovers WHERE grant_id IS NOT NULL)",
        )
        .bind(now - DAY)
        .execute(self.db())
        .await?;
        sqlx::query("DELETE FROM calls WHERE day < ?")
            .bind(now.div_euclid(DAY) - CALLS_KEPT)
            .execute(self.db())
            .await?;
        sqlx::query("DELETE FROM places WHERE seen_at < ?").bind(now - max).execute(self.db()).await?;
        Ok(())
    }

    /// What time it is for the vault.
    pub fn clock(&self) -> &Clock {
        &self.inner.sources.clock
    }

    fn db(&self) -> &SqlitePool {
        &self.inner.db
    }

    /// Seconds since 1970.
    fn now(&self) -> i64 {
        self.inner.sources.clock.now().as_second()
    }

    fn secret(&self) -> Secret {
        Secret::new(&self.inner.sources.randomness)
    }
}

/// Days for which calls are kept: this year's and the last one's.
const CALLS_KEPT: i64 = 2 * 366;

const DAY: i64 = 24 * 3600;
