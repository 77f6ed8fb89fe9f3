//! What the handlers share.

use crate::api::keys::Nonces;
use crate::comments::Comments;
use crate::control::faults::Faults;
use crate::control::messages::Messages;
use crate::control::meter::Meter;
use crate::control::requests::RequestLog;
use crate::host::session::Sessions;
use crate::oauth::grants::Grants;
use crate::picture::Pictures;
use crate::settings::Settings;
use crate::switches::Switches;
use crate::translations::Translations;
use crate::translations::translation::Outcome;
use crate::uploads::Uploads;
use crate::webhooks::Webhooks;
use crate::webhooks::event::{Event, Kind};
use crate::world::World;
use crate::world::id::Id;
use crate::world::scenario::Scenario;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::sync::{Notify, watch};

/// By user: keys and values.
pub type AppSettings = HashMap<User, BTreeMap<String, Value>>;

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
    /// Files that take a while.
    pub translations: Translations,
    /// Files that were uploaded.
    pub uploads: Uploads,
    world: RwLock<World>,
    switches: RwLock<Switches>,
    /// Calls as Onshape counts them.
    pub meter: Meter,
    /// What the host page and the app said to each other.
    pub messages: Messages,
    /// Wakes the task behind the sandbox.
    pub work: Notify,
    changes: watch::Sender<u64>,
    boms: Mutex<HashSet<(Id, Id)>>,
    webhooks: Mutex<Webhooks>,
    comments: Mutex<Comments>,
    app_settings: Mutex<AppSettings>,
    nonces: Mutex<Nonces>,
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
            translations: Translations::default(),
            uploads: Uploads::default(),
            world: RwLock::new(World::seeded(settings.scenario, settings.seed)),
            switches: RwLock::default(),
            meter: Meter::default(),
            messages: Messages::default(),
            work: Notify::new(),
            changes: watch::Sender::default(),
            boms: Mutex::default(),
            webhooks: Mutex::default(),
            comments: Mutex::default(),
            app_settings: Mutex::default(),
            nonces: Mutex::default(),
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

    /// Brings about what the clock has made due. The task behind the sandbox calls it, and so does each answer of the API:
    /// none is older than the clock.
    pub fn settle(&self) {
        for ended in self.translations.settle(self) {
            self.emit(Kind::TranslationComplete, ended.by, |event| {
                event.document = Some(ended.document);
                match ended.wvm {
                    Wvm::Workspace(id) => event.workspace = Some(id),
                    Wvm::Version(id) => event.version = Some(id),
                    Wvm::Microversion(_) => {}
                }
                event.element = Some(ended.element);
                event.translation = Some(ended.id);
            });
            if let (Some(Outcome::Element(made)), Some((document, workspace))) =
                (&ended.outcome, ended.store_in)
            {
                self.emit(Kind::CreateElement, ended.by, |event| {
                    event.document = Some(document);
                    event.workspace = Some(workspace);
                    event.element = Some(*made);
                });
            }
        }
    }

    /// Makes the world of a scenario, and forgets all else as [`State::reset`] does.
    pub fn reset_to(&self, scenario: Scenario, seed: u64) {
        let mut world = self.world_mut();
        *world = world.seeded_anew(scenario, seed);
        drop(world);
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
        self.messages.clear();
        self.meter.reset();
        self.set_switches(Switches::default());
        self.boms().clear();
        self.translations.reset();
        self.uploads.reset();
        *self.webhooks() = Webhooks::default();
        *self.comments() = Comments::default();
        self.app_settings().clear();
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

    /// Tells webhooks that something has happened; `fill` says where.
    pub fn emit(&self, kind: Kind, user: User, fill: impl FnOnce(&mut Event)) {
        let mut event = Event::new(kind, user, self.now());
        fill(&mut event);
        self.webhooks().publish(&event);
        self.work.notify_one();
    }

    /// Tells pages that show things live that there is something new.
    pub fn changed(&self) {
        self.changes.send_modify(|change| *change += 1);
    }

    /// Counts up with every change.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// The assemblies (microversion and element) whose bill of materials has been made.
    pub fn boms(&self) -> MutexGuard<'_, HashSet<(Id, Id)>> {
        locked(&self.boms)
    }

    /// The webhooks, for as long as the guard lives.
    pub fn webhooks(&self) -> MutexGuard<'_, Webhooks> {
        locked(&self.webhooks)
    }

    /// The comments, for as long as the guard lives.
    pub fn comments(&self) -> MutexGuard<'_, Comments> {
        locked(&self.comments)
    }

    /// The nonces of signed requests, for as long as the guard lives.
    pub fn nonces(&self) -> MutexGuard<'_, Nonces> {
        locked(&self.nonces)
    }

    /// What the app keeps at Onshape for its users, for as long as the guard lives.
    pub fn app_settings(&self) -> MutexGuard<'_, AppSettings> {
        locked(&self.app_settings)
    }

    /// The grants, for as long as the guard lives.
    pub fn grants(&self) -> MutexGuard<'_, Grants> {
        locked(&self.grants)
    }

    /// Who is signed in at the sandbox, for as long as the guard lives.
    pub fn sessions(&self) -> MutexGuard<'_, Sessions> {
        locked(&self.sessions)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Deref for Shared {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}
