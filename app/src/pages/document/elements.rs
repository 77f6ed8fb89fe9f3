//! The elements of a document, as cards or, beside an open one, as a column.

mod card;
mod filter;
mod folder;

use leptos::prelude::*;

use super::{
    Load,
    company::{self, CompanySignIn},
};
use crate::{
    answer::Problem,
    components::{Icon, Message, NoAnswer, Slow},
    documents::OpenDocument,
    place::Id,
    state::app_state,
    texts::elements,
};
use filter::{Filter, FilterTools};
use folder::listed;

/// As many bones as fit most screens.
const BONES: usize = 8;

/// The list.
#[component]
pub(super) fn Elements(
    load: RwSignal<Load>,
    open: Memo<Option<Id>>,
    /// The document that was asked for.
    asked: Signal<Option<Id>>,
    again: Callback<()>,
) -> impl IntoView {
    let state = app_state();
    let loading = move || load.with(|load| *load == Load::Loading);
    // Of the document that is here; another one begins with all of its elements.
    let filter = Memo::new(move |_| match load.get() {
        Load::Here(document) => Some(Filter::new(&document)),
        Load::Loading | Load::Failed(_) => None,
    });
    let count = move || match filter.get() {
        Some(filter) => filter.count().into_any(),
        None if loading() => view! { <span class="visually-hidden">{elements::loading()}</span> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section
            class="elements"
            aria-labelledby="elements-heading"
            aria-busy=move || loading().then_some("true")
        >
            <div class="pane-header">
                <h2 id="elements-heading">{elements::elements()}</h2>
                <span class="pane-note" role="status">
                    {count}
                </span>
            </div>
            {move || match load.get() {
                Load::Loading => {
                    // Where an element is open, its place says it.
                    let slow = move || open.with(Option::is_none).then(|| view! { <Slow /> });
                    view! {
                        {slow}
                        <Bones />
                    }
                        .into_any()
                }
                Load::Here(document) if document.elements.is_empty() => {
                    view! {
                        <Message
                            icon=Icon::PartStudio
                            title=elements::nothing()
                            sentence=elements::nothing_why()
                            onshape=true
                        />
                    }
                        .into_any()
                }
                Load::Here(document) => {
                    filter.get().map(|filter| view! { <Cards document filter open /> }).into_any()
                }
                Load::Failed(Problem::NotAccessible) if company::offered(state, asked.get()).is_some() => {
                    let company = company::offered(state, asked.get());
                    company.map(|company| view! { <CompanySignIn company /> }).into_any()
                }
                Load::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Bones() -> impl IntoView {
    let bone = |_| {
        view! {
            <li>
                <span class="card">
                    <span class="thumb"></span>
                    <span class="name">
                        <span class="bone"></span>
                    </span>
                    <span class="type">
                        <span class="bone short"></span>
                    </span>
                </span>
            </li>
        }
    };
    view! {
        <ul class="cards skeleton" role="list" aria-hidden="true">
            {(0..BONES).map(bone).collect_view()}
        </ul>
    }
}

#[component]
fn Cards(document: OpenDocument, filter: Filter, open: Memo<Option<Id>>) -> impl IntoView {
    let document = StoredValue::new(document);
    let tabs = document.with_value(|document| document.tabs.clone());
    let nothing = move || {
        (filter.shown() == 0).then(|| {
            view! {
                <Message
                    icon=Icon::NoMatch
                    title=elements::no_match()
                    sentence=elements::no_match_why()
                    action=Some(elements::show_all())
                    on_action=Callback::new(move |()| filter.clear())
                />
            }
        })
    };
    view! {
        <FilterTools filter />
        {nothing}
        <ul class="cards" role="list" aria-label=elements::elements() hidden=move || filter.shown() == 0>
            {listed(tabs, document, filter, open, "folder")}
        </ul>
    }
}
