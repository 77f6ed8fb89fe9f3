//! A sandbox, the app in front of it, and one clock for both.

use onshape_sandbox::{Clock, Sandbox, Settings as SandboxSettings};
use serde_json::Value;
use vault::{Randomness, Sources};
use vitrine_server::{Application, Settings, settings::RawSettings};

/// Where the app believes to be: browsers' requests say so in `Origin`.
pub const ORIGIN: &str = "http://localhost:3000";

pub struct World {
    pub sandbox: Sandbox,
    pub clock: Clock,
    /// Where the app really listens.
    pub address: String,
    pub database: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        let clock = Clock::standing_at("2026-11-20T18:00:00Z".parse().unwrap());
        let mut settings = SandboxSettings::for_app(ORIGIN.parse().unwrap());
        settings.clock = clock.clone();
        let sandbox = Sandbox::start(settings).await.unwrap();
        let database = tempfile::tempdir().unwrap();
        let host = |url: &str| url.trim_start_matches("http://").to_owned();
        let raw = RawSettings {
            port: Some("0".into()),
            base_url: Some(ORIGIN.into()),
            api_url: Some(format!("{}/api", sandbox.base_url())),
            oauth_url: Some(sandbox.base_url().into()),
            oauth_client_id: Some(sandbox.settings().client_id.clone()),
            oauth_client_secret: Some(sandbox.settings().client_secret.clone()),
            session_secret: Some("a secret of a test and long enough for one".into()),
            database_url: Some(format!("sqlite:{}", database.path().join("vitrine.db").display())),
            frame_ancestors: Some(sandbox.base_url().into()),
            onshape_hosts: Some(host(sandbox.export_url())),
            ..RawSettings::default()
        };
        let now = clock.clone();
        let sources =
            Sources { clock: vault::Clock::new(move || now.now()), randomness: Randomness::system() };
        let application = Application::build(Settings::try_from(raw).unwrap(), sources).await.unwrap();
        let address = format!("http://127.0.0.1:{}", application.port());
        tokio::spawn(application.run_until(std::future::pending()));
        Self { sandbox, clock, address, database }
    }

    /// A document of the sandbox by its key, such as `gearbox`.
    pub fn document(&self, key: &str) -> Document {
        Document(self.sandbox.demo()[key].clone())
    }
}

pub struct Document(Value);

impl Document {
    fn text(&self, name: &str) -> String {
        self.0[name].as_str().unwrap().to_owned()
    }

    pub fn id(&self) -> String {
        self.text("documentId")
    }

    pub fn workspace(&self) -> String {
        self.text("workspaceId")
    }

    /// The element of this name.
    pub fn element(&self, name: &str) -> String {
        let elements = self.0["elements"].as_array().unwrap();
        elements.iter().find(|element| element["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// The query that Onshape adds to the app's address.
    pub fn tab_query(&self) -> String {
        let [document, workspace, element] =
            ["documentId", "workspaceId", "appElementId"].map(|name| self.text(name));
        format!("documentId={document}&workspaceId={workspace}&elementId={element}")
    }
}
