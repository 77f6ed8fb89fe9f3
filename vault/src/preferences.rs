//! What a user chose for the app to look like. Kept as long as it is used: reading a preference renews it.

use onshape::UserId;

use crate::{DAY, Vault, VaultError};

/// The longest value of a preference, in bytes; longer ones are not kept.
pub const LONGEST_PREFERENCE: usize = 2048;

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// A language tag, such as `fr`.
    Language,
}

impl Preference {
    fn name(self) -> &'static str {
        match self {
            Self::Language => "preference/language",
        }
    }
}

impl Vault {
    /// Remembers what the user chose; whether it was short enough to be.
    pub async fn set_preference(
        &self,
        user: &UserId,
        preference: Preference,
        value: &str,
    ) -> Result<bool, VaultError> {
        if value.len() > LONGEST_PREFERENCE {
            return Ok(false);
        }
        self.set_user_setting(user, preference.name(), value).await?;
        Ok(true)
    }

    /// What the user chose. [`Vault::sweep`] forgets it when nobody has asked for as long as a session can last.
    pub async fn preference(
        &self,
        user: &UserId,
        preference: Preference,
    ) -> Result<Option<String>, VaultError> {
        let name = preference.name();
        let Some(setting) = self.user_setting(user, name).await? else { return Ok(None) };
        if setting.changed_at < self.now() - DAY {
            // Only as it was read: somebody may have chosen anew meanwhile.
            sqlx::query(
                "UPDATE user_settings SET changed_at = $1 WHERE user_id = $2 AND name = $3 AND changed_at = $4",
            )
            .bind(self.now())
            .bind(user.as_str())
            .bind(name)
            .bind(setting.changed_at)
            .execute(self.db())
            .await?;
        }
        Ok(Some(setting.value))
    }
}
