//! Every setting, its variable and its default: what `vitrine --help` shows.

use clap::{Args, Parser, Subcommand};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "vitrine",
    version,
    about = "Vitrine, an Onshape app: find any document, look through it in 3D."
)]
pub struct CommandLine {
    /// What to do; `serve` where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The settings.
    #[command(flatten)]
    pub settings: RawSettings,
}

/// What the program can do.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Command {
    /// Serve the app
    Serve,
    /// Ask Onshape whether it accepts this installation, and say which entry of its form is wrong if not
    Check,
    /// Encrypt everything that is stored anew with the first secret of `SESSION_SECRET`
    Rekey,
}

/// The settings as they were given. Every one may come from the environment or from a file `.env`.
#[derive(Debug, Default, Args)]
pub struct RawSettings {
    /// Port to listen on
    #[arg(long, global = true, env = "PORT", default_value = "3000")]
    pub port: Option<String>,
    /// Address to bind
    #[arg(long, global = true, env = "BIND_ADDR", default_value = "127.0.0.1")]
    pub bind_addr: Option<String>,
    /// Public origin of this app [default: http://localhost:PORT]
    #[arg(long, global = true, env = "BASE_URL")]
    pub base_url: Option<String>,
    /// Parent of Onshape's REST endpoints
    #[arg(long, global = true, env = "API_URL", default_value = "https://cad.onshape.com/api")]
    pub api_url: Option<String>,
    /// Parent of /oauth/authorize and /oauth/token
    #[arg(long, global = true, env = "OAUTH_URL", default_value = "https://oauth.onshape.com")]
    pub oauth_url: Option<String>,
    /// OAuth client identifier, from Onshape's developer portal [required]
    #[arg(long, global = true, env = "OAUTH_CLIENT_ID", hide_env_values = true)]
    pub oauth_client_id: Option<String>,
    /// OAuth client secret, shown once by Onshape's developer portal [required]
    #[arg(long, global = true, env = "OAUTH_CLIENT_SECRET", hide_env_values = true)]
    pub oauth_client_secret: Option<String>,
    /// Redirect URL as registered [default: /oauthRedirect below the public origin]
    #[arg(long, global = true, env = "OAUTH_CALLBACK_URL")]
    pub oauth_callback_url: Option<String>,
    /// Key material for what is encrypted at rest, 32 bytes or more; several, separated by commas: the first
    /// encrypts, all decrypt [required]
    #[arg(long, global = true, env = "SESSION_SECRET", hide_env_values = true)]
    pub session_secret: Option<String>,
    /// Database, `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME` [default: a file in the user's data folder]
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Finished models, `file:/PATH` or `s3://BUCKET/PREFIX` [default: a folder beside the database]
    #[arg(long, global = true, env = "MODEL_STORE")]
    pub model_store: Option<String>,
    /// Origins that may frame the app, and so count as Onshape's
    #[arg(
        long,
        global = true,
        env = "FRAME_ANCESTORS",
        default_value = "https://cad.onshape.com https://*.onshape.com"
    )]
    pub frame_ancestors: Option<String>,
    /// More `host[:port]` that the bearer token may be sent to, beside the host of `API_URL` and `*.onshape.com`
    #[arg(long, global = true, env = "ONSHAPE_HOSTS", default_value = "")]
    pub onshape_hosts: Option<String>,
    /// Addresses or networks of the proxies in front, whose `X-Forwarded-For` is believed; separated by spaces or commas
    #[arg(long, global = true, env = "TRUSTED_PROXIES", default_value = "")]
    pub trusted_proxies: Option<String>,
    /// Days without use after which a sign-in ends
    #[arg(long, global = true, env = "SESSION_IDLE_DAYS", default_value = "14")]
    pub session_idle_days: Option<String>,
    /// Days after which a sign-in ends in any case
    #[arg(long, global = true, env = "SESSION_MAX_DAYS", default_value = "90")]
    pub session_max_days: Option<String>,
    /// Calls of Onshape's API that the plan has in a year, which the meter in Account warns against
    #[arg(long, global = true, env = "API_CALLS_PER_YEAR", default_value = "2500")]
    pub api_calls_per_year: Option<String>,
    /// Key with which Onshape signs webhooks for a company; without it they are unsigned, and hints only
    #[arg(long, global = true, env = "WEBHOOK_SIGNING_KEY", hide_env_values = true)]
    pub webhook_signing_key: Option<String>,
    /// Log filter
    #[arg(long, global = true, env = "RUST_LOG", default_value = "info")]
    pub rust_log: Option<String>,
}
