//! Translations: files that take a while, from the request to the result. They go on by the sandbox's clock.

pub mod formats;
mod settled;
pub mod translation;

use crate::world::id::Id;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use translation::Translation;

/// The translations of a sandbox. Its lock is taken before the world's, never after.
#[derive(Debug, Default)]
pub struct Translations(Mutex<SavedTranslations>);

/// All translations, oldest first, as they are saved in a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SavedTranslations {
    made: u64,
    all: Vec<Translation>,
}

impl Translations {
    /// Adds the translation that `make` makes with a fresh id.
    pub fn add(&self, make: impl FnOnce(Id) -> Translation) -> Translation {
        let mut kept = self.kept();
        kept.made += 1;
        let translation = make(Id::of("translation", kept.made));
        kept.all.push(translation.clone());
        translation
    }

    /// The translation of this id, deleted ones too: their files live on.
    pub fn find(&self, id: Id) -> Option<Translation> {
        self.kept().all.iter().find(|translation| translation.id == id).cloned()
    }

    /// The finished translation that made this external data.
    pub fn of_data(&self, id: Id) -> Option<Translation> {
        self.kept().all.iter().find(|translation| translation.data() == Some(id)).cloned()
    }

    /// Those of a document, newest first.
    pub fn of_document(&self, document: Id) -> Vec<Translation> {
        let kept = self.kept();
        let of = |translation: &&Translation| translation.document == document && !translation.deleted;
        kept.all.iter().rev().filter(of).cloned().collect()
    }

    /// Whether one has still to end.
    pub fn is_waiting(&self) -> bool {
        self.kept().all.iter().any(|translation| translation.outcome.is_none())
    }

    /// Marks one as deleted.
    pub fn delete(&self, id: Id) {
        self.kept().all.iter_mut().filter(|translation| translation.id == id).for_each(|translation| {
            translation.deleted = true;
        });
    }

    /// Forgets all.
    pub fn reset(&self) {
        *self.kept() = SavedTranslations::default();
    }

    /// All of them, for a file.
    pub fn save(&self) -> SavedTranslations {
        self.kept().clone()
    }

    /// Those of a file, instead of what is there.
    pub fn load(&self, saved: SavedTranslations) {
        *self.kept() = saved;
    }

    fn kept(&self) -> MutexGuard<'_, SavedTranslations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
