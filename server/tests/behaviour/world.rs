//! A sandbox, the app in front of it, and one clock for both.

use onshape_sandbox::{Clock, Sandbox, Settings as SandboxSettings};
use serde_json::Value;
use vault::{Randomness, Sources};
use vitrine_server::{Application, Settings, settings::RawSettings};

/// The app's `SESSION_SECRET`.
pub const SECRET: &str = "a secret of a test and long enough for one";
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
        Self::with(|_| {}).await
    }

    /// With other settings of the app.
    pub async fn with(change: impl FnOnce(&mut RawSettings)) -> Self {
        let clock = Clock::standing_at("2026-11-20T18:00:00Z".parse().unwrap());
        let mut settings = SandboxSettings::for_app(ORIGIN.parse().unwrap());
        settings.clock = clock.clone();
        let sandbox = Sandbox::start(settings).await.unwrap();
        let database = tempfile::tempdir().unwrap();
        let mut world = Self { sandbox, clock, address: String::new(), database };
        world.start_server(change).await;
        world
    }

    /// Another server takes over, with the same database and folder.
    pub async fn start_server(&mut self, change: impl FnOnce(&mut RawSettings)) {
        let host = |url: &str| url.trim_start_matches("http://").to_owned();
        let mut raw = RawSettings {
            port: Some("0".into()),
            base_url: Some(ORIGIN.into()),
            api_url: Some(format!("{}/api", self.sandbox.base_url())),
            oauth_url: Some(self.sandbox.base_url().into()),
            oauth_client_id: Some(self.sandbox.settings().client_id.clone()),
            oauth_client_secret: Some(self.sandbox.settings().client_secret.clone()),
            session_secret: Some(SECRET.into()),
            database_url: Some(format!("sqlite:{}", self.database.path().join("vitrine.db").display())),
            frame_ancestors: Some(self.sandbox.base_url().into()),
            onshape_hosts: Some(host(self.sandbox.export_url())),
            ..RawSettings::default()
        };
        change(&mut raw);
        let now = self.clock.clone();
        let sources =
            Sources { clock: vault::Clock::new(move || now.now()), randomness: Randomness::system() };
        let application = Application::build(Settings::try_from(raw).unwrap(), sources).await.unwrap();
        self.address = format!("http://127.0.0.1:{}", application.port());
        tokio::spawn(application.run_until(std::future::pending()));
    }

    /// The calls that Onshape counted since the last time that this was asked, by its names of the operations.
    pub fn spent(&self) -> Vec<String> {
        let log = &self.sandbox.state().log;
        let (_, entries) = log.since(0);
        log.clear();
        let counted = entries.iter().filter(|entry| entry.counted);
        counted.map(|entry| entry.operation.unwrap_or("unknown").to_owned()).collect()
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
