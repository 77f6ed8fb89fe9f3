//! What the handlers share.

use crate::control::faults::Faults;
use crate::control::requests::RequestLog;
use crate::host::session::Sessions;
use crate::oauth::grants::Grants;
use crate::picture::Pictures;
use crate::settings::Settings;
use crate::switches::Switches;
use crate::world::World;
use jiff::Timestamp;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// One sandbox's state; clones are the same state.
#[derive(Clone, Debug)]
pub struct Shared(Arc<State>);

/// See [`Shared`].
#[derive(Debug)]
pub struct State {
    /// What it was started with, ports as they are.
    pub settings: Settings,
    /// Origin of pages, OAuth and API.
    pub base_url: String,
    /// Origin of the regional export host.
    pub export_url: String,
    /// Documents and users.
    pub world: World,
    /// Rendered pictures.
    pub pictures: Pictures,
    /// What was asked.
    pub log: RequestLog,
    /// What goes wrong on purpose.
    pub faults: Faults,
    switches: RwLock<Switches>,
    grants: Mutex<Grants>,
    sessions: Mutex<Sessions>,
}

impl Shared {
    /// The state of a sandbox that answers at these two origins.
    pub fn new(settings: Settings, base_url: String, export_url: String) -> Self {
        Self(Arc::new(State {
            settings,
            base_url,
            export_url,
            world: World::seeded(),
            pictures: Pictures::default(),
            log: RequestLog::default(),
            faults: Faults::default(),
            switches: RwLock::default(),
            grants: Mutex::default(),
            sessions: Mutex::default(),
        }))
    }
}

impl State {
    /// The sandbox's time.
    pub fn now(&self) -> Timestamp {
        self.settings.clock.now()
    }

    /// Forgets grants, sessions, codes, faults and the request list.
    pub fn reset(&self) {
        self.grants().reset();
        self.sessions().reset();
        self.faults.clear();
        self.log.clear();
        self.set_switches(Switches::default());
    }

    /// The switches as they are now.
    pub fn switches(&self) -> Switches {
        self.switches.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets all switches.
    pub fn set_switches(&self, switches: Switches) {
        *self.switches.write().unwrap_or_else(PoisonError::into_inner) = switches;
    }

    /// The grants, for as long as the guard lives.
    pub fn grants(&self) -> MutexGuard<'_, Grants> {
        self.grants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is signed in at the sandbox, for as long as the guard lives.
    pub fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Shared {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}
