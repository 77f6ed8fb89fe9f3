//! Keys that change: everything moves to the first one, and a database of other keys is not touched.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::ExposeSecret;
use sqlx::prelude::FromRow;

use crate::{
    GrantId, Vault, VaultError,
    grants::{access_context, refresh_context},
    sign_in::verifier_context,
};

/// What [`Vault::rekey`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rekeyed {
    /// Secrets that were encrypted with an older key and now are with the first one.
    pub moved: u64,
    /// Secrets that were already.
    pub current: u64,
}

#[derive(FromRow)]
struct GrantRow {
    id: String,
    version: i64,
    access_token: Vec<u8>,
    refresh_token: Option<Vec<u8>>,
}

impl Vault {
    /// Refuses a database whose secrets none of the keys can open: a wrong `SESSION_SECRET` would look like revoked
    /// grants, one user after the other.
    pub(crate) async fn check_keys(&self) -> Result<(), VaultError> {
        // One of each key: format and key id are the first bytes.
        let samples: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "SELECT substr(access_token, 1, 5) AS made_by, COUNT(*) AS secrets FROM grants WHERE ended_at IS NULL \
             GROUP BY substr(access_token, 1, 5) \
             UNION ALL \
             SELECT substr(refresh_token, 1, 5), COUNT(*) FROM grants \
             WHERE ended_at IS NULL AND refresh_token IS NOT NULL GROUP BY substr(refresh_token, 1, 5)",
        )
        .fetch_all(self.db())
        .await?;
        let foreign = samples.iter().filter(|(made_by, _)| !self.keys().knows(made_by));
        match foreign.map(|(_, secrets)| secrets).sum() {
            0 => Ok(()),
            secrets => Err(VaultError::WrongKeys(secrets)),
        }
    }

    /// Encrypts everything anew that was not encrypted with the first key. Other instances may be at work meanwhile.
    pub async fn rekey(&self) -> Result<Rekeyed, VaultError> {
        let mut rekeyed = Rekeyed::default();
        let grants: Vec<GrantRow> = sqlx::query_as(
            "SELECT id, version, access_token, refresh_token FROM grants WHERE ended_at IS NULL ORDER BY id",
        )
        .fetch_all(self.db())
        .await?;
        for grant in grants {
            self.rekey_grant(grant, &mut rekeyed).await?;
        }
        let verifiers: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(
            "SELECT state_hash, verifier FROM sign_ins WHERE taken_at IS NULL AND expires_at > $1",
        )
        .bind(self.now())
        .fetch_all(self.db())
        .await?;
        for (state, verifier) in verifiers {
            let context = verifier_context(&URL_SAFE_NO_PAD.encode(&state));
            let Some(sealed) = self.reseal(&context, &verifier, &mut rekeyed)? else { continue };
            sqlx::query("UPDATE sign_ins SET verifier = $1 WHERE state_hash = $2")
                .bind(sealed)
                .bind(state)
                .execute(self.db())
                .await?;
        }
        Ok(rekeyed)
    }

    async fn rekey_grant(&self, grant: GrantRow, rekeyed: &mut Rekeyed) -> Result<(), VaultError> {
        let id = GrantId(grant.id);
        let access = self.reseal(&access_context(&id), &grant.access_token, rekeyed)?;
        let refresh = match &grant.refresh_token {
            Some(sealed) => self.reseal(&refresh_context(&id), sealed, rekeyed)?,
            None => None,
        };
        if access.is_none() && refresh.is_none() {
            return Ok(());
        }
        // Who has refreshed it meanwhile has used the first key.
        sqlx::query("UPDATE grants SET access_token = $1, refresh_token = $2 WHERE id = $3 AND version = $4")
            .bind(access.unwrap_or(grant.access_token))
            .bind(refresh.or(grant.refresh_token))
            .bind(&id.0)
            .bind(grant.version)
            .execute(self.db())
            .await?;
        Ok(())
    }

    fn reseal(
        &self,
        context: &str,
        sealed: &[u8],
        rekeyed: &mut Rekeyed,
    ) -> Result<Option<Vec<u8>>, VaultError> {
        if self.keys().is_current(sealed) {
            rekeyed.current += 1;
            return Ok(None);
        }
        rekeyed.moved += 1;
        let plain = self.keys().open(context, sealed)?;
        self.keys().seal(self.randomness(), context, plain.expose_secret()).map(Some)
    }
}
