//! Sessions: a browser that is signed in. A row is inserted once, never changed but for when it was last used, and ended
//! by a mark that stays: a request that is still under way cannot bring it back.

use std::time::Duration;

use onshape::UserId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::{Any, Transaction, prelude::FromRow};
pub use tower_sessions_core::session::Id as SessionId;

use crate::{EndReason, GrantId, User, Vault, VaultError};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Names it in lists and in the log: the beginning of its id's hash, no secret.
    pub name: String,
    /// Whose it is.
    pub user: User,
    /// The grant that it speaks with.
    pub grant: GrantId,
    /// The company of that grant; empty: the user's own account.
    pub company: String,
    /// The grants of other companies, by company.
    pub others: Vec<(String, GrantId)>,
    /// When it began, in seconds since 1970.
    pub created_at: i64,
}

impl Session {
    /// The grant for a company, where there is one.
    pub fn grant_for(&self, company: &str) -> Option<&GrantId> {
        if self.company == company {
            return Some(&self.grant);
        }
        self.others.iter().find(|(other, _)| other == company).map(|(_, grant)| grant)
    }
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

impl SessionState {
    /// The session, where it is live.
    pub fn live(self) -> Option<Session> {
        match self {
            Self::Live(session) => Some(session),
            Self::Ended(_) | Self::Unknown => None,
        }
    }
}

/// A session that is to be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Opening {
    /// What the user has just granted.
    pub(crate) grant: GrantId,
    pub(crate) user: UserId,
    pub(crate) company: String,
    /// Hash of the session that this browser had, which ends with it (ASVS 7.2.4).
    pub(crate) replaces: Option<Vec<u8>>,
    /// What becomes of the grants of that session.
    pub(crate) before: Before,
    pub(crate) browser: String,
}

/// What becomes of the grants that a session had, when the same browser signs in anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Before {
    /// They end with it.
    End,
    /// They are kept, and the new one joins them, in the place of one for the same company.
    Stay,
    /// The first was for the company that was signed in to now: the new one takes its place, the others are kept.
    FirstIsReplaced,
}

/// A session id out of a cookie, where it has the form of one: 128 bits as 22 characters of base64url.
pub fn parse_session_id(text: &str) -> Option<SessionId> {
    let id: SessionId = text.parse().ok()?;
    // One text for each id: base64 may be written in several ways.
    (id.to_string() == text).then_some(id)
}

/// As the database knows it. The id has full entropy, so a plain hash is enough.
pub(crate) fn hash(id: &SessionId) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// How a session is named where people and logs see it.
pub(crate) fn name(hash: &[u8]) -> String {
    hex::encode(hash.get(..8).unwrap_or_default())
}

/// How often a session's last use is written down, in seconds.
const SEEN_EVERY: i64 = 300;
const NOTED_WITHIN: Duration = Duration::from_millis(200);
/// Sessions that a user may have at once: the one that was used longest ago ends for another.
const MOST_OF_A_USER: i64 = 20;

#[derive(FromRow)]
struct Row {
    grant_id: String,
    created_at: i64,
    seen_at: i64,
    ended_at: Option<i64>,
    user_id: String,
    user_name: String,
    company_id: String,
    ended_why: Option<String>,
    other_company: Option<String>,
    other_grant: Option<String>,
}

