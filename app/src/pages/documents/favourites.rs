//! Which documents are favourites.

use std::collections::HashSet;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    answer::Answer,
    api::{list_favourites, set_favourite},
    browser,
    place::Id,
    state::AppState,
};

/// The user's favourites, as far as this tab knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Favourites {
    marked: RwSignal<HashSet<Id>>,
    /// Those that the user marked or took the mark from here: a list that was asked for before does not know.
    touched: StoredValue<HashSet<Id>>,
    /// Whether the last mark could not be kept.
    failed: RwSignal<bool>,
    /// Goes up with every user: answers about another one are dropped.
    generation: StoredValue<u32>,
}

impl Favourites {
    pub(super) fn new() -> Self {
        Self {
            marked: RwSignal::new(HashSet::new()),
            touched: StoredValue::new(HashSet::new()),
            failed: RwSignal::new(false),
            generation: StoredValue::new(0),
        }
    }

    /// Asks for them.
    pub(super) fn load(self, state: AppState) {
        self.marked.set(HashSet::new());
        self.touched.set_value(HashSet::new());
        self.generation.update_value(|n| *n = n.wrapping_add(1));
        let mine = self.generation.get_value();
        spawn_local(async move {
            let answer = list_favourites().await;
            if self.generation.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(Answer::Here(mut all)) => {
                    self.touched.with_value(|touched| all.retain(|id| !touched.contains(id)));
                    self.marked.update(|marked| marked.extend(all));
                }
                Ok(Answer::NotYou) => browser::session::refresh(state).await,
                // The list is of use without stars.
                Ok(Answer::Problem(_)) | Err(_) => {}
            }
        });
    }

    /// Whether the document is one.
    pub(super) fn has(self, document: &Id) -> bool {
        self.marked.with(|marked| marked.contains(document))
    }

    /// Whether the last mark could not be kept.
    pub(super) fn failed(self) -> bool {
        self.failed.get()
    }

    /// Marks the document, or takes the mark back: at once, and back again where the server cannot keep it.
    pub(super) fn toggle(self, state: AppState, document: Id) {
        let favourite = self.marked.with_untracked(|marked| !marked.contains(&document));
        self.put(&document, favourite);
        self.touched.update_value(|touched| {
            touched.insert(document.clone());
        });
        self.failed.set(false);
        let mine = self.generation.get_value();
        spawn_local(async move {
            let answer = set_favourite(document.clone(), favourite).await;
            if self.generation.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(Answer::Here(())) => {}
                Ok(Answer::NotYou) => browser::session::refresh(state).await,
                Ok(Answer::Problem(_)) | Err(_) => {
                    self.put(&document, !favourite);
                    self.failed.set(true);
                }
            }
        });
    }

    fn put(self, document: &Id, favourite: bool) {
        self.marked.update(|marked| {
            if favourite {
                marked.insert(document.clone());
            } else {
                marked.remove(document);
            }
        });
    }
}
