//! From settings to an application that listens.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use app::ssr::Backend;
use models::{ModelStore, StoreError};
use onshape::{Api, ApiSettings, Now, OnAnswer};
use tokio::net::TcpListener;
use vault::{Sources, Vault, VaultError};

use crate::{
    Settings, assets,
    middleware::Limits,
    models::Models,
    routes, serve,
    settings::{IN_MEMORY, data_folder, database_folder},
    state::{AppState, Shared},
};

/// How often what has expired is deleted.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// How often calls that were counted are written down.
const WRITE_CALLS_EVERY: Duration = Duration::from_secs(2);

/// How long refreshes under way have when the server stops.
const LAST_WRITES: Duration = Duration::from_secs(25);

/// Listening, and not yet serving.
pub struct Application {
    listener: TcpListener,
    state: AppState,
}

/// Why the application does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or not ours to take.
    #[error("Cannot listen on {0}: {1}. Another program may be using it; set PORT to another one.")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The folder of the database cannot be made.
    #[error("Cannot make the folder of DATABASE_URL: {0}")]
    Folder(#[source] std::io::Error),
    /// The database cannot be opened.
    #[error("Cannot open the database that DATABASE_URL names: {}", in_words(.0))]
    Vault(#[from] VaultError),
    /// The store of models cannot be opened.
    #[error("Cannot open the store that MODEL_STORE names: {}", in_words(.0))]
    Models(#[from] StoreError),
    /// There is no HTTP client.
    #[error("Cannot make an HTTP client: {0}")]
    Client(#[from] onshape::Error),
}

impl Application {
    /// Binds the port and opens the database.
    pub async fn build(settings: Settings, sources: Sources) -> Result<Self, StartError> {
        // Leptos renders on this runtime. An error only says that another application of this process has said so.
        let _ = any_spawner::Executor::init_tokio();
        let address = SocketAddr::new(settings.bind_addr, settings.port);
        let listener =
            TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))?;
        make_folder(&settings.database_url)?;
        let http = Api::http_client()?;
        let clock = sources.clock.clone();
        let now: Now = Arc::new(move || clock.now());
        let vault = settings.vault(http.clone(), sources);
        let oauth = vault.oauth.clone();
        let vault = Vault::open(vault).await?;
        let onshape = settings.api_url.origin().ascii_serialization();
        let counting = vault.clone();
        let on_answer: OnAnswer = Arc::new(move |spent| counting.count_call(spent));
        let api = Api::new(
            http,
            ApiSettings {
                extra_hosts: settings.onshape_hosts,
                cache_folder: cache_folder(&settings.database_url),
                on_answer: Some(on_answer),
                now,
                ..ApiSettings::at(settings.api_url)
            },
        );
        let backend = Backend {
            vault,
            api,
            client_id: settings.client_id,
            session_max: settings.session_max,
            calls_per_year: settings.calls_per_year,
        };
        let models = Models::new(model_store(&settings.model_store)?);
        let shared = Shared {
            oauth,
            origin: settings.base_url.origin().ascii_serialization(),
            base_url: settings.base_url,
            ancestors: settings.ancestors,
            onshape,
            assets: assets::find(),
            proxies: settings.proxies,
            limits: Limits::new(),
            webhook_key: settings.webhook_key,
        };
        Ok(Self { listener, state: AppState { backend, models, shared: Arc::new(shared) } })
    }

    /// The port that was bound.
    pub fn port(&self) -> u16 {
        self.listener.local_addr().map_or(0, |address| address.port())
    }

    /// What to say at the start: where the app is, and what to register at Onshape.
    pub fn greeting(&self) -> String {
        let Shared { oauth, base_url, .. } = &*self.state.shared;
        format!(
            "Vitrine listens at {base_url}\n\
             To be entered in Onshape's developer portal:\n\
             \x20 OAuth application, Redirect URLs: {}\n\
             \x20 OAuth application, OAuth URL:     {base_url}oauthSignin\n\
             \x20 OAuth application, permissions:   read your profile information, read your documents\n\
             \x20 Extension (Element tab), Action URL: {base_url}",
            oauth.redirect_uri
        )
    }

    /// Serves until `stop` resolves.
    pub async fn run_until(self, stop: impl Future<Output = ()>) {
        let AppState { backend, models, shared } = self.state.clone();
        let vault = backend.vault;
        let sweeper = tokio::spawn(async move {
            loop {
                shared.limits.forget_the_quiet();
                if let Err(error) = vault.sweep().await {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "could not delete what has expired"
                    );
                }
                models.sweep().await;
                tokio::time::sleep(SWEEP_EVERY).await;
            }
        });
        let vault = self.state.backend.vault.clone();
        let writer = tokio::spawn(async move {
            loop {
                tokio::time::sleep(WRITE_CALLS_EVERY).await;
                write_calls(&vault).await;
            }
        });
        let vault = self.state.backend.vault.clone();
        serve::serve(self.listener, routes::router(self.state), stop).await;
        sweeper.abort();
        writer.abort();
        // A token that was refreshed and not yet written would be lost.
        if tokio::time::timeout(LAST_WRITES, vault.settle()).await.is_err() {
            tracing::error!("stopped although the database did not take everything");
        }
        write_calls(&vault).await;
    }
}

/// The causes too: whoever starts the server has nothing else to go by.
fn in_words(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

async fn write_calls(vault: &Vault) {
    if let Err(error) = vault.write_calls().await {
        tracing::error!(error = &error as &dyn std::error::Error, "could not write down the calls: {error}");
    }
}

/// `SQLite` makes a file, not its folder.
fn make_folder(database_url: &str) -> Result<(), StartError> {
    let folder = database_url.strip_prefix("sqlite:").and_then(database_folder);
    folder.map_or(Ok(()), |folder| std::fs::create_dir_all(folder).map_err(StartError::Folder))
}

/// What is kept of Onshape's answers stands beside the database, since it is about the same users; where that is no file,
/// in the user's data folder.
fn cache_folder(database_url: &str) -> Option<PathBuf> {
    Some(data_folder(database_url)?.join("onshape-cache"))
}

fn model_store(address: &str) -> Result<ModelStore, StoreError> {
    if address == IN_MEMORY { Ok(ModelStore::in_memory()) } else { ModelStore::open(address) }
}
