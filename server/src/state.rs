//! What every route works with.

use std::sync::Arc;

use app::{shell::Assets, ssr::Backend};
use onshape::oauth::OAuthClient;
use secrecy::SecretString;
use url::Url;

use crate::{
    middleware::{Limits, TrustedProxies},
    models::Models,
    settings::Ancestors,
};

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) backend: Backend,
    /// Finished models, and those that are being made.
    pub(crate) models: Models,
    pub(crate) shared: Arc<Shared>,
}

/// What does not change while the server runs.
pub(crate) struct Shared {
    pub(crate) oauth: OAuthClient,
    pub(crate) base_url: Url,
    /// `BASE_URL` as browsers write an origin.
    pub(crate) origin: String,
    pub(crate) ancestors: Ancestors,
    /// Origin of Onshape's pages, when no tab says which.
    pub(crate) onshape: String,
    pub(crate) assets: Assets,
    /// Who is in front of this server.
    pub(crate) proxies: TrustedProxies,
    pub(crate) limits: Limits,
    /// With which webhooks are signed.
    pub(crate) webhook_key: Option<SecretString>,
}

impl Shared {
    /// Host of this app, for people.
    pub(crate) fn host(&self) -> String {
        let host = self.base_url.host_str().unwrap_or_default();
        self.base_url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(crate) fn is_https(&self) -> bool {
        self.base_url.scheme() == "https"
    }
}
