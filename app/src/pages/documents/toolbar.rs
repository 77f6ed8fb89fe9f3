//! Search, filters and the count.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{DocumentsState, Loading};
use crate::{
    components::Icon,
    documents::{Filter, Query},
    state::app_state,
};

/// How long after the last key a search starts.
const PAUSE: Duration = Duration::from_millis(300);

/// The bar above the list.
#[component]
pub(super) fn Toolbar(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let filters = Filter::EVERY.map(|filter| {
        let choose = move |_| search.run(Query { filter, ..query.get_untracked() });
        view! {
            <label>
                <input
                    type="radio"
                    name="filter"
                    value=filter.key()
                    aria-label=filter.label()
                    prop:checked=move || query.get().filter == filter
                    disabled=move || !ready.get()
                    on:change=choose
                />
                <span>
                    <span class="long">{filter.label()}</span>
                    <span class="short">{filter.short_label()}</span>
                </span>
            </label>
        }
    });
    view! {
        <div class="list-toolbar">
            <SearchBox query search />
            <fieldset class="segmented">
                <legend class="visually-hidden">"Show"</legend>
                {filters}
            </fieldset>
            <Count />
        </div>
    }
}

#[component]
fn SearchBox(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let text = RwSignal::new(query.get_untracked().text);
    let composing = StoredValue::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // The address changed by other means, such as Back.
    Effect::new(move |_| {
        let listed = query.get().text;
        if listed != text.get_untracked().trim() {
            text.set(listed);
        }
    });
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let start = move || {
        stop();
        let wanted = Query { text: text.get_untracked().trim().to_owned(), ..query.get_untracked() };
        if wanted != query.get_untracked() {
            search.run(wanted);
        }
    };
    let soon = move || {
        stop();
        timer.set_value(set_timeout_with_handle(start, PAUSE).ok());
    };
    on_cleanup(stop);
    let typed = move |event: ev::Event| {
        text.set(event_target_value(&event));
        if !composing.get_value() {
            soon();
        }
    };
    let composed = move |_| {
        composing.set_value(false);
        soon();
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !composing.get_value() {
            start();
        }
    };
    let clear = move |_| {
        text.set(String::new());
        start();
        crate::browser::focus("search");
    };
    view! {
        <search class="search">
            {Icon::Search.view()}
            <input
                id="search"
                type="search"
                aria-label="Search documents"
                placeholder="Search documents"
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                maxlength="256"
                disabled=move || !ready.get()
                prop:value=move || text.get()
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=composed
                on:input=typed
                on:keydown=key
            />
            <button class="search-clear" type="button" aria-label="Clear" disabled=move || !ready.get() on:click=clear>
                {Icon::Close.view()}
            </button>
        </search>
    }
}

/// How many documents there are, as far as is known: Onshape says no total.
#[component]
fn Count() -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let text = move || {
        let count = documents.items.with(Vec::len);
        match (documents.loading.get(), documents.next.get().is_some()) {
            (Loading::Page | Loading::Failed(_), _) if count == 0 => String::new(),
            (_, true) => format!("{count}+ documents"),
            (_, false) if count == 1 => "1 document".into(),
            (_, false) => format!("{count} documents"),
        }
    };
    view! {
        <p class="list-status" role="status">
            {text}
        </p>
    }
}
