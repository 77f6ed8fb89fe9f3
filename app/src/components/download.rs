//! A button that saves a file.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use web_sys::RequestInit;

use super::{
    Icon,
    message::{InOnshape, here_in_onshape},
    not_shown::Why,
};
use crate::{
    browser::save::save,
    state::app_state,
    texts::{common, download},
};

/// Saves what is at `address` as `name`, and says how that went.
#[component]
pub(crate) fn Download(
    /// Address on this server, without what the session adds.
    address: String,
    /// What the file is to be called.
    name: String,
    /// The button's text.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let state = app_state();
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<Why>);
    let fetch = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let (address, name) = (state.file_href(&address), name.clone());
        busy.set(true);
        failed.set(None);
        said.set(download::fetching(&name));
        spawn_local(async move {
            let saved = save(&address, &RequestInit::new(), &name).await;
            busy.try_set(false);
            said.try_set(if saved.is_ok() { download::saved(&name) } else { String::new() });
            failed.try_set(saved.err().map(|error| why(&error)));
        });
    });
    view! {
        <button
            class="button"
            type="button"
            disabled=move || !state.ready.get()
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| fetch.run(())
        >
            {label}
        </button>
        <span class="download-said" role="status" dir="auto">
            {said}
        </span>
        {move || failed.get().map(|why| view! { <NotFetched why again=fetch /> })}
    }
}

/// Why there is no file, and what helps.
#[component]
fn NotFetched(why: Why, again: Callback<()>) -> impl IntoView {
    let help = match why.lasts().then(here_in_onshape).flatten() {
        Some(href) => view! { <InOnshape href /> }.into_any(),
        None => view! {
            <button class="button" type="button" on:click=move |_| again.run(())>
                {common::try_again()}
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="alert" role="alert" data-kind="error">
            {Icon::Alert.view()}
            <p dir="auto">{why.sentence()}</p>
            <div class="actions">{help}</div>
        </div>
    }
}

/// Why there is no file, from the error of [`save`].
pub(crate) fn why(error: &JsValue) -> Why {
    let answer = error.as_string().and_then(|answer| Why::read(&answer));
    answer.unwrap_or_else(|| Why::unreached(download::failed()))
}
