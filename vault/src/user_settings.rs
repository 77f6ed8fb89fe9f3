//! What is kept for a user, wherever they are signed in.

use onshape::UserId;
use sqlx::prelude::FromRow;

use crate::{Vault, VaultError};

/// What was set.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct UserSetting {
    /// As it was set.
    pub value: String,
    /// When, in seconds since 1970.
    pub changed_at: i64,
}

impl Vault {
    /// Sets `name` for this user.
    pub async fn set_user_setting(&self, user: &UserId, name: &str, value: &str) -> Result<(), VaultError> {
        sqlx::query(
            "INSERT INTO user_settings (user_id, name, value, changed_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        )
        .bind(user.as_str())
        .bind(name)
        .bind(value)
        .bind(self.now())
        .execute(self.db())
        .await?;
        Ok(())
    }

    /// What was set, if anything was since [`Vault::sweep`] forgot what is older than a session can be.
    pub async fn user_setting(&self, user: &UserId, name: &str) -> Result<Option<UserSetting>, VaultError> {
        let setting =
            sqlx::query_as("SELECT value, changed_at FROM user_settings WHERE user_id = $1 AND name = $2")
                .bind(user.as_str())
                .bind(name)
                .fetch_optional(self.db())
                .await?;
        Ok(setting)
    }
}
