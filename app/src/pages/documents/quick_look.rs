//! A quick look at a document: what is in it in 3D, without opening it.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{DocumentsState, stock::Listed};
use crate::{
    answer::{Answer, CallError},
    api::look_into,
    browser::{self, dates},
    components::{Asked, Icon, NoAnswer, Question, Viewer},
    documents::{ElementItem, ElementKind, OpenDocument, element_model, element_picture},
    place::{Id, Wvm},
    state::app_state,
    texts::{common, quick_look as texts},
};

/// For how long one document must be looked at before it is looked into: who walks through the list stops at few.
const REST: u32 = 350;

/// Id of the heading, where the keyboard's focus goes.
const HEADING: &str = "quick-look-heading";

/// The dialog, open while `looked` names a document. Where it is closed, the keyboard is back on the document's row.
#[component]
pub(crate) fn QuickLook(
    looked: RwSignal<Option<usize>>,
    /// Brings a row into sight.
    bring: Callback<usize>,
    /// Puts the keyboard on a row.
    go_to: Callback<usize>,
) -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let dialog = NodeRef::<html::Dialog>::new();
    let listed = Memo::new(move |_| {
        let index = looked.get()?;
        documents.items.with(|items| items.get(index).cloned())
    });
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (listed.with(Option::is_some), dialog.open()) {
            // One that is open already, or out of the page, needs nothing more.
            (true, false) => {
                drop(dialog.show_modal());
                // Not by `autofocus`: browsers block it in frames of other sites, and say so.
                browser::focus(HEADING);
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let step = move |by: isize| {
        let last = documents.items.with_untracked(Vec::len).saturating_sub(1);
        looked.update(|looked| *looked = looked.map(|index| index.saturating_add_signed(by).min(last)));
    };
    let keys = move |event: ev::KeyboardEvent| {
        // The model has arrow keys of its own.
        let elsewhere = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key();
        if elsewhere || on_control(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => step(1),
            "ArrowUp" | "ArrowLeft" => step(-1),
            " " => looked.set(None),
            _ => return,
        }
        event.prevent_default();
    };
    let closed = move |_| {
        if let Some(index) = looked.get_untracked() {
            looked.set(None);
            go_to.run(index);
        } else {
            go_to.run(documents.active.get_untracked());
        }
    };
    // The row that is looked at is the one to come back to.
    Effect::new(move |_| {
        if let Some(index) = looked.get() {
            bring.run(index);
        }
    });
    let title = move || listed.with(|listed| listed.as_ref().map(|one| one.item.title()).unwrap_or_default());
    view! {
        <dialog
            class="dialog quick-look"
            node_ref=dialog
            aria-label=move || texts::label(&title())
            on:keydown=keys
            on:close=closed
        >
            <header class="dialog-header">
                <h2 id=HEADING dir="auto" tabindex="-1">
                    {title}
                </h2>
                <div class="actions">
                    <button
                        class="button quiet icon-only"
                        type="button"
                        aria-label=texts::previous()
                        on:click=move |_| step(-1)
                    >
                        {Icon::Back.view()}
                    </button>
                    <button
                        class="button quiet icon-only next"
                        type="button"
                        aria-label=texts::next()
                        on:click=move |_| step(1)
                    >
                        {Icon::Back.view()}
                    </button>
                    <button
                        class="button quiet icon-only"
                        type="button"
                        aria-label=common::close()
                        on:click=move |_| looked.set(None)
                    >
                        {Icon::Close.view()}
                    </button>
                </div>
            </header>
            {move || listed.get().map(|listed| view! { <Look listed /> })}
        </dialog>
    }
}

/// Whether a key was pressed where it has a meaning of its own.
fn on_control(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let name = target.map(|target| target.tag_name().to_ascii_lowercase()).unwrap_or_default();
    match event.key().as_str() {
        " " => matches!(name.as_str(), "button" | "a" | "vitrine-viewer"),
        _ => name == "vitrine-viewer",
    }
}

/// What is known of the document, and what is in it.
#[component]
fn Look(listed: Arc<Listed>) -> impl IntoView {
    let state = app_state();
    let item = &listed.item;
    let poster = StoredValue::new(item.picture("600x340"));
    let (id, workspace) = (item.id.clone(), item.workspace.clone().map(Wvm::Workspace));
    // What is stepped over costs Onshape nothing: neither a picture nor a look into it.
    let rested = RwSignal::new(false);
    let question = Question::new(|| true, || (), move |()| look(rested, id.clone(), workspace.clone()));
    let again = Callback::new(move |()| question.retry());
    let title = item.title();
    let picture = move || {
        let src = poster.get_value().filter(|_| rested.get()).map(|src| state.file_href(&src));
        src.map(|src| view! { <img class="quick-look-picture" src=src alt="" width=600 height=340 /> })
    };
    let shown = move || match question.answer.get() {
        Asked::Waiting => view! {
            {picture}
            <p class="quick-look-note" role="status">
                {common::loading()}
            </p>
        }
        .into_any(),
        Asked::Failed(problem) if problem.may_pass() => view! { <NoAnswer problem again /> }.into_any(),
        // Nothing here helps: it is said, and the next document is an arrow away.
        Asked::Failed(problem) => view! {
            {picture}
            <p class="quick-look-note" role="status">
                {problem.title()}
            </p>
        }
        .into_any(),
        Asked::Here(document) => match first_model(&document) {
            Some(element) => model(&document, element),
            None => view! {
                {picture}
                <p class="quick-look-note" role="status">
                    {texts::no_model()}
                </p>
            }
            .into_any(),
        },
    };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^52")]
    let date = |ms: Option<i64>| ms.map(|ms| dates::exact(ms as f64));
    let fact = |name: &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd dir="auto">{value}</dd>
                </div>
            }
        })
    };
    view! {
        <div class="quick-look-stage">{shown}</div>
        <footer class="dialog-footer">
            <dl class="quick-look-facts">
                {fact(crate::texts::documents::owner(), item.owner.clone())}
                {fact(crate::texts::documents::modified(), date(item.modified_at))}
                {fact(crate::texts::documents::created(), date(item.created_at))}
            </dl>
            <a class="button primary" href=state.href(&item.place()) aria-label=texts::open_named(&title)>
                {texts::open()}
            </a>
        </footer>
    }
}

async fn look(
    rested: RwSignal<bool>,
    id: Id,
    workspace: Option<Wvm>,
) -> Result<Answer<OpenDocument>, CallError> {
    TimeoutFuture::new(REST).await;
    // Gone with the document that was stepped over. The question went with it: nobody reads this answer.
    if rested.try_set(true).is_some() {
        return Err(CallError::Malformed);
    }
    look_into(id, workspace).await
}

fn first_model(document: &OpenDocument) -> Option<&ElementItem> {
    let is = |kind: ElementKind| document.elements.iter().find(|element| element.kind == kind);
    // What the whole is made of says more than one of its parts.
    is(ElementKind::Assembly).or_else(|| is(ElementKind::PartStudio))
}

fn model(document: &OpenDocument, element: &ElementItem) -> AnyView {
    let src = Signal::stored(Some(element_model(document, element, None)));
    let poster = Signal::stored(element_picture(document, element, "600x340"));
    let empty = Signal::stored(texts::empty().to_owned());
    // Nothing is coloured by material here.
    let ask_facts = Callback::new(|facts: RwSignal<Option<String>>| facts.set(Some("[]".into())));
    view! {
        <Viewer
            src
            poster
            label=element.name.clone()
            length_unit=element.length_unit.clone()
            empty
            link=None
            ask_facts
        />
    }
    .into_any()
}
