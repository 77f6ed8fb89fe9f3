//! What the list holds. It outlives the page: who comes back finds what they left, where they left it.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    favourites::Favourites,
    stock::{Listed, Stock, found},
};
use crate::{
    answer::{Answer, Problem},
    api::list_documents,
    browser,
    listing::{Query, View},
    search::Wanted,
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
    /// What is in the search field: it is looked for in what is here before Onshape is asked.
    typed: RwSignal<String>,
    /// The list as it is without a search.
    stock: StoredValue<Stock>,
    /// What Onshape found.
    found: StoredValue<Stock>,
    /// What is shown, in its order.
    pub(super) items: RwSignal<Vec<Arc<Listed>>>,
    /// Whether more can come.
    pub(super) more: RwSignal<bool>,
    /// How many there are in all, where that is known.
    pub(super) total: RwSignal<Option<u32>>,
    pub(super) loading: RwSignal<Loading>,
    /// How far the list is scrolled, in pixels.
    pub(super) scrolled: RwSignal<f64>,
    /// The row that the keyboard is on.
    pub(super) active: RwSignal<usize>,
    /// How the list looked last, for addresses that do not say.
    pub(super) view: RwSignal<View>,
    pub(super) favourites: Favourites,
    /// Goes up with every new list: answers of an older one are dropped.
    generation: StoredValue<u32>,
    /// Whose documents they are.
    owner: StoredValue<Option<crate::start::Who>>,
}

impl DocumentsState {
    pub(crate) fn new() -> Self {
        Self {
            query: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            stock: StoredValue::new(Stock::default()),
            found: StoredValue::new(Stock::default()),
            items: RwSignal::new(Vec::new()),
            more: RwSignal::new(true),
            total: RwSignal::new(None),
            loading: RwSignal::new(Loading::Page),
            scrolled: RwSignal::new(0.0),
            active: RwSignal::new(0),
            view: RwSignal::new(View::default()),
            favourites: Favourites::new(),
            generation: StoredValue::new(0),
            owner: StoredValue::new(None),
        }
    }

    /// Lists `query`: from the start, unless that is what is listed already, for the same user.
    pub(super) fn show(self, state: AppState, query: Query) {
        let who = Some(state.who.get_untracked());
        if self.owner.get_value() != who {
            self.owner.set_value(who);
            self.forget();
            self.favourites.load(state);
        }
        if self.query.with_untracked(|listed| listed.as_ref() == Some(&query)) {
            // Who left while typing comes back to an address, and a search field, without it.
            if untrack(|| self.is_ahead()) {
                self.look_for(query.text);
            }
            return;
        }
        self.generation.update_value(|n| *n = n.wrapping_add(1));
        self.stock.update_value(|stock| stock.begin(&query.whole()));
        self.found.update_value(|found| found.begin(&query));
        self.typed.set(query.text.clone());
        self.loading.set(Loading::Idle);
        self.query.set(Some(query));
        self.to_the_top();
        self.arrange();
        let none = self.active_stock().with_value(Stock::is_unasked);
        if none || self.wants_all() {
            self.load_more(state);
        }
    }

    /// Looks for `typed` in what is here already.
    pub(super) fn look_for(self, typed: String) {
        if self.typed.with_untracked(|before| *before == typed) {
            return;
        }
        self.typed.set(typed);
        self.to_the_top();
        self.arrange();
    }

    /// `query` with what is typed, whether or not Onshape has been asked for it: who chooses something else in the
    /// meantime keeps it.
    pub(super) fn with_typed(self, query: Query) -> Query {
        Query { text: untrack(|| self.looked_for()), ..query }
    }

    /// What is looked for, with nothing around it.
    pub(super) fn looked_for(self) -> String {
        self.typed.get().trim().to_owned()
    }

    /// Whether Onshape has not been asked yet for what is typed.
    pub(super) fn is_ahead(self) -> bool {
        let text = self.looked_for();
        self.query.with(|query| query.as_ref().is_some_and(|query| query.text != text))
    }

    /// Fetches the next page, if there is one and none is on its way.
    pub(super) fn load_more(self, state: AppState) {
        let stock = self.active_stock();
        let Some((query, offset)) = stock.with_value(Stock::next_page) else { return };
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
                    stock.update_value(|stock| stock.add(page));
                    self.loading.set(Loading::Idle);
                    self.arrange();
                    if self.wants_all() {
                        self.load_more(state);
                    }
                }
                Ok(Answer::Problem(problem)) => self.loading.set(Loading::Failed(problem)),
                Ok(Answer::NotYou) => {
                    browser::session::refresh(state).await;
                    if self.generation.try_get_value() != Some(mine) {
                        return;
                    }
                    // Not idle, which would ask again at once, and for ever where nobody knows who it is.
                    self.loading.set(Loading::Failed(Problem::Internal));
                    if self.owner.get_value() != Some(state.who.get_untracked()) {
                        // Whoever comes next begins anew.
                        self.query.set(None);
                    }
                }
                Err(error) => self.loading.set(Loading::Failed(error.into())),
            }
        });
    }

    /// Where what is listed comes from: Onshape's search, or the list itself.
    fn active_stock(self) -> StoredValue<Stock> {
        let searches = |query: &Query| !query.text.is_empty() && !query.filter.is_kept_here();
        if self.query.with_untracked(|query| query.as_ref().is_some_and(searches)) {
            self.found
        } else {
            self.stock
        }
    }

    /// Whether a search needs all of the list: nobody else searches in those that are Vitrine's own.
    fn wants_all(self) -> bool {
        self.query.with_untracked(|query| {
            query.as_ref().is_some_and(|query| query.filter.is_kept_here() && !query.text.is_empty())
        })
    }

    /// Puts what is known in order.
    fn arrange(self) {
        let (more, total, unasked) = self
            .active_stock()
            .with_value(|stock| (stock.next_page().is_some(), stock.total(), stock.is_unasked()));
        let text = self.typed.with_untracked(|typed| Wanted::new(typed));
        let ahead = untrack(|| self.is_ahead());
        // Slips of the finger come after all that Onshape has, which is not to be waited for.
        let slips = ahead || unasked || !more;
        let items = self.stock.with_value(|stock| {
            self.found.with_value(|theirs| match &text {
                None => stock.items().to_vec(),
                // Found for what was typed before.
                Some(wanted) if ahead => found(wanted, &[stock.items(), theirs.items()].concat(), &[], slips),
                Some(wanted) => found(wanted, stock.items(), theirs.items(), slips),
            })
        });
        self.more.set(more);
        self.total.set(total.filter(|_| text.is_none()));
        self.items.set(items);
    }

    fn to_the_top(self) {
        self.scrolled.set(0.0);
        self.active.set(0);
    }

    fn forget(self) {
        self.query.set(None);
        self.stock.set_value(Stock::default());
        self.found.set_value(Stock::default());
        self.items.set(Vec::new());
    }
}
