//! Where a user was last: Onshape resets the frame's address on every reload.

use onshape::{ElementId, UserId};

use crate::{Session, Vault, VaultError};

fn setting(tab: &ElementId) -> String {
    format!("place/{}", tab.as_str())
}

impl Vault {
    /// Remembers `place` for this user in this tab of the app.
    pub async fn remember_place(
        &self,
        user: &UserId,
        tab: &ElementId,
        place: &str,
    ) -> Result<(), VaultError> {
        self.set_user_setting(user, &setting(tab), place).await
    }

    /// The place last remembered since this session began: who signs in anew starts at the document they are in.
    pub async fn last_place(&self, session: &Session, tab: &ElementId) -> Result<Option<String>, VaultError> {
        let place = self.user_setting(&session.user.id, &setting(tab)).await?;
        Ok(place.filter(|place| place.changed_at >= session.created_at).map(|place| place.value))
    }
}
