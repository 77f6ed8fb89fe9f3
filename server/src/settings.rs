//! The settings: read from the environment, `.env` or the command line, judged all at once.

mod ancestors;
mod command_line;
mod judge;

use std::{fmt, net::IpAddr, time::Duration};

use onshape::oauth::OAuthClient;
use secrecy::SecretString;
use url::Url;
use vault::{KeyRing, LeaseTiming, SessionPolicy, Sources, VaultSettings};

pub use crate::middleware::TrustedProxies;

pub use ancestors::Ancestors;
pub use command_line::{Command, CommandLine, RawSettings};
pub(crate) use judge::{IN_MEMORY, data_folder, database_folder};

/// Settings that make sense.
#[derive(Debug)]
pub struct Settings {
    /// Public origin of this app.
    pub base_url: Url,
    /// Address to bind.
    pub bind_addr: IpAddr,
    /// Port to bind; 0 takes any that is free.
    pub port: u16,
    /// Parent of Onshape's REST endpoints.
    pub api_url: Url,
    /// Parent of Onshape's OAuth endpoints.
    pub oauth_url: Url,
    /// As registered at Onshape.
    pub client_id: String,
    /// As registered at Onshape.
    pub client_secret: SecretString,
    /// As registered at Onshape.
    pub redirect_uri: Url,
    /// From `SESSION_SECRET`.
    pub keys: KeyRing,
    /// Where sessions and grants are kept.
    pub database_url: String,
    /// Where finished models are kept.
    pub model_store: String,
    /// Who may frame the app: the origins that count as Onshape's.
    pub ancestors: Ancestors,
    /// More `host[:port]` that the bearer token may be sent to.
    pub onshape_hosts: Vec<String>,
    /// How long a session may be idle.
    pub session_idle: Duration,
    /// How long a session may live.
    pub session_max: Duration,
    /// How many calls of Onshape's API the plan has in a year.
    pub calls_per_year: u32,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: TrustedProxies,
    /// With which webhooks are signed, where a company has set such a key.
    pub webhook_key: Option<SecretString>,
    /// Log filter.
    pub log: String,
}

impl Settings {
    /// This installation, as it is registered at Onshape.
    pub(crate) fn oauth(&self, http: reqwest::Client) -> OAuthClient {
        OAuthClient {
            http,
            oauth_url: self.oauth_url.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            redirect_uri: self.redirect_uri.clone(),
        }
    }

    /// What the vault needs of them.
    pub(crate) fn vault(&self, http: reqwest::Client, sources: Sources) -> VaultSettings {
        VaultSettings {
            database_url: self.database_url.clone(),
            keys: self.keys.clone(),
            oauth: self.oauth(http),
            policy: SessionPolicy { idle: self.session_idle, max: self.session_max },
            lease: LeaseTiming::default(),
            sources,
        }
    }
}

/// Everything that is wrong with the settings.
#[derive(Debug)]
pub struct Problems(Vec<Problem>);

/// A setting that is missing or makes no sense.
#[derive(Debug)]
struct Problem {
    variable: &'static str,
    what: String,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Vitrine cannot start with these settings:")?;
        for Problem { variable, what } in &self.0 {
            writeln!(f, "  {variable}: {what}")?;
        }
        write!(
            f,
            "See `vitrine --help` for every setting, and the README for how to register the app at Onshape."
        )
    }
}
