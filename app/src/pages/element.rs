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

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::document::Load;
use crate::{
    answer::Problem,
    chunks,
    components::{Icon, Message, Panel, Slow, Tabs},
    documents::{ElementItem, ElementKind, OpenDocument},
    place::{Id, Place},
    state::app_state,
    texts,
};
use bom::BillOfMaterials;
use card::Card;
use configuration::Configured;
pub(super) use configuration::QUERY as CONFIGURATION;
use drawing::Drawing;
use file::File;
use model::Model;
use parts::Parts;
use properties::Properties;
pub(super) use shown::ChosenTab;
pub(crate) use shown::Shown;

/// Its name, and what it looks like.
#[component]
pub(super) fn OpenElement(load: RwSignal<Load>, element: Id) -> impl IntoView {
    // While the document is on its way.
    Effect::new(|_| {
        spawn_local(async {
            // Where it fails, that is said when it is wanted.
            let _ = chunks::fetch_element().await;
        });
    });
    move || match load.get() {
        Load::Loading => view! { <Skeleton asked=true /> }.into_any(),
        Load::Failed(_) => ().into_any(),
        Load::Here(document) => match document.elements.iter().find(|item| item.id == element).cloned() {
            Some(item) => {
                let view = move || chunks::element(document.clone(), item.clone());
                chunks::lazily(chunks::fetch_element, view, || view! { <Skeleton /> }.into_any())
            }
            None => view! { <Gone document /> }.into_any(),
        },
    }
}

#[component]
fn Skeleton(
    /// Whether it is Onshape that is waited for.
    #[prop(optional)]
    asked: bool,
) -> impl IntoView {
    view! {
        <section class="open-element" aria-busy="true">
            <div class="pane-header skeleton" aria-hidden="true">
                <span class="bone long"></span>
            </div>
            <section class="viewer" aria-label=texts::element::view() data-state="loading" aria-busy="true">
                <p class="visually-hidden" role="status">
                    {texts::common::loading()}
                </p>
                {asked.then(|| view! { <Slow /> })}
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

/// The element, once it is known.
#[component]
pub(crate) fn Open(document: OpenDocument, item: ElementItem) -> impl IntoView {
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

/// The tabs of the element's kind. What is first in them is shown first, unless another one was shown of it before.
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
    shown.begin(&entries);
    let configured = Configured::new(shown);
    let panels = match kind {
        ElementKind::PartStudio => view! {
            <Panel key="model" chosen>
                <Model shown configured />
            </Panel>
            <Panel key="parts" chosen>
                <Parts shown />
            </Panel>
        }
        .into_any(),
        ElementKind::Assembly => view! {
            <Panel key="model" chosen>
                <Model shown configured />
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
