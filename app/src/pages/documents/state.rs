//! What the list holds. It outlives the page: who comes back finds what they left, where they left it.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    answer::{Answer, Problem},
    api::list_documents,
    browser,
    documents::{DocumentItem, Query},
    state::AppState,
};

/// What the list is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loading {
    /// Nothing.
    Idle,
    /// The next page is on its way.
    Page,
    /// The next page could not be had.
    Failed(Problem),
}

/// The documents so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocumentsState {
    /// What is listed; nothing before the first visit.
    query: RwSignal<Option<Query>>,
    /// In the order of the list.
    pub(super) items: RwSignal<Vec<DocumentItem>>,
    /// Where the next page starts.
    pub(super) next: RwSignal<Option<u32>>,
    pub(super) loading: RwSignal<Loading>,
    /// How far the list is scrolled, in pixels.
    pub(super) scrolled: RwSignal<f64>,
    /// Goes up with every new list: answers of an older one are dropped.
    generation: StoredValue<u32>,
    /// Whose documents they are.
    owner: StoredValue<Option<crate::start::Who>>,
}

impl DocumentsState {
    pub(crate) fn new() -> Self {
        Self {
            query: RwSignal::new(None),
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(Some(0)),
            loading: RwSignal::new(Loading::Page),
            scrolled: RwSignal::new(0.0),
            generation: StoredValue::new(0),
            owner: StoredValue::new(None),
        }
    }

    /// Lists `query`: from the start, unless that is what is listed already, for the same user.
    pub(super) fn show(self, state: AppState, query: Query) {
        let who = Some(state.who.get_untracked());
        let listed = self.query.with_untracked(|listed| listed.as_ref() == Some(&query));
        if listed && self.owner.get_value() == who {
            return;
        }
        self.owner.set_value(who);
        self.generation.update_value(|n| *n = n.wrapping_add(1));
        self.query.set(Some(query));
        self.items.set(Vec::new());
        self.next.set(Some(0));
        self.scrolled.set(0.0);
        self.loading.set(Loading::Idle);
        self.load_more(state);
    }

    /// Fetches the next page, if there is one and none is on its way.
    pub(super) fn load_more(self, state: AppState) {
        let (Some(offset), Some(query)) = (self.next.get_untracked(), self.query.get_untracked()) else {
            return;
        };
        if self.loading.get_untracked() == Loading::Page {
            return;
        }
        self.loading.set(Loading::Page);
        let mine = self.generation.get_value();
        spawn_local(async move {
            let answer = list_documents(query, offset).await;
            if self.generation.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(Answer::Here(page)) => {
                    self.items.update(|items| add(items, page.items));
                    self.next.set(page.next);
                    self.loading.set(Loading::Idle);
                }
                Ok(Answer::Problem(problem)) => self.loading.set(Loading::Failed(problem)),
                Ok(Answer::NotYou) => {
                    self.query.set(None);
                    self.loading.set(Loading::Idle);
                    browser::session::refresh(state).await;
                }
                Err(error) => self.loading.set(Loading::Failed(error.into())),
            }
        });
    }
}

/// Appends a page. Documents that moved up between two pages come twice: once is enough.
fn add(items: &mut Vec<DocumentItem>, page: Vec<DocumentItem>) {
    for item in page {
        if !items.iter().any(|known| known.id == item.id) {
            items.push(item);
        }
    }
}
