//! The bar above the list: search, filters, order, view, and the count.

use leptos::{ev, prelude::*};

use super::{
    DocumentsState, Loading,
    owners::{OwnerSelect, Owners},
    search_box::SearchBox,
};
use crate::{
    listing::{Filter, Order, Query, View},
    state::app_state,
    texts::documents as texts,
};

/// The bar.
#[component]
pub(super) fn Toolbar(
    query: Memo<Query>,
    search: Callback<Query>,
    view: Memo<View>,
    show_as: Callback<View>,
    owners: Owners,
) -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let public = move || query.get().filter == Filter::Public;
    view! {
        <div class="list-toolbar">
            <SearchBox query search />
            <Filters query search />
            <div class="list-choices">
                <More query search />
                <OwnerSelect query search owners />
                <OrderSelect query search />
                <Views view show_as />
            </div>
            <Count />
            {move || public().then(|| view! { <p class="list-note">{texts::public_note()}</p> })}
            {move || {
                let failed = documents.favourites.failed();
                failed.then(|| view! { <p class="list-note" role="status">{texts::favourite_not_kept()}</p> })
            }}
        </div>
    }
}

#[component]
fn Filters(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let filters = Filter::FIRST.map(|filter| {
        view! {
            <label>
                <input
                    type="radio"
                    name="filter"
                    value=filter.key()
                    aria-label=filter.label()
                    prop:checked=move || query.get().filter == filter
                    disabled=move || !ready.get()
                    on:change=move |_| choose(documents, query, search, filter)
                />
                <span>
                    <span class="long">{filter.label()}</span>
                    <span class="short">{filter.short_label()}</span>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{texts::show()}</legend>
            {filters}
        </fieldset>
    }
}

fn choose(documents: DocumentsState, query: Memo<Query>, search: Callback<Query>, filter: Filter) {
    search.run(Query { filter, of: None, ..documents.with_typed(query.get_untracked()) });
}

/// The filters that are not always in sight.
#[component]
fn More(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let is_one = move || Filter::MORE.contains(&query.get().filter);
    let options = Filter::MORE.map(|filter| {
        view! {
            <option value=filter.key() prop:selected=move || query.get().filter == filter>
                {filter.label()}
            </option>
        }
    });
    let chosen = move |event: ev::Event| {
        choose(documents, query, search, Filter::from_key(&event_target_value(&event)));
    };
    view! {
        <select
            class="select"
            class:chosen=is_one
            aria-label=texts::more_lists()
            disabled=move || !ready.get()
            on:change=chosen
        >
            <option value=Filter::default().key() prop:selected=move || !is_one()>
                {texts::more()}
            </option>
            {options}
        </select>
    }
}

/// The order, where there are no columns whose heads could be pressed.
#[component]
fn OrderSelect(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let options = Order::EVERY.into_iter().enumerate().map(|(index, order)| {
        view! {
            <option value=index prop:selected=move || query.get().order == order>
                {order.label()}
            </option>
        }
    });
    let options = options.collect_view();
    let chosen = move |event: ev::Event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        if let Some(order) = index.and_then(|index| Order::EVERY.get(index).copied()) {
            search.run(Query { order, ..documents.with_typed(query.get_untracked()) });
        }
    };
    view! {
        <select
            class="select order"
            aria-label=texts::order()
            disabled=move || !ready.get() || query.get().filter.is_kept_here()
            on:change=chosen
        >
            {options}
        </select>
    }
}

#[component]
fn Views(view: Memo<View>, show_as: Callback<View>) -> impl IntoView {
    let ready = app_state().ready;
    let choice = move |this: View, name: &'static str, icon: &'static str| {
        view! {
            <label title=name>
                <input
                    type="radio"
                    name="view"
                    aria-label=name
                    prop:checked=move || view.get() == this
                    disabled=move || !ready.get()
                    on:change=move |_| show_as.run(this)
                />
                <span>
                    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" inner_html=icon></svg>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented views">
            <legend class="visually-hidden">{texts::view()}</legend>
            {choice(View::List, texts::as_list(), LIST)}
            {choice(View::Grid, texts::as_grid(), GRID)}
        </fieldset>
    }
}

const LIST: &str = r#"<path d="M2.2 4h11.6M2.2 8h11.6M2.2 12h11.6"/>"#;
const GRID: &str =
    r#"<path d="M2.5 2.5h4.2v4.2H2.5zM9.3 2.5h4.2v4.2H9.3zM2.5 9.3h4.2v4.2H2.5zM9.3 9.3h4.2v4.2H9.3z"/>"#;

/// How many documents there are, as far as is known: Onshape says no total.
#[component]
fn Count() -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let text = move || {
        let count = documents.items.with(Vec::len) as u64;
        let waits = !matches!(documents.loading.get(), Loading::Idle);
        if count == 0 && (waits || documents.is_ahead()) {
            return String::new();
        }
        let number = || crate::format::number(count);
        match (documents.total.get(), documents.more.get()) {
            (Some(total), true) => texts::count_of(total.into(), &number()),
            (None, true) => texts::count_more(&number()),
            (_, false) => texts::count(count),
        }
    };
    view! {
        <p class="list-status" role="status">
            {text}
        </p>
    }
}
