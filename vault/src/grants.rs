//! Grants: what a user allowed at Onshape, as tokens.

use std::fmt;

use jiff::Timestamp;
use onshape::{AccessToken, UserId, oauth::TokenSet};
use secrecy::{ExposeSecret, SecretString};
use sqlx::prelude::FromRow;

use crate::{Vault, VaultError};

/// Names a grant in the database and in the log; no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GrantId(pub(crate) String);

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The user of a grant, as Onshape named them when they signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub(crate) struct Grant {
    pub(crate) id: GrantId,
    pub(crate) access_token: AccessToken,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) expires_at: i64,
    /// Goes up with every refresh: who writes says from which version they come.
    pub(crate) version: i64,
}

#[derive(FromRow)]
struct Row {
    access_token: Vec<u8>,
    refresh_token: Option<Vec<u8>>,
    expires_at: i64,
    version: i64,
    ended_why: Option<String>,
}

fn access_context(id: &GrantId) -> String {
    format!("grants.access_token/{id}")
}

fn refresh_context(id: &GrantId) -> String {
    format!("grants.refresh_token/{id}")
}

impl Vault {
    /// Stores what the token endpoint gave for a code.
    pub(crate) async fn store_grant(&self, user: &User, tokens: &TokenSet) -> Result<GrantId, VaultError> {
        let id = GrantId(self.secret().challenge().chars().take(16).collect());
        let now = self.now();
        sqlx::query(
            "INSERT INTO grants (id, user_id, user_name, access_token, refresh_token, expires_at, version, created_at) \
             VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
        )
        .bind(&id.0)
        .bind(user.id.as_str())
        .bind(&user.name)
        .bind(self.seal(&access_context(&id), &tokens.access_token)?)
        .bind(tokens.refresh_token.as_ref().map(|t| self.seal(&refresh_context(&id), t)).transpose()?)
        .bind(now + lifetime(tokens))
        .bind(now)
        .execute(self.db())
        .await?;
        Ok(id)
    }

    /// The grant, or why it ended. A grant that was swept counts as signed out.
    pub(crate) async fn load_grant(&self, id: &GrantId) -> Result<Result<Grant, EndReason>, VaultError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT access_token, refresh_token, expires_at, version, ended_why FROM grants WHERE id = ?",
        )
        .bind(&id.0)
        .fetch_optional(self.db())
        .await?;
        let Some(row) = row else { return Ok(Err(EndReason::SignedOut)) };
        if let Some(why) = row.ended_why {
            return Ok(Err(EndReason::parse(&why)));
        }
        let keys = &self.inner.keys;
        let refresh_token =
            row.refresh_token.map(|sealed| keys.open(&refresh_context(id), &sealed)).transpose()?;
        Ok(Ok(Grant {
            id: id.clone(),
            access_token: keys.open(&access_context(id), &row.access_token)?,
            refresh_token,
            expires_at: row.expires_at,
            version: row.version,
        }))
    }

    /// Replaces the tokens of `grant`, if nobody else has since it was read. A refresh token that Onshape did not
    /// replace stays.
    pub(crate) async fn replace_tokens(&self, grant: &Grant, tokens: &TokenSet) -> Result<bool, VaultError> {
        let refresh_token = tokens.refresh_token.as_ref().or(grant.refresh_token.as_ref());
        let done = sqlx::query(
            "UPDATE grants SET access_token = ?, refresh_token = ?, expires_at = ?, version = version + 1 \
             WHERE id = ? AND version = ? AND ended_at IS NULL",
        )
        .bind(self.seal(&access_context(&grant.id), &tokens.access_token)?)
        .bind(refresh_token.map(|t| self.seal(&refresh_context(&grant.id), t)).transpose()?)
        .bind(self.now() + lifetime(tokens))
        .bind(&grant.id.0)
        .bind(grant.version)
        .execute(self.db())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a grant and forgets its tokens. Sessions that name it find out on their next request.
    pub async fn end_grant(&self, id: &GrantId, why: EndReason) -> Result<(), VaultError> {
        sqlx::query(
            "UPDATE grants SET ended_at = ?, ended_why = ?, access_token = x'', refresh_token = NULL \
             WHERE id = ? AND ended_at IS NULL",
        )
        .bind(self.now())
        .bind(why.as_str())
        .bind(&id.0)
        .execute(self.db())
        .await?;
        tracing::info!(grant = %id, why = why.as_str(), "ended the grant: {}", why.as_str());
        Ok(())
    }

    pub(crate) fn seal(&self, context: &str, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
        self.inner.keys.seal(&self.inner.sources.randomness, context, secret.expose_secret())
    }
}

fn lifetime(tokens: &TokenSet) -> i64 {
    i64::try_from(tokens.expires_in.as_secs()).unwrap_or(3600)
}

/// How far `expires_at` is from `now`, in seconds; negative when past.
pub(crate) fn remaining(expires_at: i64, now: Timestamp) -> i64 {
    expires_at - now.as_second()
}
