//! The search field. What is typed is looked for at once in what is here, and after a pause by Onshape.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::DocumentsState;
use crate::{components::Icon, listing::Query, state::app_state, texts::documents as texts};

/// How long after the last key Onshape is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// The field, with a button that empties it.
#[component]
pub(super) fn SearchBox(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let text = RwSignal::new(query.get_untracked().text);
    let composing = StoredValue::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // The address changed by other means, such as Back; what is typed outlives a change of anything but the text.
    let listed = Memo::new(move |_| query.get().text);
    Effect::new(move |_| {
        let listed = listed.get();
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
        documents.look_for(text.get_untracked());
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
        documents.look_for(String::new());
        start();
        crate::browser::focus("search");
    };
    view! {
        <search class="search">
            {Icon::Search.view()}
            <input
                id="search"
                type="search"
                aria-label=texts::search()
                placeholder=texts::search()
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
            <button
                class="search-clear"
                type="button"
                aria-label=crate::texts::common::clear()
                disabled=move || !ready.get()
                on:click=clear
            >
                {Icon::Close.view()}
            </button>
        </search>
    }
}
