//! A sandbox, and a client of it that is signed in as Alice.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use ::onshape::{
    AccessToken, Api, ApiSettings, Client, Credential, DocumentAt, DocumentId, ElementAt, Error, Renewal, Wvm,
};
use futures::future::BoxFuture;
use onshape_sandbox::{
    Clock, Sandbox, Settings,
    control::faults::Fault,
    oauth::{
        grants::{Asked, Grant, Issuer},
        scope::Scopes,
    },
    world::{id::Id, user::User},
};
use secrecy::ExposeSecret;
use serde_json::Value;

pub struct Onshape {
    pub sandbox: Sandbox,
    pub clock: Clock,
    pub api: Api,
    pub grant: Arc<TestGrant>,
}

/// A grant of Alice's, kept by nobody but the test.
#[derive(Debug)]
pub struct TestGrant {
    state: onshape_sandbox::state::Shared,
    tokens: Mutex<(String, Option<String>)>,
    pub replaced: Mutex<u32>,
    pub ended: Mutex<bool>,
}

impl TestGrant {
    fn new(sandbox: &Sandbox, company: Option<Id>) -> Self {
        let state = sandbox.state().clone();
        let grant = Grant { user: User::Alice, company, scopes: Scopes::all() };
        let asked = Asked { grant, redirect_uri: None, challenge: None };
        let (now, switches) = (state.now(), state.switches());
        let randomness = &state.settings.randomness;
        let code = state.grants().issue_code(asked, now, randomness);
        let issuer = Issuer { now, randomness, switches: &switches };
        let tokens = state.grants().exchange(&code, None, None, issuer).unwrap();
        let tokens = Mutex::new((tokens.access, tokens.refresh));
        Self { state, tokens, replaced: Mutex::default(), ended: Mutex::default() }
    }

    pub fn access_token(&self) -> AccessToken {
        self.tokens.lock().unwrap().0.clone().into()
    }
}

impl Renewal for TestGrant {
    fn grant(&self) -> String {
        format!("{:p}", std::ptr::from_ref(self))
    }

    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        Box::pin(async { Ok(self.access_token()) })
    }

    fn replace<'a>(&'a self, refused: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin(async {
            let mut tokens = self.tokens.lock().unwrap();
            if tokens.0 == refused.expose_secret() {
                *self.replaced.lock().unwrap() += 1;
                let (now, switches) = (self.state.now(), self.state.switches());
                let issuer = Issuer { now, randomness: &self.state.settings.randomness, switches: &switches };
                let refresh = tokens.1.clone().ok_or(Error::GrantEnded)?;
                let fresh = self.state.grants().refresh(&refresh, issuer).map_err(|_| Error::GrantEnded)?;
                *tokens = (fresh.access, fresh.refresh);
            }
            Ok(tokens.0.clone().into())
        })
    }

    fn ended(&self) -> BoxFuture<'_, Result<(), Error>> {
        *self.ended.lock().unwrap() = true;
        Box::pin(async { Ok(()) })
    }
}

impl Onshape {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings of the client.
    pub async fn with(change: impl FnOnce(&mut ApiSettings)) -> Self {
        let clock = Clock::standing_at("2026-11-20T18:00:00Z".parse().unwrap());
        let mut settings = Settings::for_app("http://localhost:3000".parse().unwrap());
        settings.clock = clock.clone();
        let sandbox = Sandbox::start(settings).await.unwrap();
        let api = Self::api(&sandbox, &clock, change);
        let grant = Arc::new(TestGrant::new(&sandbox, None));
        Self { sandbox, clock, api, grant }
    }

    /// Another client, as after a restart.
    pub fn api(sandbox: &Sandbox, clock: &Clock, change: impl FnOnce(&mut ApiSettings)) -> Api {
        let host = |url: &str| url.trim_start_matches("http://").to_owned();
        let now = clock.clone();
        let mut settings = ApiSettings {
            extra_hosts: vec![host(sandbox.export_url())],
            deadline: Duration::from_secs(10),
            large_deadline: Duration::from_secs(30),
            now: Arc::new(move || now.now()),
            ..ApiSettings::at(format!("{}/api", sandbox.base_url()).parse().unwrap())
        };
        change(&mut settings);
        Api::new(Api::http_client().unwrap(), settings)
    }

    /// Another consent of Alice's.
    pub fn new_grant(&self) -> Arc<TestGrant> {
        self.new_grant_for(None)
    }

    /// The same for one of her companies.
    pub fn new_grant_for(&self, company: Option<Id>) -> Arc<TestGrant> {
        Arc::new(TestGrant::new(&self.sandbox, company))
    }

    pub fn alice(&self) -> Client {
        self.api.client("alice", Credential::Renewing(self.grant.clone()))
    }

    /// Makes something go wrong.
    pub fn fault(&self, fault: Value) {
        self.sandbox.state().faults.add(serde_json::from_value::<Fault>(fault).unwrap());
    }

    /// How many calls were made since the last time that this was asked, by Onshape's names of the operations.
    pub fn calls(&self) -> Vec<String> {
        let log = &self.sandbox.state().log;
        let (_, entries) = log.since(0);
        log.clear();
        let api = entries
            .iter()
            .filter(|entry| entry.path.starts_with("/api/") || entry.path.contains("modelexport"));
        api.map(|entry| entry.operation.unwrap_or("unknown").to_owned()).collect()
    }

    /// The workspace of a document of the sandbox, such as `gearbox`.
    pub fn workspace(&self, key: &str) -> DocumentAt {
        let document = &self.sandbox.demo()[key];
        let text = |name: &str| document[name].as_str().unwrap();
        let wvm = Wvm::Workspace(text("workspaceId").parse().unwrap());
        DocumentAt::new(text("documentId").parse::<DocumentId>().unwrap(), wvm)
    }

    /// An element of it.
    pub fn element(&self, key: &str, name: &str) -> ElementAt {
        let document = &self.sandbox.demo()[key];
        let elements = document["elements"].as_array().unwrap();
        let found = elements.iter().find(|element| element["name"] == name).expect(name);
        self.workspace(key).element(found["id"].as_str().unwrap().parse().unwrap())
    }
}
