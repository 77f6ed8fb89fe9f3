//! What the handlers share.

use crate::control::faults::Faults;
use crate::control::requests::RequestLog;
use crate::host::session::Sessions;
use crate::oauth::grants::Grants;
use crate::picture::Pictures;
use crate::settings::Settings;
use crate::switches::Switches;
use crate::world::World;
use crate::world::scenario::Scenario;
use jiff::Timestamp;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

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
    /// Rendered pictures.
    pub pictures: Pictures,
    /// What was asked.
    pub log: RequestLog,
    /// What goes wrong on purpose.
    pub faults: Faults,
    world: RwLock<World>,
    switches: RwLock<Switches>,
    grants: Mutex<Grants>,
    sessions: Mutex<Sessions>,
}

impl Shared {
    /// The state of a sandbox that answers at these two origins.
    pub fn new(settings: Settings, base_url: String, export_url: String) -> Self {
        Self(Arc::new(State {
            base_url,
            export_url,
            pictures: Pictures::default(),
            log: RequestLog::default(),
            faults: Faults::default(),
            world: RwLock::new(World::seeded(settings.scenario, settings.seed)),
            switches: RwLock::default(),
            grants: Mutex::default(),
            sessions: Mutex::default(),
            settings,
        }))
    }
}

impl State {
    /// The sandbox's time.
    pub fn now(&self) -> Timestamp {
        self.settings.clock.now()
    }

    /// Makes the world of a scenario, and forgets all else as [`State::reset`] does.
    pub fn reset_to(&self, scenario: Scenario, seed: u64) {
        *self.world_mut() = World::seeded(scenario, seed);
        self.forget();
    }

    /// Forgets grants, sessions, codes, faults, switches, the request list and every change of the world.
    pub fn reset(&self) {
        let (scenario, seed) = self.world().scenario();
        self.reset_to(scenario, seed);
    }

    fn forget(&self) {
        self.grants().reset();
        self.sessions().reset();
        self.faults.clear();
        self.log.clear();
        self.set_switches(Switches::default());
    }

    /// Documents, companies and users, for as long as the guard lives.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to be changed.
    pub fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
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
