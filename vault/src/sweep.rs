//! What has expired is deleted, after a day in which its reason can still be told.

use crate::{DAY, Vault, VaultError};

/// Days for which calls are kept: this year's and the last one's.
const CALLS_KEPT: i64 = 2 * 366;

impl Vault {
    /// Deletes what has expired or ended more than a day ago, and sign-ins that were begun and never finished.
    pub async fn sweep(&self) -> Result<(), VaultError> {
        let now = self.now();
        let (idle, max) = (self.policy().idle_seconds(), self.policy().max_seconds());
        self.delete("DELETE FROM handovers WHERE expires_at < $1", &[now]).await?;
        self.delete(
            "DELETE FROM sign_ins WHERE expires_at < $1 AND (taken_at IS NULL OR taken_at < $2)",
            &[now, now - DAY],
        )
        .await?;
        self.delete(
            "DELETE FROM sessions WHERE ended_at < $1 OR seen_at < $2 OR created_at < $3",
            &[now - DAY, now - idle - DAY, now - max - DAY],
        )
        .await?;
        self.delete(
            "DELETE FROM grants WHERE created_at < $1 AND id NOT IN (SELECT grant_id FROM sessions) \
             AND id NOT IN (SELECT grant_id FROM session_grants) \
             AND id NOT IN (SELECT grant_id FROM handovers WHERE grant_id IS NOT NULL)",
            &[now - DAY],
        )
        .await?;
        self.delete("DELETE FROM instances WHERE seen_at < $1", &[now - DAY]).await?;
        self.delete("DELETE FROM calls WHERE day < $1", &[now.div_euclid(DAY) - CALLS_KEPT]).await?;
        self.delete("DELETE FROM user_settings WHERE changed_at < $1", &[now - max]).await?;
        self.sweep_user_documents().await
    }

    async fn delete(&self, query: &'static str, before: &[i64]) -> Result<(), VaultError> {
        let query = before.iter().fold(sqlx::query(query), |query, time| query.bind(*time));
        query.execute(self.db()).await?;
        Ok(())
    }
}
