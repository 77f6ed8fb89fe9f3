//! The binary: reads the settings, starts the sandbox, prints the address to open, waits for a signal.

use clap::Parser;
use onshape_sandbox::oauth::scope::Scopes;
use onshape_sandbox::settings::{DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, demo_keys};
use onshape_sandbox::world::scenario::Scenario;
use onshape_sandbox::{Clock, Randomness, Sandbox, Settings};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use url::Url;

/// An offline stand-in for Onshape. It listens on 127.0.0.1 only; its secrets protect nothing.
#[derive(Debug, Parser)]
#[command(name = "onshape-sandbox", version)]
struct Arguments {
    /// Port of the pages, OAuth and the API
    #[arg(long, env = "SANDBOX_PORT", default_value_t = 4000)]
    port: u16,
    /// Port of the regional export host, another origin
    #[arg(long, env = "SANDBOX_EXPORT_PORT", default_value_t = 4001)]
    export_port: u16,
    /// Address of the app under test
    #[arg(long, env = "SANDBOX_APP_URL", default_value = "http://localhost:3000")]
    app_url: Url,
    /// The app's client id
    #[arg(long, env = "SANDBOX_CLIENT_ID", default_value = DEMO_CLIENT_ID)]
    client_id: String,
    /// The app's client secret
    #[arg(long, env = "SANDBOX_CLIENT_SECRET", default_value = DEMO_CLIENT_SECRET, hide_env_values = true)]
    client_secret: String,
    /// The scopes the app is registered for, separated by spaces
    #[arg(long, env = "SANDBOX_SCOPES", default_value = "OAuth2ReadPII OAuth2Read", value_parser = scopes)]
    scopes: Scopes,
    /// What there is at the start: demo, empty, five, 2000, 10000, enterprise, awkward or big-assembly
    #[arg(long, env = "SANDBOX_SCENARIO", default_value_t = Scenario::default())]
    scenario: Scenario,
    /// Gives the ordinary documents other names, ids and dates
    #[arg(long, env = "SANDBOX_SEED", default_value_t = 0)]
    seed: u64,
}

fn scopes(text: &str) -> Result<Scopes, String> {
    Scopes::parse(text).ok_or_else(|| "expected names such as OAuth2Read, separated by spaces".to_owned())
}

impl From<Arguments> for Settings {
    fn from(arguments: Arguments) -> Self {
        Self {
            port: arguments.port,
            export_port: arguments.export_port,
            app_url: arguments.app_url,
            client_id: arguments.client_id,
            client_secret: arguments.client_secret,
            scopes: arguments.scopes,
            api_keys: demo_keys(),
            scenario: arguments.scenario,
            seed: arguments.seed,
            clock: Clock::system(),
            randomness: Randomness::from_system(),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let colors = io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(colors).init();
    match run(Arguments::parse().into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the sandbox could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> io::Result<()> {
    // Before anything is announced, so that whoever waits for the line below can stop us.
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let sandbox = Sandbox::start(settings).await?;
    let (base, export) = (sandbox.base_url(), sandbox.export_url());
    tracing::info!(base, export, "listening at {base}, exports at {export}");
    writeln!(io::stdout(), "Onshape sandbox: open {}", sandbox.first_page())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}
