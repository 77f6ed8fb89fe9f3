//! A document: its elements, and the one that is open.

mod company;
mod elements;
mod open_element;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    answer::{Answer, Problem},
    api::{open_a_document, remember_place},
    browser,
    documents::OpenDocument,
    place::{Id, NoPlace, Place, Wvm},
    state::{AppState, app_state},
};
use elements::Elements;
use open_element::OpenElement;

/// What is known of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Load {
    Loading,
    Here(OpenDocument),
    Failed(Problem),
}

/// The page of a document, with or without an element open.
#[component]
pub(crate) fn TheDocument(place: Memo<Result<Place, NoPlace>>, title: RwSignal<String>) -> impl IntoView {
    let state = app_state();
    let load = RwSignal::new(Load::Loading);
    let attempt = RwSignal::new(0_u32);
    let key = Memo::new(move |_| {
        let place = place.get().ok()?;
        place.document().map(|(document, wvm)| (document.clone(), wvm.cloned()))
    });
    let open = Memo::new(move |_| place.get().ok().and_then(|place| place.element().cloned()));
    fetch(state, key, attempt, load);
    remember(state, place);
    Effect::new(move |_| {
        title.set(load.with(|load| match load {
            Load::Here(document) => document.name.clone(),
            _ => String::new(),
        }));
    });
    let again = Callback::new(move |()| attempt.update(|n| *n += 1));
    view! {
        <main class="document" id="main" tabindex="-1" data-open=move || open.get().map(|_| "")>
            <Elements load open asked=Signal::derive(move || key.get().map(|(document, _)| document)) again />
            {move || open.get().map(|element| view! { <OpenElement load element /> })}
        </main>
    }
}

/// Asks for the document whenever another one is opened, or again is wanted. An answer that comes too late is dropped.
fn fetch(
    state: AppState,
    key: Memo<Option<(Id, Option<Wvm>)>>,
    attempt: RwSignal<u32>,
    load: RwSignal<Load>,
) {
    let latest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        attempt.track();
        let Some((document, wvm)) = key.get() else { return };
        let already = load.with_untracked(|load| match load {
            // The address gained the state that the server had found for it: nothing new.
            Load::Here(open) => open.id == document && wvm.as_ref().is_none_or(|wvm| *wvm == open.wvm),
            _ => false,
        });
        if already {
            return;
        }
        load.set(Load::Loading);
        let mine = latest.get_value().wrapping_add(1);
        latest.set_value(mine);
        spawn_local(async move {
            let answer = open_a_document(document, wvm).await;
            if latest.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(Answer::Here(open)) => load.set(Load::Here(open)),
                Ok(Answer::Problem(problem)) => load.set(Load::Failed(problem)),
                Ok(Answer::NotYou) => browser::session::refresh(state).await,
                Err(error) => load.set(Load::Failed(error.into())),
            }
        });
    });
}

/// Tells the server where the user is: Onshape resets the frame's address when it is reloaded.
fn remember(state: AppState, place: Memo<Result<Place, NoPlace>>) {
    Effect::new(move |_| {
        let tab = state.start.with_value(|start| start.tab.as_ref().and_then(|tab| tab.element.clone()));
        if let (Some(tab), Ok(place)) = (tab, place.get()) {
            spawn_local(async move {
                // Not worth a word where it fails: the next place is remembered again.
                let _ = remember_place(tab, place.to_string()).await;
            });
        }
    });
}
