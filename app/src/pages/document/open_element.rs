//! The element that is open.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_query_map};

use super::Load;
use crate::{
    answer::{Answer, Problem},
    api::facts_of_parts,
    browser,
    components::{Icon, Message, Picture, Viewer},
    documents::{ElementItem, ElementKind, OpenDocument, element_model, element_picture},
    place::{Id, Place},
    state::app_state,
};

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
            <section class="viewer" aria-label="3D view" data-state="loading" aria-busy="true">
                <p class="visually-hidden" role="status">
                    "Loading"
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
                title="This element is not here"
                sentence="It was deleted, or it is in another version or workspace of the document. The others are in the list."
                action=Some("Show the elements")
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
    let content = match item.kind {
        ElementKind::PartStudio | ElementKind::Assembly => {
            view! { <Model document=document.clone() item=item.clone() /> }.into_any()
        }
        _ => view! { <Preview document=document.clone() item=item.clone() onshape=onshape.clone() /> }
            .into_any(),
    };
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
                    title="Open in Onshape"
                >
                    {Icon::External.view()}
                    <span class="label">"Open in Onshape"</span>
                </a>
            </div>
            {content}
        </section>
    }
}

/// A part studio or an assembly in 3D.
#[component]
fn Model(document: OpenDocument, item: ElementItem) -> impl IntoView {
    let state = app_state();
    let assembly = item.kind == ElementKind::Assembly;
    let src = element_model(&document, &item);
    let poster = element_picture(&document, &item, "600x340");
    let empty = if assembly {
        "This assembly has no solid parts to show."
    } else {
        "This part studio has no solid parts to show."
    };
    let link = use_query_map().with_untracked(|query| query.get("view"));
    let element = item.id.clone();
    let ask_facts = Callback::new(move |facts: RwSignal<Option<String>>| {
        let (id, wvm, element, known) =
            (document.id.clone(), document.wvm.clone(), element.clone(), document.microversion.clone());
        spawn_local(async move {
            match facts_of_parts(id, wvm, element, assembly, known).await {
                Ok(Answer::Here(found)) => {
                    let _ = facts.try_set(leptos::serde_json::to_string(&found).ok());
                }
                Ok(Answer::NotYou) => browser::session::refresh(state).await,
                // Parts then stay in the colour of what is not known.
                Ok(Answer::Problem(_)) | Err(_) => {
                    let _ = facts.try_set(Some("[]".into()));
                }
            }
        });
    });
    let (label, length_unit) = (item.name, item.length_unit);
    view! { <Viewer src poster label length_unit empty link ask_facts /> }
}

/// A picture of what cannot be shown in 3D yet.
#[component]
fn Preview(document: OpenDocument, item: ElementItem, onshape: String) -> impl IntoView {
    let picture = element_picture(&document, &item, "600x340");
    let sentence = match item.kind {
        ElementKind::Drawing => "Drawings are not shown here yet.",
        ElementKind::Blob => "Files are not shown here yet.",
        _ => "Vitrine cannot show this type of element.",
    };
    view! {
        <div class="preview">
            <Picture src=picture icon=Icon::from(&item.kind) width=600 height=340 />
            <p>{sentence}</p>
            <a class="button" href=onshape target="_blank" rel="noopener">
                "Open in Onshape"
                {Icon::External.view()}
            </a>
        </div>
    }
}
