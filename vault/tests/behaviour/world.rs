//! A vault on a database of its own, a sandbox as Onshape, and one clock for both.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use onshape::{Api, UserId, oauth::OAuthClient};
use onshape_sandbox::{
    Clock, Sandbox, Settings as SandboxSettings,
    oauth::{
        grants::{Asked, Grant, Issuer},
        scope::Scopes,
    },
    switches::Switches,
    world::user::User as Person,
};
use tempfile::TempDir;
use vault::{
    GrantId, KeyRing, Landing, LeaseTiming, Randomness, Secret, Session, SessionId, SessionPolicy, SignIn,
    SignInRequest, SignedIn, Sources, User, Vault, VaultError, VaultSettings,
};

use crate::postgres;

pub const SECRET: &str = "a secret of a test and long enough for one";
const DAY: u64 = 24 * 3600;

/// Which database a test runs on: each runs on both.
#[derive(Debug, Clone, Copy)]
pub enum On {
    Sqlite,
    Postgres,
}

pub struct World {
    pub sandbox: Arc<Sandbox>,
    pub clock: Clock,
    pub vault: Vault,
    pub settings: VaultSettings,
    /// How much of the sandbox's log was looked at.
    seen: AtomicU64,
    _folder: TempDir,
}

impl World {
    pub async fn new(on: On) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match on {
            On::Sqlite => format!("sqlite:{}", folder.path().join("vault of a test.db").display()),
            On::Postgres => postgres::new_database(),
        };
        Self::at(url, folder).await
    }

    pub async fn at(database_url: String, folder: TempDir) -> Self {
        let clock = Clock::standing_at("2026-11-20T18:00:00Z".parse().unwrap());
        let mut sandbox = SandboxSettings::for_app("http://localhost:3000".parse().unwrap());
        sandbox.clock = clock.clone();
        let sandbox = Arc::new(Sandbox::start(sandbox).await.unwrap());
        let now = clock.clone();
        let settings = VaultSettings {
            database_url,
            keys: keys(SECRET),
            oauth: oauth(&sandbox),
            policy: SessionPolicy {
                idle: std::time::Duration::from_secs(14 * DAY),
                max: std::time::Duration::from_secs(90 * DAY),
            },
            lease: LeaseTiming {
                beat: std::time::Duration::from_millis(100),
                silence: std::time::Duration::from_millis(800),
            },
            sources: Sources {
                clock: vault::Clock::new(move || now.now()),
                randomness: Randomness::system(),
            },
        };
        let vault = Vault::open(settings.clone()).await.unwrap();
        Self { sandbox, clock, vault, settings, seen: AtomicU64::new(0), _folder: folder }
    }

    /// Another instance on the same database.
    pub async fn another(&self) -> Vault {
        Vault::open(self.settings.clone()).await.unwrap()
    }

    /// Another instance with another `SESSION_SECRET`.
    pub async fn with_secret(&self, secret: &str) -> Result<Vault, VaultError> {
        Vault::open(VaultSettings { keys: keys(secret), ..self.settings.clone() }).await
    }

    /// The database itself.
    pub async fn pool(&self) -> sqlx::AnyPool {
        sqlx::AnyPool::connect(&self.settings.database_url).await.unwrap()
    }

    /// A sign-in that was begun and came back to its own browser.
    pub async fn begun(&self, company: Option<&str>) -> SignIn {
        let binding = self.vault.new_binding();
        let state = self.begin(&binding, None, company).await;
        self.vault.take_sign_in(&binding, &state).await.unwrap().unwrap()
    }

    /// Begins a sign-in: its state.
    pub async fn begin(&self, binding: &Secret, handle: Option<&Secret>, company: Option<&str>) -> Secret {
        let request = SignInRequest {
            binding: binding.clone(),
            handle: handle.cloned(),
            return_to: "/".into(),
            company_id: company.map(str::to_owned),
        };
        let address = self.vault.begin(request).await.unwrap().unwrap();
        let (_, state) = address.query_pairs().find(|(name, _)| name == "state").unwrap();
        Secret::parse(&state).unwrap()
    }

    /// What Onshape's token endpoint would give this user.
    pub fn tokens(&self, person: Person) -> onshape::oauth::TokenSet {
        let state = self.sandbox.state();
        let asked = Asked {
            grant: Grant { user: person, company: None, scopes: Scopes::registered_by_default() },
            redirect_uri: None,
            challenge: None,
        };
        let (now, randomness) = (state.now(), &state.settings.randomness);
        let code = state.grants().issue_code(asked, now, randomness);
        let switches = state.switches();
        let issuer = Issuer { now, randomness, switches: &switches };
        let given = state.grants().exchange(&code, None, None, issuer).unwrap();
        onshape::oauth::TokenSet {
            access_token: given.access.into(),
            refresh_token: given.refresh.map(Into::into),
            expires_in: std::time::Duration::from_secs(switches.access_token_seconds.into()),
            scope: None,
        }
    }

    /// Alice signs in: her session.
    pub async fn sign_in(&self) -> SessionId {
        self.sign_in_as(Person::Alice, None, "", None).await
    }

    pub async fn sign_in_as(
        &self,
        person: Person,
        asked_company: Option<&str>,
        company: &str,
        replaced: Option<&SessionId>,
    ) -> SessionId {
        let sign_in = self.begun(asked_company).await;
        let signed_in = SignedIn {
            user: &user(person),
            company,
            tokens: &self.tokens(person),
            replaced,
            browser: "Chrome on Windows",
        };
        match self.vault.complete(&sign_in, signed_in).await.unwrap().unwrap() {
            Landing::Session(session) => session,
            Landing::HandedOver => panic!("there was no frame"),
        }
    }

    /// The live session of this id.
    pub async fn session(&self, id: &SessionId) -> Session {
        self.vault.session(id).await.unwrap().live().unwrap()
    }

    pub async fn grant(&self, id: &SessionId) -> GrantId {
        self.session(id).await.grant
    }

    /// Whether Onshape takes this token.
    pub fn works(&self, token: &onshape::AccessToken) -> bool {
        let state = self.sandbox.state();
        let token = secrecy::ExposeSecret::expose_secret(token);
        state.grants().bearer(token, state.now()).is_some()
    }

    /// What Onshape does in one way or another is done in the other.
    pub fn switch(&self, change: impl FnOnce(&mut Switches)) {
        let state = self.sandbox.state();
        let mut switches = state.switches();
        change(&mut switches);
        state.set_switches(switches);
    }

    /// Requests to the token endpoint since the last time that this was asked: their statuses.
    pub fn refreshes(&self) -> Vec<u16> {
        let (mark, entries) = self.sandbox.state().log.since(self.seen.load(Ordering::Relaxed));
        self.seen.store(mark, Ordering::Relaxed);
        entries.iter().filter(|entry| entry.path == "/oauth/token").map(|entry| entry.status).collect()
    }

    /// Whether some instance is refreshing the grant of this session.
    pub async fn is_refreshing(&self, id: &SessionId) -> bool {
        let grant = self.grant(id).await.to_string();
        let pool = self.pool().await;
        let query = "SELECT COUNT(*) FROM grants WHERE id = $1 AND lease IS NOT NULL";
        let (held,): (i64,) = sqlx::query_as(query).bind(grant).fetch_one(&pool).await.unwrap();
        held == 1
    }

    /// The next requests of the token endpoint go wrong in this way.
    pub fn token_endpoint(&self, fault: serde_json::Value) {
        let mut fault = fault;
        fault["path"] = "/oauth/token".into();
        self.sandbox.state().faults.add(serde_json::from_value(fault).unwrap());
    }

    pub fn token_endpoint_is_well(&self) {
        self.sandbox.state().faults.clear();
    }
}

pub fn user(person: Person) -> User {
    let id: UserId = person.id().to_string().parse().unwrap();
    User { id, name: person.name() }
}

pub fn keys(secret: &str) -> KeyRing {
    KeyRing::parse(&secret.into()).unwrap()
}

fn oauth(sandbox: &Sandbox) -> OAuthClient {
    OAuthClient {
        http: Api::http_client().unwrap(),
        oauth_url: sandbox.base_url().parse().unwrap(),
        client_id: sandbox.settings().client_id.clone(),
        client_secret: sandbox.settings().client_secret.clone().into(),
        redirect_uri: "http://localhost:3000/oauthRedirect".parse().unwrap(),
    }
}