impl Vault {
    /// Whose session this is. Reading never changes a session, but for the note of when it was last used.
    pub async fn session(&self, id: &SessionId) -> Result<SessionState, VaultError> {
        let hash = hash(id);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT s.grant_id, s.created_at, s.seen_at, s.ended_at, g.user_id, g.user_name, g.company_id, \
             g.ended_why, o.company_id AS other_company, o.grant_id AS other_grant \
             FROM sessions s JOIN grants g ON g.id = s.grant_id \
             LEFT JOIN session_grants o ON o.id_hash = s.id_hash WHERE s.id_hash = $1",
        )
        .bind(hash.clone())
        .fetch_all(self.db())
        .await?;
        let Some(row) = rows.first() else { return Ok(SessionState::Unknown) };
        if let Some(why) = &row.ended_why {
            return Ok(SessionState::Ended(EndReason::parse(why)));
        }
        let (false, None, Ok(user)) = (self.is_past(row), row.ended_at, row.user_id.parse()) else {
            return Ok(SessionState::Ended(EndReason::SignedOut));
        };
        self.note_seen(row, &hash).await;
        let other = |row: &Row| Some((row.other_company.clone()?, GrantId(row.other_grant.clone()?)));
        Ok(SessionState::Live(Session {
            name: name(&hash),
            user: User { id: user, name: row.user_name.clone() },
            grant: GrantId(row.grant_id.clone()),
            company: row.company_id.clone(),
            others: rows.iter().filter_map(other).collect(),
            created_at: row.created_at,
        }))
    }

    fn is_past(&self, row: &Row) -> bool {
        let (now, policy) = (self.now(), self.policy());
        now - row.seen_at > policy.idle_seconds() || now - row.created_at > policy.max_seconds()
    }

    /// In a task of its own: a request hardly waits for it, and does not fail where the database can only be read.
    async fn note_seen(&self, row: &Row, hash: &[u8]) {
        let now = self.now();
        if now - row.seen_at <= SEEN_EVERY {
            return;
        }
        let (vault, hash) = (self.clone(), hash.to_owned());
        let noted = self.inner.tasks.spawn(async move {
            let query =
                "UPDATE sessions SET seen_at = $1 WHERE id_hash = $2 AND ended_at IS NULL AND seen_at < $1";
            if let Err(error) = sqlx::query(query).bind(now).bind(hash).execute(vault.db()).await {
                tracing::warn!(%error, "could not note that a session was used");
            }
        });
        // Not done yet, most likely because somebody else writes: it is done some time.
        let _ = tokio::time::timeout(NOTED_WITHIN, noted).await;
    }

    /// Makes a session, and ends the one that the browser had. It is written or it is not: never half of it.
    pub(crate) async fn insert_session(&self, id: &SessionId, opening: &Opening) -> Result<bool, VaultError> {
        let (new, now) = (hash(id), self.now());
        let mut transaction = self.inner.database.begin().await?;
        let old = match &opening.replaces {
            Some(old) => end_one(&mut transaction, old, now).await?,
            None => None,
        };
        let primary = match (&old, opening.before) {
            (Some(old), Before::Stay) => old,
            _ => &opening.grant.0,
        };
        let inserted = sqlx::query(
            "INSERT INTO sessions (id_hash, grant_id, created_at, seen_at, browser) \
             VALUES ($1, $2, $3, $3, $4) ON CONFLICT (id_hash) DO NOTHING",
        )
        .bind(new.clone())
        .bind(primary)
        .bind(now)
        .bind(&opening.browser)
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(false);
        }
        if let (Some(_), Some(replaced)) = (&old, &opening.replaces)
            && opening.before != Before::End
        {
            keep_beside(&mut transaction, &new, replaced, opening).await?;
        }
        transaction.commit().await?;
        tracing::info!(
            session = name(&new),
            grant = %opening.grant,
            replaced = opening.replaces.as_deref().map(name),
            "opened a session"
        );
        self.tidy_up_after(&opening.user).await;
        Ok(true)
    }

    /// What follows from a session that was opened or ended. It has been, whether this goes well or not: what is left is
    /// tidied up the next time, or swept.
    pub(crate) async fn tidy_up_after(&self, user: &UserId) {
        let tidied = async {
            self.end_the_oldest_of(user).await?;
            self.end_unused_grants(user).await
        };
        if let Err(error) = tidied.await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "could not end what nobody uses: {error}"
            );
        }
    }

    async fn end_the_oldest_of(&self, user: &UserId) -> Result<(), VaultError> {
        sqlx::query(
            "UPDATE sessions SET ended_at = $1 WHERE ended_at IS NULL AND id_hash IN ( \
             SELECT s.id_hash FROM sessions s JOIN grants g ON g.id = s.grant_id \
             WHERE g.user_id = $2 AND g.ended_at IS NULL AND s.ended_at IS NULL \
             ORDER BY s.seen_at DESC, s.created_at DESC LIMIT 1000 OFFSET $3)",
        )
        .bind(self.now())
        .bind(user.as_str())
        .bind(MOST_OF_A_USER)
        .execute(self.db())
        .await?;
        Ok(())
    }

    /// Ends the session, and its grants too where no other session uses them.
    pub async fn sign_out(&self, id: &SessionId) -> Result<(), VaultError> {
        let hash = hash(id);
        let user: Option<(String,)> = sqlx::query_as(
            "UPDATE sessions SET ended_at = $1 WHERE id_hash = $2 AND ended_at IS NULL \
             RETURNING (SELECT user_id FROM grants WHERE grants.id = sessions.grant_id)",
        )
        .bind(self.now())
        .bind(hash.clone())
        .fetch_optional(self.db())
        .await?;
        if let Some(Ok(user)) = user.map(|(user,)| user.parse()) {
            tracing::info!(session = name(&hash), "signed out");
            self.tidy_up_after(&user).await;
        }
        Ok(())
    }
}

/// Ends a session; its grant, if it was live.
async fn end_one(
    transaction: &mut Transaction<'_, Any>,
    hash: &[u8],
    now: i64,
) -> Result<Option<String>, sqlx::Error> {
    let row: Option<(String,)> = sqlx::query_as(
        "UPDATE sessions SET ended_at = $1 WHERE id_hash = $2 AND ended_at IS NULL RETURNING grant_id",
    )
    .bind(now)
    .bind(hash.to_owned())
    .fetch_optional(&mut **transaction)
    .await?;
    Ok(row.map(|(grant,)| grant))
}

/// The grants of other companies move to the new session, and what was granted now joins them.
async fn keep_beside(
    transaction: &mut Transaction<'_, Any>,
    new: &[u8],
    old: &[u8],
    opening: &Opening,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO session_grants (id_hash, company_id, grant_id) \
         SELECT $1, company_id, grant_id FROM session_grants WHERE id_hash = $2 AND company_id <> $3",
    )
    .bind(new.to_owned())
    .bind(old.to_owned())
    .bind(&opening.company)
    .execute(&mut **transaction)
    .await?;
    if opening.before == Before::FirstIsReplaced {
        return Ok(());
    }
    sqlx::query("INSERT INTO session_grants (id_hash, company_id, grant_id) VALUES ($1, $2, $3)")
        .bind(new.to_owned())
        .bind(&opening.company)
        .bind(&opening.grant.0)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
