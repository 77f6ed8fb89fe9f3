//! A world as a file: its scenario and seed, and what has changed since.

use super::World;
use super::document::Document;
use super::id::Id;
use super::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedWorld {
    scenario: Scenario,
    seed: u64,
    made: u64,
    /// Changed and new ones, whole.
    documents: Vec<Arc<Document>>,
    gone: Vec<Id>,
}

impl World {
    /// The world as a file.
    pub fn save(&self) -> SavedWorld {
        let mut touched: Vec<_> = self.touched.iter().copied().collect();
        touched.sort_unstable();
        SavedWorld {
            scenario: self.scenario,
            seed: self.seed,
            made: self.made,
            documents: touched.iter().filter_map(|id| self.document(*id)).collect(),
            gone: touched.into_iter().filter(|id| !self.documents.contains_key(id)).collect(),
        }
    }

    /// The world of a file.
    pub fn load(saved: SavedWorld) -> Self {
        let mut world = Self::seeded(saved.scenario, saved.seed);
        world.made = saved.made;
        for document in saved.documents {
            world.touched.insert(document.id);
            world.documents.insert(document.id, document);
        }
        for id in saved.gone {
            world.remove(id);
        }
        world
    }
}
