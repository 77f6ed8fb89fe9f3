//! The element that is open: its name, the tabs of its kind, and what each shows.

mod bom;
mod card;
mod configuration;
mod drawing;
mod file;
mod mass;
mod model;
mod parts;
mod properties;
mod shown;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::document::Load;
use crate::{
    answer::Problem,
    components::{Icon, Message, Panel, Tabs},
    documents::{ElementItem, ElementKind, OpenDocument},
    place::{Id, Place},
    state::app_state,
    texts,
};
use bom::BillOfMaterials;
use card::Card;
use drawing::Drawing;
use file::File;
use model::Model;
use parts::Parts;
use properties::Properties;
pub(crate) use shown::Shown;

/// Its name, and what it looks like.
#[component]
pub(super) fn OpenElement(load: RwSignal<Load>, element: Id) -> impl IntoView {
    move || match load.get() {
        Load::Loading => view! { <Skeleton /> }.into_any(),
        Load::Failed(_) => ().into_any(),
        Load::Here(document) => match document.elements.iter().find(|item| item.id == element).cloned() {
            Some(item) => view! { <Open document item /> }.into_any(),
            None => view! { <Gone document /> }.into_any(),
        },
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <section class="open-element" aria-busy="true">
            <div class="pane-header skeleton" aria-hidden="true">
                <span class="bone long"></span>
            </div>
            <section class="viewer" aria-label=texts::element::view() data-state="loading" aria-busy="true">
                <p class="visually-hidden" role="status">
                    {texts::common::loading()}
                </p>
            </section>
        </section>
    }
}

#[component]
fn Gone(document: OpenDocument) -> impl IntoView {
    let state = app_state();
    let navigate = use_navigate();
    let elements = Callback::new(move |()| {
        let place = Place::Document { document: document.id.clone(), wvm: Some(document.wvm.clone()) };
        navigate(&state.href(&place), leptos_router::NavigateOptions::default());
    });
    view! {
        <section class="open-element">
            <Message
                icon=Icon::from(Problem::NotAccessible)
                error=true
                title=texts::element::gone()
                sentence=texts::element::gone_why()
                action=Some(texts::element::show_elements())
                on_action=elements
            />
        </section>
    }
}

#[component]
fn Open(document: OpenDocument, item: ElementItem) -> impl IntoView {
    let place =
        Place::Element { document: document.id.clone(), wvm: document.wvm.clone(), element: item.id.clone() };
    let onshape = app_state().onshape_href(&place);
    let shown = Shown::new(document, item.clone());
    view! {
        <section class="open-element" aria-labelledby="open-heading">
            <div class="pane-header">
                {Icon::from(&item.kind).view()} <h2 id="open-heading" dir="auto" title=item.name.clone()>
                    {item.name.clone()}
                </h2> <span class="pane-note">{item.kind.label()}</span>
                <a
                    class="button quiet open-in-onshape"
                    href=onshape
                    target="_blank"
                    rel="noopener"
                    title=texts::common::open_in_onshape()
                >
                    {Icon::External.view()}
                    <span class="label">{texts::common::open_in_onshape()}</span>
                </a>
            </div>
            <Content shown />
        </section>
    }
}

/// The tabs of the element's kind. What is first in them is shown first.
#[component]
fn Content(shown: Shown) -> impl IntoView {
    use texts::element::{bom, model, parts, properties, tabs};
    let kind = shown.kind();
    let entries = match kind {
        ElementKind::PartStudio => vec![("model", model()), ("parts", parts()), ("properties", properties())],
        ElementKind::Assembly => vec![("model", model()), ("bom", bom()), ("properties", properties())],
        ElementKind::Drawing => vec![("drawing", texts::element::drawing()), ("properties", properties())],
        ElementKind::Blob => vec![("file", texts::element::file()), ("properties", properties())],
        _ => vec![("card", texts::element::card()), ("properties", properties())],
    };
    let chosen = shown.tab;
    if let Some((first, _)) = entries.first() {
        chosen.set(first);
    }
    let panels = match kind {
        ElementKind::PartStudio => view! {
            <Panel key="model" chosen>
                <Model shown />
            </Panel>
            <Panel key="parts" chosen>
                <Parts shown />
            </Panel>
        }
        .into_any(),
        ElementKind::Assembly => view! {
            <Panel key="model" chosen>
                <Model shown />
            </Panel>
            <Panel key="bom" chosen>
                <BillOfMaterials shown />
            </Panel>
        }
        .into_any(),
        ElementKind::Drawing => view! {
            <Panel key="drawing" chosen>
                <Drawing shown />
            </Panel>
        }
        .into_any(),
        ElementKind::Blob => view! {
            <Panel key="file" chosen>
                <File shown />
            </Panel>
        }
        .into_any(),
        _ => view! {
            <Panel key="card" chosen>
                <Card shown />
            </Panel>
        }
        .into_any(),
    };
    view! {
        <Tabs label=tabs() entries chosen />
        <div class="panels" data-tab=move || chosen.get()>
            {panels}
            <Panel key="properties" chosen>
                <Properties shown />
            </Panel>
        </div>
    }
}
