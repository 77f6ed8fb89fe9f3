//! Sessions: a browser that is signed in.

use std::time::Duration;

use sqlx::prelude::FromRow;

use crate::{EndReason, GrantId, Secret, User, Vault, VaultError, grants::Grant};

/// How long a sign-in lives.
#[derive(Debug, Clone, Copy)]
pub struct SessionPolicy {
    /// Without a request.
    pub idle: Duration,
    /// At the most.
    pub max: Duration,
}

impl SessionPolicy {
    pub(crate) fn idle_seconds(self) -> i64 {
        i64::try_from(self.idle.as_secs()).unwrap_or(i64::MAX)
    }

    pub(crate) fn max_seconds(self) -> i64 {
        i64::try_from(self.max.as_secs()).unwrap_or(i64::MAX)
    }
}

/// A live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub user: User,
    /// The grant that it speaks with.
    pub grant: GrantId,
    /// When it began, in seconds since 1970.
    pub created_at: i64,
}

/// What a session cookie stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Signed in.
    Live(Session),
    /// It was, until something happened.
    Ended(EndReason),
    /// Nobody knows it, or it is long past.
    Unknown,
}

#[derive(FromRow)]
struct Row {
    grant_id: String,
    created_at: i64,
    seen_at: i64,
    ended_at: Option<i64>,
    user_id: String,
    user_name: String,
    ended_why: Option<String>,
}

/// How often a session's last use is written down, in seconds.
const SEEN_EVERY: i64 = 3600;

impl Vault {
    /// Makes a session for `grant` and ends the one that the browser had (ASVS 7.2.4).
    pub(crate) async fn open_session(
        &self,
        grant: &GrantId,
        replaced: Option<&Secret>,
    ) -> Result<Secret, VaultError> {
        if let Some(old) = replaced {
            self.sign_out(old).await?;
        }
        let session = self.secret();
        let now = self.now();
        sqlx::query("INSERT INTO sessions (id_hash, grant_id, created_at, seen_at) VALUES (?, ?, ?, ?)")
            .bind(session.hash())
            .bind(&grant.0)
            .bind(now)
            .bind(now)
            .execute(self.db())
            .await?;
        Ok(session)
    }

    /// Whose session this is. Reading never changes a session, but for the note of when it was last used.
    pub async fn session(&self, session: &Secret) -> Result<SessionState, VaultError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT s.grant_id, s.created_at, s.seen_at, s.ended_at, g.user_id, g.user_name, g.ended_why \
             FROM sessions s JOIN grants g ON g.id = s.grant_id WHERE s.id_hash = ?",
        )
        .bind(session.hash())
        .fetch_optional(self.db())
        .await?;
        let now = self.now();
        let policy = self.inner.policy;
        let Some(row) = row else { return Ok(SessionState::Unknown) };
        if let Some(why) = row.ended_why {
            return Ok(SessionState::Ended(EndReason::parse(&why)));
        }
        let expired =
            now - row.seen_at > policy.idle_seconds() || now - row.created_at > policy.max_seconds();
        let (false, None, Ok(user_id)) = (expired, row.ended_at, row.user_id.parse()) else {
            return Ok(SessionState::Ended(EndReason::SignedOut));
        };
        if now - row.seen_at > SEEN_EVERY {
            sqlx::query("UPDATE sessions SET seen_at = ? WHERE id_hash = ? AND ended_at IS NULL")
                .bind(now)
                .bind(session.hash())
                .execute(self.db())
                .await?;
        }
        let user = User { id: user_id, name: row.user_name };
        Ok(SessionState::Live(Session { user, grant: GrantId(row.grant_id), created_at: row.created_at }))
    }

    /// Ends the session, and its grant too where no other session uses it.
    pub async fn sign_out(&self, session: &Secret) -> Result<(), VaultError> {
        let grant: Option<(String,)> = sqlx::query_as(
            "UPDATE sessions SET ended_at = ? WHERE id_hash = ? AND ended_at IS NULL RETURNING grant_id",
        )
        .bind(self.now())
        .bind(session.hash())
        .fetch_optional(self.db())
        .await?;
        let Some((grant,)) = grant else { return Ok(()) };
        let (others,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM sessions WHERE grant_id = ? AND ended_at IS NULL")
                .bind(&grant)
                .fetch_one(self.db())
                .await?;
        if others == 0 {
            self.end_grant(&GrantId(grant), EndReason::SignedOut).await?;
        }
        Ok(())
    }

    /// Whether the grant is live, for a hand-over that is about to use it.
    pub(crate) async fn live_grant(&self, id: &GrantId) -> Result<Option<Grant>, VaultError> {
        Ok(self.load_grant(id).await?.ok())
    }
}
