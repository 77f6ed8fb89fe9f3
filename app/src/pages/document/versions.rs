//! Which state of the document is open, and the list of the others: its workspaces and versions, or what was done in it.

mod chooser;
mod row;
mod window;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use super::Load;
use crate::{
    browser, chunks,
    components::{Icon, Waiting},
    place::{Id, Place, Wvm},
    state::app_state,
    texts::versions,
};
pub(crate) use chooser::{Chooser, ChooserProps};

/// Id of what the button opens.
const POPOVER: &str = "versions";

/// The button, and what it opens. Nothing is asked for before that.
#[component]
pub(super) fn Versions(load: RwSignal<Load>, choose: Callback<Wvm>) -> impl IntoView {
    let ready = app_state().ready;
    let opened = RwSignal::new(false);
    let toggle = move |event: web_sys::Event| {
        let is_open = event_target::<web_sys::Element>(&event).matches(":popover-open").unwrap_or(false);
        if opened.get_untracked() != is_open {
            opened.set(is_open);
        }
    };
    // While another state is on its way, the name stays that of the one that was open.
    let name = Memo::new(move |before: Option<&String>| match load.get() {
        Load::Here(document) => document.state.unwrap_or_else(|| unnamed(&document.wvm).to_owned()),
        Load::Loading | Load::Failed(_) => before.cloned().unwrap_or_default(),
    });
    let chosen = Callback::new(move |state: Wvm| {
        browser::hide_popover(POPOVER);
        choose.run(state);
    });
    // Of another document the list is another one. It stays, and the keyboard on its button, while another state of the
    // same document is on its way; and it is there where this state cannot be had, for another one may.
    let path = use_location().pathname;
    let named = move || {
        let place = path.with(|path| Place::parse(path)).ok()?;
        place.document().map(|(document, _)| document.clone())
    };
    let document = Memo::new(move |before: Option<&Option<Id>>| match load.get() {
        Load::Here(document) => Some(document.id),
        Load::Loading => before.cloned().flatten().filter(|before| named().as_ref() == Some(before)),
        Load::Failed(_) => named(),
    });
    let has_opened = Memo::new(move |before| before == Some(&true) || opened.get());
    let chooser = move || {
        let document = has_opened.get().then(|| document.get()).flatten()?;
        let props = move || {
            let document = document.clone();
            ChooserProps::builder().document(document).load(load).open(opened).choose(chosen).build()
        };
        let view = move || chunks::versions(props());
        Some(chunks::lazily(chunks::fetch_versions, view, || view! { <Waiting asked=false /> }.into_any()))
    };
    view! {
        <button
            class="button quiet version-button"
            type="button"
            popovertarget=POPOVER
            aria-haspopup="dialog"
            aria-describedby=NAME
            disabled=move || !ready.get() || document.with(Option::is_none)
        >
            {Icon::Branch.view()}
            <span class="label">{versions::version()}</span>
            <span class="version-name" id=NAME aria-hidden="true" dir="auto">
                {name}
            </span>
            {Icon::Chevron.view()}
        </button>
        <div
            class="versions"
            id=POPOVER
            popover="auto"
            role="dialog"
            aria-label=versions::versions()
            on:toggle=toggle
        >
            {chooser}
        </div>
    }
}

/// Id of the name of what is open.
const NAME: &str = "version-name";

/// What a state without a name is called.
fn unnamed(state: &Wvm) -> &'static str {
    match state {
        Wvm::Workspace(_) => versions::workspace(),
        Wvm::Version(_) => versions::version(),
        Wvm::Microversion(_) => versions::earlier(),
    }
}

/// Which row the keyboard goes to from `active`, of `count`.
fn step(event: &ev::KeyboardEvent, active: usize, count: usize) -> Option<usize> {
    const PAGE: usize = 7;
    let last = count.checked_sub(1)?;
    Some(match event.key().as_str() {
        "ArrowDown" => {
            if active >= last {
                0
            } else {
                active + 1
            }
        }
        "ArrowUp" => active.checked_sub(1).unwrap_or(last),
        "PageDown" => active.saturating_add(PAGE).min(last),
        "PageUp" => active.saturating_sub(PAGE),
        _ => return None,
    })
}
