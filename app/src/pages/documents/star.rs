//! The star that makes a document a favourite.

use leptos::prelude::*;

use super::{DocumentsState, row::star_id};
use crate::{place::Id, state::app_state, texts::documents as texts};

/// A button that is pressed or not.
#[component]
pub(super) fn Star(index: usize, title: String, document: Id, tab_stop: Memo<usize>) -> impl IntoView {
    let state = app_state();
    let documents: DocumentsState = expect_context();
    let favourites = documents.favourites;
    let document = StoredValue::new(document);
    let is_one = Memo::new(move |_| document.with_value(|document| favourites.has(document)));
    view! {
        <button
            class="star"
            type="button"
            id=star_id(index)
            aria-label=texts::favourite(&title)
            aria-pressed=move || if is_one.get() { "true" } else { "false" }
            tabindex=move || if tab_stop.get() == index { 0 } else { -1 }
            on:focus=move |_| documents.active.set(index)
            on:click=move |_| favourites.toggle(state, document.get_value())
        >
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" inner_html=STAR></svg>
        </button>
    }
}

const STAR: &str = r#"<path d="m8 1.9 1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.7l-3.8 2 .7-4.3-3.1-3 4.3-.6z"/>"#;
