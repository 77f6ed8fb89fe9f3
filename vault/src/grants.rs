//! Grants: what a user allowed at Onshape, as tokens.

use std::fmt;

use onshape::{AccessToken, UserId, oauth::TokenSet};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::{AnyPool, prelude::FromRow};

use crate::{Vault, VaultError};

/// Names a grant in the database and in the log; no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GrantId(pub(crate) String);

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The user of a grant, as Onshape named them when they signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Onshape's identifier.
    pub id: UserId,
    /// For people to read.
    pub name: String,
}

/// Why a grant is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The user signed out, or signed in anew.
    SignedOut,
    /// Onshape refuses it: the user revoked it, or it ran out.
    Refused,
}

impl EndReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed out",
            Self::Refused => "refused",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        if text == Self::Refused.as_str() { Self::Refused } else { Self::SignedOut }
    }
}

/// A grant as it is stored now.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) id: GrantId,
    pub(crate) access_token: AccessToken,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) expires_at: i64,
    /// Of the access token, in seconds.
    pub(crate) lifetime: i64,
    /// Goes up with every refresh: who writes says from which version they come.
    pub(crate) version: i64,
    /// Which instance refreshes it now.
    pub(crate) lease: Option<Lease>,
}

/// Who refreshes a grant, and the last sign of life of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) holder: String,
    pub(crate) beat: i64,
}

#[derive(FromRow)]
struct Row {
    access_token: Vec<u8>,
    refresh_token: Option<Vec<u8>>,
    expires_at: i64,
    lifetime: i64,
    version: i64,
    ended_why: Option<String>,
    lease: Option<String>,
    beat: Option<i64>,
}

pub(crate) fn access_context(id: &GrantId) -> String {
    format!("grants.access_token/{id}")
}

pub(crate) fn refresh_context(id: &GrantId) -> String {
    format!("grants.refresh_token/{id}")
}

impl Vault {
    /// Stores what the token endpoint gave for a code. `company` is the one that it is for; empty: the user's own account.
    pub(crate) async fn store_grant(
        &self,
        user: &User,
        company: &str,
        tokens: &TokenSet,
    ) -> Result<GrantId, VaultError> {
        let id = GrantId(self.secret().challenge().chars().take(16).collect());
        let now = self.now();
        sqlx::query(
            "INSERT INTO grants (id, user_id, user_name, company_id, scopes, access_token, refresh_token, \
             expires_at, version, created_at, lifetime) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)",
        )
        .bind(&id.0)
        .bind(user.id.as_str())
        .bind(&user.name)
        .bind(company)
        .bind(tokens.scope.as_deref().unwrap_or(onshape::oauth::SCOPE))
        .bind(self.seal(&access_context(&id), &tokens.access_token)?)
        .bind(tokens.refresh_token.as_ref().map(|t| self.seal(&refresh_context(&id), t)).transpose()?)
        .bind(now.saturating_add(lifetime(tokens)))
        .bind(now)
        .bind(lifetime(tokens))
        .execute(self.db())
        .await?;
        Ok(id)
    }

