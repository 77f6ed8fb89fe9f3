//! The bar on top: where one is, all documents, the account.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{Account, Icon, Mark};
use crate::{
    place::{NoPlace, Place},
    start::Me,
    state::app_state,
    texts::top_bar,
};

/// The bar. `title` is the name of what is open.
#[component]
pub(crate) fn TopBar(me: Me, place: Memo<Result<Place, NoPlace>>, title: RwSignal<String>) -> impl IntoView {
    let state = app_state();
    let ready = state.ready;
    let navigate = use_navigate();
    let to_documents = {
        let navigate = navigate.clone();
        move |_| navigate(&state.href(&Place::Documents), leptos_router::NavigateOptions::default())
    };
    // Back leads from an element to the elements; only a narrow panel shows it, where they do not fit side by side.
    let elements = Memo::new(move |_| match place.get() {
        Ok(Place::Element { document, wvm, .. }) => Some(Place::Document { document, wvm: Some(wvm) }),
        _ => None,
    });
    let back = move || {
        let navigate = navigate.clone();
        elements.get().map(move |elements| {
            let press = move |_| navigate(&state.href(&elements), leptos_router::NavigateOptions::default());
            view! {
                <button
                    class="button quiet icon-only back"
                    type="button"
                    aria-label=top_bar::back()
                    title=top_bar::back_to_elements()
                    disabled=move || !ready.get()
                    on:click=press
                >
                    {Icon::Back.view()}
                </button>
            }
        })
    };
    let on_documents = move || place.with(|place| *place == Ok(Place::Documents));
    view! {
        <header class="topbar">
            <Mark />
            {back}
            <button
                class="button quiet all-documents"
                type="button"
                title=top_bar::all_documents()
                aria-label=top_bar::all_documents()
                aria-current=move || on_documents().then_some("page")
                disabled=move || !ready.get()
                on:click=to_documents
            >
                {Icon::Documents.view()}
                <span class="label">{top_bar::all_documents()}</span>
            </button>
            <Show when=move || !on_documents() fallback=|| view! { <h1 class="visually-hidden">{top_bar::all_documents()}</h1> }>
                <span class="topbar-separator" aria-hidden="true">
                    "/"
                </span>
                <h1 class="topbar-title" dir="auto" title=move || title.get()>
                    {move || title.get()}
                </h1>
            </Show>
            <Account me />
        </header>
    }
}
