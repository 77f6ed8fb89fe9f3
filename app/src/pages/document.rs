//! A document: its elements, and the one that is open.

mod bar;
mod company;
mod elements;
mod versions;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::element::{CONFIGURATION, ChosenTab, OpenElement};
use crate::{
    answer::{Answer, Problem},
    api::{open_a_document, remember_place},
    browser,
    components::{OnRefusal, when_back},
    documents::OpenDocument,
    place::{Id, NoPlace, Place, Wvm},
    query::{value_of, with_value},
    state::{AppState, app_state},
};
use bar::DocumentBar;
use elements::Elements;
pub(crate) use versions::{Chooser, ChooserProps};

/// What is known of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Load {
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
    provide_context(OnRefusal(look_again(load)));
    provide_context(ChosenTab::new());
    let choose = switch(state, place, load);
    remember(state, place);
    Effect::new(move |_| {
        title.set(load.with(|load| match load {
            Load::Here(document) => document.name.clone(),
            _ => String::new(),
        }));
    });
    let again = Callback::new(move |()| attempt.update(|n| *n += 1));
    let failed = move || load.with(|load| matches!(load, Load::Failed(_)));
    // Why there is no document stands where the elements would.
    let data_open = move || open.get().filter(|_| !failed()).map(|_| "");
    view! {
        <main class="document" id="main" tabindex="-1" data-open=data_open>
            <DocumentBar load key choose />
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
            let known = match open_a_document(document, wvm).await {
                Ok(Answer::Here(open)) => Load::Here(open.titled()),
                Ok(Answer::Problem(problem)) => Load::Failed(problem),
                Ok(Answer::NotYou) => {
                    browser::session::refresh(state).await;
                    // Still here: whoever is signed in may ask again.
                    Load::Failed(Problem::Internal)
                }
                Err(error) => Load::Failed(error.into()),
            };
            if latest.try_get_value() == Some(mine) {
                load.try_set(known);
            }
        });
    });
    when_back(move || {
        if load.with_untracked(|load| *load == Load::Failed(Problem::Offline)) {
            attempt.update(|n| *n += 1);
        }
    });
}

/// Opens another state of the document: the same element in it, in the same configuration, where it has one.
fn switch(state: AppState, place: Memo<Result<Place, NoPlace>>, load: RwSignal<Load>) -> Callback<Wvm> {
    let switched = StoredValue::new(None::<Wvm>);
    let search = use_location().search;
    let navigate = use_navigate();
    let back = navigate.clone();
    Effect::new(move |_| {
        let Load::Here(open) = load.get() else { return };
        if switched.get_value().as_ref() != Some(&open.wvm) {
            return;
        }
        switched.set_value(None);
        let place = place.get_untracked().ok();
        let wanted = place.as_ref().and_then(Place::element);
        if wanted.is_some_and(|wanted| !open.elements.iter().any(|element| element.id == *wanted)) {
            let place = Place::Document { document: open.id, wvm: Some(open.wvm) };
            back(&state.href(&place), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    Callback::new(move |wvm: Wvm| {
        let (document, element) = match place.get_untracked() {
            Ok(Place::Element { document, element, .. }) => (document, Some(element)),
            Ok(Place::Document { document, .. }) => (document, None),
            _ => return,
        };
        switched.set_value(Some(wvm.clone()));
        let place = match element {
            Some(element) => Place::Element { document, wvm, element },
            None => Place::Document { document, wvm: Some(wvm) },
        };
        let configuration = search.with_untracked(|search| value_of(search, CONFIGURATION));
        let address = state.href(&place);
        let address = match configuration.filter(|_| place.element().is_some()) {
            Some(configuration) => {
                let (path, query) = address.split_once('?').unwrap_or((address.as_str(), ""));
                format!("{path}{}", with_value(query, CONFIGURATION, Some(&configuration)))
            }
            None => address,
        };
        navigate(&address, NavigateOptions::default());
    })
}

/// Milliseconds before a document is looked at once more because something in it is refused.
const LOOKED: f64 = 10_000.0;

/// Looks whether the document is still there, when a question about what is in it is refused.
fn look_again(load: RwSignal<Load>) -> Callback<()> {
    let last = StoredValue::new(0.0_f64);
    Callback::new(move |()| {
        let Some(Load::Here(open)) = load.try_get_untracked() else { return };
        let now = js_sys::Date::now();
        if now - last.try_get_value().unwrap_or(now) < LOOKED {
            return;
        }
        last.set_value(now);
        spawn_local(async move {
            let answer = open_a_document(open.id.clone(), Some(open.wvm.clone())).await;
            let same =
                |load: &Load| matches!(load, Load::Here(now) if now.id == open.id && now.wvm == open.wvm);
            if let Ok(Answer::Problem(problem @ Problem::NotAccessible)) = answer
                && load.try_with_untracked(same) == Some(true)
            {
                load.set(Load::Failed(problem));
            }
        });
    })
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