    /// The grant, or why it ended. A grant that was swept counts as signed out.
    pub(crate) async fn load_grant(
        &self,
        pool: &AnyPool,
        id: &GrantId,
    ) -> Result<Result<Grant, EndReason>, VaultError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT access_token, refresh_token, expires_at, lifetime, version, ended_why, lease, beat FROM grants \
             LEFT JOIN instances ON instances.id = grants.lease WHERE grants.id = $1",
        )
        .bind(&id.0)
        .fetch_optional(pool)
        .await?;
        let Some(row) = row else { return Ok(Err(EndReason::SignedOut)) };
        if let Some(why) = row.ended_why {
            return Ok(Err(EndReason::parse(&why)));
        }
        let refresh_token = row.refresh_token.filter(|sealed| !sealed.is_empty());
        Ok(Ok(Grant {
            id: id.clone(),
            access_token: self.keys().open(&access_context(id), &row.access_token)?,
            refresh_token: refresh_token
                .map(|sealed| self.keys().open(&refresh_context(id), &sealed))
                .transpose()?,
            expires_at: row.expires_at,
            lifetime: row.lifetime,
            version: row.version,
            lease: row.lease.map(|holder| Lease { holder, beat: row.beat.unwrap_or_default() }),
        }))
    }

    /// Replaces the tokens of `grant`, if nobody else has since it was read, and gives its lease back. A refresh token that
    /// Onshape did not replace stays.
    pub(crate) async fn replace_tokens(&self, grant: &Grant, tokens: &TokenSet) -> Result<bool, VaultError> {
        let refresh_token = tokens.refresh_token.as_ref().or(grant.refresh_token.as_ref());
        let done = sqlx::query(
            "UPDATE grants SET access_token = $1, refresh_token = $2, expires_at = $3, version = version + 1, \
             lease = NULL, lifetime = $6 WHERE id = $4 AND version = $5 AND ended_at IS NULL",
        )
        .bind(self.seal(&access_context(&grant.id), &tokens.access_token)?)
        .bind(refresh_token.map(|t| self.seal(&refresh_context(&grant.id), t)).transpose()?)
        .bind(self.now().saturating_add(lifetime(tokens)))
        .bind(&grant.id.0)
        .bind(grant.version)
        .bind(lifetime(tokens))
        .execute(self.refreshing())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Onshape refuses the grant: ends it with every session on it, and forgets its tokens. Nothing, where its tokens were
    /// replaced since `version`.
    pub(crate) async fn refuse_grant(&self, id: &GrantId, version: i64) -> Result<bool, VaultError> {
        let done = sqlx::query(
            "UPDATE grants SET ended_at = $1, ended_why = $2, access_token = $3, refresh_token = NULL, \
             lease = NULL WHERE id = $4 AND version = $5 AND ended_at IS NULL",
        )
        .bind(self.now())
        .bind(EndReason::Refused.as_str())
        .bind(Vec::new())
        .bind(&id.0)
        .bind(version)
        .execute(self.refreshing())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        tracing::info!(grant = %id, version, "Onshape no longer accepts the grant: ended it");
        self.end_sessions_on(id).await?;
        Ok(true)
    }

    async fn end_sessions_on(&self, id: &GrantId) -> Result<(), VaultError> {
        sqlx::query("UPDATE sessions SET ended_at = $1 WHERE grant_id = $2 AND ended_at IS NULL")
            .bind(self.now())
            .bind(&id.0)
            .execute(self.db())
            .await?;
        // A grant of another company was beside the session's own: the session goes on without it.
        sqlx::query("DELETE FROM session_grants WHERE grant_id = $1").bind(&id.0).execute(self.db()).await?;
        Ok(())
    }

    /// Ends the grants of a user that no live session speaks with and no frame waits for, and forgets their tokens.
    pub(crate) async fn end_unused_grants(&self, user: &UserId) -> Result<(), VaultError> {
        let now = self.now();
        let ended: Vec<(String,)> = sqlx::query_as(
            "UPDATE grants SET ended_at = $1, ended_why = $2, access_token = $3, refresh_token = NULL, \
             lease = NULL WHERE user_id = $4 AND ended_at IS NULL \
             AND (EXISTS (SELECT 1 FROM sessions s WHERE s.grant_id = grants.id) \
                  OR EXISTS (SELECT 1 FROM session_grants o WHERE o.grant_id = grants.id)) \
             AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.grant_id = grants.id AND s.ended_at IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM session_grants o JOIN sessions s ON s.id_hash = o.id_hash \
                             WHERE o.grant_id = grants.id AND s.ended_at IS NULL) \
             RETURNING id",
        )
        .bind(now)
        .bind(EndReason::SignedOut.as_str())
        .bind(Vec::new())
        .bind(user.as_str())
        .fetch_all(self.db())
        .await?;
        for (grant,) in ended {
            tracing::info!(grant, "ended a grant that nobody is signed in with");
        }
        Ok(())
    }

    pub(crate) fn seal(&self, context: &str, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
        self.keys().seal(self.randomness(), context, secret.expose_secret())
    }
}

fn lifetime(tokens: &TokenSet) -> i64 {
    i64::try_from(tokens.expires_in.as_secs()).unwrap_or(3600)
}
