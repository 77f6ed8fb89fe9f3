//! The 3D view: the custom element of `frontend/viewer`, its progress and its troubles.

mod selection;
mod state;
mod words;

use js_sys::Reflect;
use leptos::{html, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::CustomEvent;

use super::{Icon, Message, not_shown::NotShown};
use crate::{
    browser::module,
    browser::numbers::{megabytes, percent},
    state::app_state,
    texts::viewer,
};
use selection::Link;
pub(crate) use selection::Selection;
pub(crate) use state::ViewState;

/// Id of the script.
const MODULE: &str = "viewer-module";

/// Materials and masses, as the viewer takes them; asked for when somebody wants to see them.
pub(crate) type AskFacts = Callback<RwSignal<Option<String>>>;

/// What is said and offered where Onshape made no model.
#[derive(Debug, Clone)]
pub(crate) struct NotMade {
    /// A heading.
    pub(crate) title: &'static str,
    /// What it means.
    pub(crate) sentence: &'static str,
    /// The button that helps, and what it does.
    pub(crate) action: (&'static str, Callback<()>),
}

/// Shows the model at `src`.
#[component]
pub(crate) fn Viewer(
    /// Address of a GLB on this server; nothing as long as it is not known.
    #[prop(into)]
    src: Signal<Option<String>>,
    /// Address of a picture, for browsers without WebGL.
    #[prop(into)]
    poster: Signal<Option<String>>,
    /// Name of what is shown.
    label: String,
    /// Onshape's name of the unit of length.
    length_unit: Option<String>,
    /// What to say of a model of nothing; empty as long as that is not known.
    #[prop(into)]
    empty: Signal<String>,
    /// A view to begin with, as a link carries it.
    link: Option<String>,
    /// Brings materials and masses.
    ask_facts: AskFacts,
    /// What is selected, kept the same in both.
    #[prop(optional)]
    selection: Option<Selection>,
    /// Told where the view is.
    #[prop(optional)]
    told: Option<RwSignal<ViewState>>,
    /// What helps where Onshape made no model, if not to ask again.
    #[prop(optional, into)]
    not_made: Option<Signal<Option<NotMade>>>,
) -> impl IntoView {
    let state = app_state();
    let view_state = told.unwrap_or_else(|| RwSignal::new(ViewState::Loading));
    let progress = RwSignal::new(None::<f64>);
    let size = RwSignal::new(None::<f64>);
    let attempt = RwSignal::new(0_u32);
    let facts = RwSignal::new(None::<String>);
    let units = length_unit.map(|unit| leptos::serde_json::json!({ "length": unit }).to_string());
    let module = state.start.with_value(|start| start.viewer.clone());
    Effect::new(move |_| {
        attempt.track();
        module::load(MODULE, module.clone(), move || view_state.set(ViewState::no_viewer()));
    });
    let selected = selection.map(|selection| Link::new(selection, view_state));

    let on_state = move |event: CustomEvent| {
        view_state.set(ViewState::read(&event.detail(), size.get_untracked()));
        if let Some(selected) = selected {
            selected.state_changed(event.target().map(JsValue::from));
        }
    };
    let on_selection = move |event: CustomEvent| {
        if let Some(selected) = selected {
            selected.heard(&event.detail());
        }
    };
    let on_progress = move |event: CustomEvent| {
        let field =
            |name: &str| Reflect::get(&event.detail(), &name.into()).ok().and_then(|value| value.as_f64());
        let total = field("total");
        size.set(total);
        progress.set(field("loaded").zip(total).map(|(loaded, total)| loaded / total));
    };
    let again = Callback::new(move |()| {
        view_state.set(ViewState::Loading);
        progress.set(None);
        attempt.update(|n| *n += 1);
    });
    Effect::new(move |before: Option<Option<String>>| {
        let now = src.get();
        // Another model: what was known of the one before is not true of it.
        if before.is_some_and(|before| before != now) {
            view_state.set(ViewState::Loading);
            progress.set(None);
            facts.set(None);
        }
        now
    });
    let canvas = move || {
        attempt.track();
        let label = label.clone();
        let words = words::words();
        view! {
            <vitrine-viewer
                class="viewer-canvas"
                src=move || src.get().map(|src| state.file_href(&src))
                poster=move || poster.get().map(|poster| state.file_href(&poster))
                label=label
                words=words
                units=units.clone()
                view=link.clone()
                facts=move || facts.get()
                on:viewerfacts=move |_: CustomEvent| ask_facts.run(facts)
                on:viewerselection=on_selection
                paused=move || (!state.visible.get()).then_some("")
                on:viewerstate=on_state
                on:viewerprogress=on_progress
            ></vitrine-viewer>
        }
    };
    let loading = move || view_state.with(|s| *s == ViewState::Loading);
    view! {
        <section
            class="viewer"
            aria-label=viewer::region()
            data-state=move || view_state.with(ViewState::key)
            aria-busy=move || loading().then_some("true")
        >
            {canvas}
            <Show when=loading>
                <Progress progress />
            </Show>
            {move || match view_state.get() {
                ViewState::Loading | ViewState::Ready => ().into_any(),
                ViewState::TooLarge => view! { <TooLarge size /> }.into_any(),
                ViewState::Empty => {
                    view! {
                        <Message
                            icon=Icon::PartStudio
                            title=viewer::empty()
                            sentence=empty.get()
                            onshape=true
                        />
                    }
                        .into_any()
                }
                ViewState::Failed { why, not_made: refused } => {
                    match refused.then(|| not_made.and_then(|not_made| not_made.get())).flatten() {
                        Some(instead) => view! { <Instead instead /> }.into_any(),
                        None => view! { <NotShown why title=viewer::failed() again /> }.into_any(),
                    }
                }
            }}
        </section>
    }
}

#[component]
fn TooLarge(size: RwSignal<Option<f64>>) -> impl IntoView {
    let sentence = size
        .get_untracked()
        .map_or_else(|| viewer::too_large().to_owned(), |bytes| viewer::too_large_of(&megabytes(bytes)));
    view! {
        <div class="viewer-note" role="status">
            <Message icon=Icon::Alert title=viewer::too_large_title() sentence onshape=true />
        </div>
    }
}

#[component]
fn Instead(instead: NotMade) -> impl IntoView {
    let NotMade { title, sentence, action: (action, on_action) } = instead;
    view! { <Message icon=Icon::Alert error=true title sentence action=Some(action) on_action /> }
}

#[component]
fn Progress(progress: RwSignal<Option<f64>>) -> impl IntoView {
    let text = move || match progress.get() {
        Some(part) => viewer::loading(&percent(part)),
        None => viewer::preparing().to_owned(),
    };
    let bar = NodeRef::<html::Progress>::new();
    view! {
        <div class="viewer-progress">
            <span id="progress-text" role="status">
                {text}
            </span>
            <progress
                node_ref=bar
                max="100"
                value=move || progress.get().map(|part| format!("{:.0}", part * 100.0))
                aria-labelledby="progress-text"
            ></progress>
        </div>
    }
}
