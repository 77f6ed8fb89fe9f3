//! `vitrine rekey`: after `SESSION_SECRET` got a new first secret, everything stored moves to it.

use onshape::Api;
use vault::{Rekeyed, Sources, Vault};

use crate::{Settings, StartError};

/// Opens the database and encrypts anew. Instances may be serving meanwhile, if they have both secrets.
pub async fn rekey(settings: Settings, sources: Sources) -> Result<Rekeyed, StartError> {
    let http = Api::http_client()?;
    let vault = Vault::open(settings.vault(http, sources)).await?;
    Ok(vault.rekey().await?)
}
