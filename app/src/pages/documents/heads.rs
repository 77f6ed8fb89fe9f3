//! Heads of the list's columns; a press orders the list by one.

use leptos::prelude::*;

use super::DocumentsState;
use crate::{
    listing::{Query, Sort},
    state::app_state,
    texts::documents as texts,
};

/// The heads, where there is room for columns.
#[component]
pub(super) fn Heads(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ordered = Memo::new(move |_| !query.get().filter.is_kept_here());
    let plain = |text: &'static str, class: &'static str| {
        view! {
            <span class=class role="columnheader">
                {text}
            </span>
        }
    };
    let head = move |sort: Sort| {
        if ordered.get() {
            view! { <Head sort query search /> }.into_any()
        } else {
            plain(sort.label(), sort.key()).into_any()
        }
    };
    view! {
        <div class="list-head" role="table" aria-label=texts::columns() data-sort=move || query.get().order.sort.key()>
            <div role="row">
                {move || head(Sort::Name)} {plain(texts::owner(), "owner")} {move || head(Sort::Modified)}
                {move || head(Sort::Created)}
            </div>
        </div>
    }
}

#[component]
fn Head(sort: Sort, query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let order = Memo::new(move |_| query.get().order);
    let direction = move || {
        let order = order.get();
        let direction = if order.descending { "descending" } else { "ascending" };
        (order.sort == sort).then_some(direction)
    };
    let press = move |_| {
        let query = documents.with_typed(query.get_untracked());
        search.run(Query { order: query.order.pressed(sort), ..query });
    };
    view! {
        <span class=sort.key() role="columnheader" aria-sort=direction>
            <button type="button" disabled=move || !ready.get() on:click=press>
                {sort.label()}
            </button>
        </span>
    }
}
