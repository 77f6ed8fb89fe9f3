//! Where a user was last: Onshape resets the frame's address on every reload.

use onshape::{ElementId, UserId};

use crate::{Session, Vault, VaultError};

impl Vault {
    /// Remembers `place` for this user in this tab of the app.
    pub async fn remember_place(
        &self,
        user: &UserId,
        tab: &ElementId,
        place: &str,
    ) -> Result<(), VaultError> {
        sqlx::query(
            "INSERT INTO places (user_id, tab_element, place, seen_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, tab_element) DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at",
        )
        .bind(user.as_str())
        .bind(tab.as_str())
        .bind(place)
        .bind(self.now())
        .execute(self.db())
        .await?;
        Ok(())
    }

    /// The place last remembered since this session began: who signs in anew starts at the document they are in.
    pub async fn last_place(&self, session: &Session, tab: &ElementId) -> Result<Option<String>, VaultError> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT place FROM places WHERE user_id = $1 AND tab_element = $2 AND seen_at >= $3",
        )
        .bind(session.user.id.as_str())
        .bind(tab.as_str())
        .bind(session.created_at)
        .fetch_optional(self.db())
        .await?;
        Ok(row.map(|(place,)| place))
    }
}
