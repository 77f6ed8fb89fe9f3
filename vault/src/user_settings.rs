//! What a user has set for themselves, wherever they are signed in.

use onshape::UserId;

use crate::{Vault, VaultError};

impl Vault {
    /// Sets `name`; nothing takes the setting back.
    pub async fn set_user_setting(
        &self,
        user: &UserId,
        name: &'static str,
        value: Option<&str>,
    ) -> Result<(), VaultError> {
        let query = match value {
            Some(value) => sqlx::query(
                "INSERT INTO user_settings (user_id, name, value, changed_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
            )
            .bind(user.as_str())
            .bind(name)
            .bind(value)
            .bind(self.now()),
            None => sqlx::query("DELETE FROM user_settings WHERE user_id = $1 AND name = $2")
                .bind(user.as_str())
                .bind(name),
        };
        query.execute(self.db()).await?;
        Ok(())
    }

    /// What was set.
    pub async fn user_setting(
        &self,
        user: &UserId,
        name: &'static str,
    ) -> Result<Option<String>, VaultError> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT value FROM user_settings WHERE user_id = $1 AND name = $2")
                .bind(user.as_str())
                .bind(name)
                .fetch_optional(self.db())
                .await?;
        Ok(row.map(|(value,)| value))
    }
}
