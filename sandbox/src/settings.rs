//! What a sandbox is started with.

use crate::clock::Clock;
use crate::oauth::scope::Scopes;
use crate::randomness::Randomness;
use crate::world::scenario::Scenario;
use crate::world::user::User;
use std::fmt;
use url::Url;

/// The demo app's client id: it ends in `=` and holds `+`, `/` and `&`, as real ones may, so that encoding mistakes show.
pub const DEMO_CLIENT_ID: &str = "VITRINE+DEMO/CLIENT&ID=";

/// The demo app's client secret, with the same awkward characters. It protects nothing.
pub const DEMO_CLIENT_SECRET: &str = "demo+secret/not&very+secret==";

/// A pair of API keys and whose they are.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Whose calls they are.
    pub user: User,
    /// The access key.
    pub access: String,
    /// The secret key. It protects nothing.
    pub secret: String,
}

/// Everything a sandbox needs to start. [`Settings::default`] is right for tests: free ports, the demo's client.
#[derive(Clone)]
pub struct Settings {
    /// Port of the pages, OAuth and the API; 0 takes a free one.
    pub port: u16,
    /// Port of the regional export host, another origin; 0 takes a free one.
    pub export_port: u16,
    /// Origin of the app under test, as it is registered: redirect URI, OAuth URL and action URL follow from it.
    pub app_url: Url,
    /// The registered client id.
    pub client_id: String,
    /// The registered client secret.
    pub client_secret: String,
    /// The scopes the app is registered for; asking for another one is `invalid_scope`.
    pub scopes: Scopes,
    /// API keys that are accepted.
    pub api_keys: Vec<ApiKey>,
    /// What there is at the start.
    pub scenario: Scenario,
    /// Other numbers give the ordinary documents other names, ids and dates.
    pub seed: u64,
    /// Time.
    pub clock: Clock,
    /// Randomness.
    pub randomness: Randomness,
}

impl Settings {
    /// Settings for an app at `app_url`, on free ports.
    pub fn for_app(app_url: Url) -> Self {
        Self {
            port: 0,
            export_port: 0,
            app_url,
            client_id: DEMO_CLIENT_ID.to_owned(),
            client_secret: DEMO_CLIENT_SECRET.to_owned(),
            scopes: Scopes::registered_by_default(),
            api_keys: demo_keys(),
            scenario: Scenario::default(),
            seed: 0,
            clock: Clock::system(),
            randomness: Randomness::from_system(),
        }
    }

    /// The only redirect URI that is registered: `{app_url}/oauthRedirect`.
    pub fn redirect_uri(&self) -> String {
        format!("{}/oauthRedirect", self.app_base())
    }

    /// The app's registered OAuth URL, which *Grant* opens: `{app_url}/oauthSignin`.
    pub fn oauth_url(&self) -> String {
        format!("{}/oauthSignin", self.app_base())
    }

    /// The app's address without a trailing slash.
    pub fn app_base(&self) -> &str {
        self.app_url.as_str().trim_end_matches('/')
    }
}

/// A pair for each user.
pub fn demo_keys() -> Vec<ApiKey> {
    let key = |user: User| ApiKey {
        user,
        access: format!("on_{}Demo", user.first_name()),
        secret: format!("demo-api-secret-of-{}", user.first_name().to_lowercase()),
    };
    User::ALL.map(key).to_vec()
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("port", &self.port)
            .field("export_port", &self.export_port)
            .field("app_url", &self.app_url.as_str())
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
