//! A button that saves a file.

use leptos::{prelude::*, task::spawn_local};
use web_sys::RequestInit;

use crate::{browser::save::save, state::app_state, texts::download};

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
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        let (address, name) = (state.file_href(&address), name.clone());
        busy.set(true);
        said.set(download::fetching(&name));
        spawn_local(async move {
            let saved = save(&address, &RequestInit::new(), &name).await;
            busy.try_set(false);
            said.try_set(if saved.is_ok() { download::saved(&name) } else { download::failed().to_owned() });
        });
    };
    view! {
        <button class="button" type="button" disabled=move || !state.ready.get() aria-disabled=move || busy.get().then_some("true") on:click=press>
            {label}
        </button>
        <span class="download-said" role="status" dir="auto">
            {said}
        </span>
    }
}
