//! Where a user is signed in: to look at, and to end.

use onshape::UserId;
use sqlx::prelude::FromRow;

use crate::{Vault, VaultError, sessions};

/// A browser in which a user is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// [`crate::Session::name`].
    pub name: String,
    /// As it called itself, in words; empty: it did not say.
    pub browser: String,
    /// When the session began, in seconds since 1970.
    pub created_at: i64,
    /// When it was last used, to five minutes, in seconds since 1970.
    pub seen_at: i64,
}

#[derive(FromRow)]
struct Row {
    id_hash: Vec<u8>,
    browser: String,
    created_at: i64,
    seen_at: i64,
}

impl Vault {
    /// The live sessions of a user, the one used last first.
    pub async fn devices(&self, user: &UserId) -> Result<Vec<Device>, VaultError> {
        let rows = self.live_sessions(user).await?;
        Ok(rows
            .into_iter()
            .map(|row| Device {
                name: sessions::name(&row.id_hash),
                browser: row.browser,
                created_at: row.created_at,
                seen_at: row.seen_at,
            })
            .collect())
    }

    /// Ends the session of this name, if it is the user's; all of them, where no name is given. How many ended.
    pub async fn end_devices(&self, user: &UserId, name: Option<&str>) -> Result<u64, VaultError> {
        let mut ended = 0;
        for row in self.live_sessions(user).await? {
            let its_name = sessions::name(&row.id_hash);
            if name.is_some_and(|name| name != its_name) {
                continue;
            }
            let done =
                sqlx::query("UPDATE sessions SET ended_at = $1 WHERE id_hash = $2 AND ended_at IS NULL")
                    .bind(self.now())
                    .bind(row.id_hash)
                    .execute(self.db())
                    .await?;
            ended += done.rows_affected();
            tracing::info!(session = its_name, "a session was ended by its user");
        }
        self.tidy_up_after(user).await;
        Ok(ended)
    }

    async fn live_sessions(&self, user: &UserId) -> Result<Vec<Row>, VaultError> {
        let (now, policy) = (self.now(), self.policy());
        let rows = sqlx::query_as(
            "SELECT s.id_hash, s.browser, s.created_at, s.seen_at FROM sessions s \
             JOIN grants g ON g.id = s.grant_id \
             WHERE g.user_id = $1 AND g.ended_at IS NULL AND s.ended_at IS NULL \
             AND s.seen_at >= $2 AND s.created_at >= $3 ORDER BY s.seen_at DESC, s.created_at DESC, s.id_hash",
        )
        .bind(user.as_str())
        .bind(now - policy.idle_seconds())
        .bind(now - policy.max_seconds())
        .fetch_all(self.db())
        .await?;
        Ok(rows)
    }
}
