//! A whole sandbox as a file: everything but the log.

use crate::comments::Comments;
use crate::control::faults::Fault;
use crate::host::session::Sessions;
use crate::oauth::grants::Grants;
use crate::state::State;
use crate::switches::Switches;
use crate::translations::SavedTranslations;
use crate::uploads::SavedUploads;
use crate::webhooks::Webhooks;
use crate::world::World;
use crate::world::id::Id;
use crate::world::saved::SavedWorld;
use crate::world::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The form of the file.
const VERSION: u32 = 1;

/// See the module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    version: u32,
    now: Timestamp,
    world: SavedWorld,
    grants: Grants,
    sessions: Sessions,
    switches: Switches,
    faults: Vec<Fault>,
    translations: SavedTranslations,
    uploads: SavedUploads,
    webhooks: Webhooks,
    comments: Comments,
    app_settings: Vec<(User, BTreeMap<String, Value>)>,
    boms: Vec<(Id, Id)>,
}

impl State {
    /// Everything but the log.
    pub fn save(&self) -> Saved {
        let mut boms: Vec<_> = self.boms().iter().copied().collect();
        boms.sort_unstable();
        Saved {
            version: VERSION,
            now: self.now(),
            world: self.world().save(),
            grants: self.grants().clone(),
            sessions: self.sessions().clone(),
            switches: self.switches(),
            faults: self.faults.list(),
            translations: self.translations.save(),
            uploads: self.uploads.save(),
            webhooks: self.webhooks().clone(),
            comments: self.comments().clone(),
            app_settings: self.app_settings().iter().map(|(user, values)| (*user, values.clone())).collect(),
            boms,
        }
    }

    /// Goes on where the file was saved. The clock is moved on to the file's time if it is behind.
    pub fn load(&self, saved: Saved) -> Result<(), String> {
        if saved.version != VERSION {
            return Err(format!("the file has version {}, this sandbox reads {VERSION}", saved.version));
        }
        self.reset();
        self.settings.clock.move_to(saved.now);
        *self.world_mut() = World::load(saved.world);
        *self.grants() = saved.grants;
        *self.sessions() = saved.sessions;
        self.set_switches(saved.switches);
        for fault in saved.faults {
            self.faults.add(fault);
        }
        self.translations.load(saved.translations);
        self.uploads.load(saved.uploads);
        *self.webhooks() = saved.webhooks;
        *self.comments() = saved.comments;
        *self.app_settings() = saved.app_settings.into_iter().collect();
        *self.boms() = saved.boms.into_iter().collect();
        self.work.notify_one();
        self.changed();
        Ok(())
    }
}
