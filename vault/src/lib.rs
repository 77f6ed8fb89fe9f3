//! Sessions and grants: who is signed in, which tokens that gives us, and how a browser gets there.
//!
//! A **session** is a browser's (a cookie), a **grant** is Onshape's (tokens). A session names its grants and never
//! changes after it was made; a grant's tokens change with every refresh. A **hand-over** carries a grant from the
//! popup, where the user signed in, to the frame, whose cookies the popup cannot see.

mod calls;
mod database;
mod devices;
mod error;
mod files_pass;
mod grants;
mod handover;
mod keys;
mod places;
mod preferences;
mod refresh;
mod rekey;
mod secret;
mod session_records;
mod sessions;
mod sign_in;
mod sources;
mod sweep;
mod sync;
mod user_documents;
mod user_settings;

use std::sync::Arc;

use onshape::oauth::OAuthClient;
use sqlx::AnyPool;
use tokio_util::task::TaskTracker;

pub use calls::{CallCount, Calls};
pub use devices::Device;
pub use error::VaultError;
pub use files_pass::{FilesPass, PASS_SECONDS};
pub use grants::{EndReason, GrantId, User};
pub use handover::{HandoverState, StartRefused};
pub use keys::{KeyError, KeyRing};
pub use preferences::{LONGEST_PREFERENCE, Preference};
pub use refresh::{LeaseTiming, TokenProblem};
pub use rekey::Rekeyed;
pub use secret::Secret;
pub use session_records::{SessionRecords, read_session};
pub use sessions::{Session, SessionId, SessionPolicy, SessionState, parse_session_id};
pub use sign_in::{Landing, SignIn, SignInRequest, SignedIn};
pub use sources::{Clock, Randomness, Sources};
pub use user_documents::{MOST_FAVOURITES, MOST_OPENED, UserDocument};
pub use user_settings::UserSetting;

/// What a vault works with.
#[derive(Debug, Clone)]
pub struct VaultSettings {
    /// `sqlite:…` or `postgres://…`.
    pub database_url: String,
    /// Of what is encrypted in it.
    pub keys: KeyRing,
    /// Who refreshes.
    pub oauth: OAuthClient,
    /// How long sessions live.
    pub policy: SessionPolicy,
    /// How instances that share a database take turns.
    pub lease: LeaseTiming,
    /// Time and randomness.
    pub sources: Sources,
}

/// The vault: cheap to clone, one for the whole process.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
}

struct Inner {
    database: database::Database,
    settings: VaultSettings,
    refreshes: refresh::Refreshes,
    pending: calls::Pending,
    /// What must not be cut off when the process is told to stop.
    tasks: TaskTracker,
}

impl Vault {
    /// Opens the database, makes it where there is none, and brings its schema up to date. What is encrypted in it with a
    /// key that [`VaultSettings::keys`] lacks is [`VaultError::WrongKeys`], and nothing is changed.
    pub async fn open(settings: VaultSettings) -> Result<Self, VaultError> {
        let database = database::Database::open(&settings.database_url).await?;
        let refreshes = refresh::Refreshes::new(&settings.sources.randomness);
        let (pending, tasks) = (calls::Pending::default(), TaskTracker::new());
        let vault = Self { inner: Arc::new(Inner { database, settings, refreshes, pending, tasks }) };
        vault.check_keys().await?;
        Ok(vault)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), VaultError> {
        sqlx::query("SELECT 1").execute(self.db()).await?;
        Ok(())
    }

    /// Resolves when nothing is under way that would be lost if the process ended: refreshes whose answer is not written
    /// yet, above all.
    pub async fn settle(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
        self.inner.tasks.reopen();
    }

    /// What time it is for the vault.
    pub fn clock(&self) -> &Clock {
        &self.inner.settings.sources.clock
    }

    fn db(&self) -> &AnyPool {
        &self.inner.database.pool
    }

    fn refreshing(&self) -> &AnyPool {
        &self.inner.database.refreshing
    }

    fn keys(&self) -> &KeyRing {
        &self.inner.settings.keys
    }

    fn policy(&self) -> SessionPolicy {
        self.inner.settings.policy
    }

    fn randomness(&self) -> &Randomness {
        &self.inner.settings.sources.randomness
    }

    /// Seconds since 1970.
    fn now(&self) -> i64 {
        self.clock().now().as_second()
    }

    fn secret(&self) -> Secret {
        Secret::new(self.randomness())
    }
}

const DAY: i64 = 24 * 3600;
