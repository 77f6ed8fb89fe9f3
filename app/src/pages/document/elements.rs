//! The elements of a document, as cards or, beside an open one, as a column.

use leptos::prelude::*;

use super::{
    Load,
    company::{self, CompanySignIn},
};
use crate::{
    answer::Problem,
    components::{Icon, Message, Picture},
    documents::{ElementItem, OpenDocument, element_picture},
    place::{Id, Place},
    state::app_state,
};

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
    let count = move || match load.get() {
        Load::Here(document) => {
            let n = document.elements.len();
            view! {
                {n}
                <span class="visually-hidden">{if n == 1 { " element" } else { " elements" }}</span>
            }
            .into_any()
        }
        Load::Loading => view! { <span class="visually-hidden">"Loading elements"</span> }.into_any(),
        Load::Failed(_) => ().into_any(),
    };
    view! {
        <section
            class="elements"
            aria-labelledby="elements-heading"
            aria-busy=move || loading().then_some("true")
        >
            <div class="pane-header">
                <h2 id="elements-heading">"Elements"</h2>
                <span class="pane-note" role="status">
                    {count}
                </span>
            </div>
            {move || match load.get() {
                Load::Loading => view! { <Bones /> }.into_any(),
                Load::Here(document) if document.elements.is_empty() => {
                    view! {
                        <Message
                            icon=Icon::PartStudio
                            title="Nothing here yet"
                            sentence="This document has no elements but this tab. Add one in Onshape, and it will appear here."
                        />
                    }
                        .into_any()
                }
                Load::Here(document) => view! { <Cards document open /> }.into_any(),
                Load::Failed(Problem::NotAccessible) if company::offered(state, asked.get()).is_some() => {
                    let company = company::offered(state, asked.get());
                    company.map(|company| view! { <CompanySignIn company /> }).into_any()
                }
                Load::Failed(problem) => {
                    view! {
                        <Message
                            icon=Icon::from(problem)
                            error=true
                            title=problem.title()
                            sentence=problem.sentence()
                            action=Some("Try again")
                            on_action=again
                        />
                    }
                        .into_any()
                }
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
fn Cards(document: OpenDocument, open: Memo<Option<Id>>) -> impl IntoView {
    let cards = document
        .elements
        .iter()
        .map(|element| {
            let picture = element_picture(&document, element, "300x170");
            let place = Place::Element {
                document: document.id.clone(),
                wvm: document.wvm.clone(),
                element: element.id.clone(),
            };
            view! { <Card element=element.clone() picture place open /> }
        })
        .collect_view();
    view! {
        <ul class="cards" role="list" aria-label="Elements">
            {cards}
        </ul>
    }
}

#[component]
fn Card(
    element: ElementItem,
    picture: Option<String>,
    place: Place,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let icon = Icon::from(&element.kind);
    let kind = element.kind.label();
    let id = element.id.clone();
    let current = move || open.with(|open| open.as_ref() == Some(&id)).then_some("true");
    let label = format!("{}, {kind}", element.name);
    let name = element.name;
    view! {
        <li aria-label=label>
            <a class="card" href=app_state().href(&place) aria-current=current title=name>
                <Picture src=picture icon width=300 height=170 />
                <span class="name" dir="auto">
                    {name.clone()}
                </span>
                <span class="type">{icon.view()} <span>{kind}</span></span>
            </a>
        </li>
    }
}
