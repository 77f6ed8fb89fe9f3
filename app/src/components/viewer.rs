//! The 3D view: the custom element of `frontend/viewer`, its progress and its troubles.

use js_sys::Reflect;
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CustomEvent, HtmlScriptElement};

use super::{Icon, Message};
use crate::{browser, state::app_state};

/// What the viewer says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ViewState {
    Loading,
    Ready,
    /// Onshape's picture stands in: the model is too much for this browser.
    TooLarge,
    Empty,
    Failed(Option<String>),
}

/// Materials and masses, as the viewer takes them; asked for when somebody wants to see them.
pub(crate) type AskFacts = Callback<RwSignal<Option<String>>>;

impl ViewState {
    fn key(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready | Self::TooLarge => "ready",
            Self::Empty => "empty",
            Self::Failed(_) => "failed",
        }
    }
}

/// Shows the model at `src`.
#[component]
pub(crate) fn Viewer(
    /// Address of a GLB on this server.
    src: String,
    /// Address of a picture, for browsers without WebGL.
    poster: Option<String>,
    /// Name of what is shown.
    label: String,
    /// Onshape's name of the unit of length.
    length_unit: Option<String>,
    /// What to say of a model of nothing.
    empty: &'static str,
    /// A view to begin with, as a link carries it.
    link: Option<String>,
    /// Brings materials and masses.
    ask_facts: AskFacts,
) -> impl IntoView {
    let state = app_state();
    let view_state = RwSignal::new(ViewState::Loading);
    let progress = RwSignal::new(None::<f64>);
    let attempt = RwSignal::new(0_u32);
    let facts = RwSignal::new(None::<String>);
    let units = length_unit.map(|unit| leptos::serde_json::json!({ "length": unit }).to_string());
    let module = state.start.with_value(|start| start.viewer.clone());
    Effect::new(move |_| load_module(module.clone(), view_state));

    let on_state = move |event: CustomEvent| view_state.set(read_state(&event.detail()));
    let on_progress = move |event: CustomEvent| {
        let field =
            |name: &str| Reflect::get(&event.detail(), &name.into()).ok().and_then(|value| value.as_f64());
        progress.set(field("loaded").zip(field("total")).map(|(loaded, total)| loaded / total));
    };
    let again = Callback::new(move |()| {
        view_state.set(ViewState::Loading);
        progress.set(None);
        attempt.update(|n| *n += 1);
    });
    let canvas = move || {
        attempt.track();
        let poster = poster.as_deref().map(|poster| state.file_href(poster));
        let (src, label) = (state.file_href(&src), label.clone());
        view! {
            <vitrine-viewer
                class="viewer-canvas"
                src=src
                poster=poster
                label=label
                units=units.clone()
                view=link.clone()
                facts=move || facts.get()
                on:viewerfacts=move |_: CustomEvent| ask_facts.run(facts)
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
            aria-label="3D view"
            data-state=move || view_state.with(ViewState::key)
            aria-busy=move || loading().then_some("true")
        >
            {canvas}
            <Show when=loading>
                <Progress progress />
            </Show>
            {move || match view_state.get() {
                ViewState::Loading | ViewState::Ready => ().into_any(),
                ViewState::TooLarge => {
                    view! {
                        <p class="viewer-note" role="status">
                            "This model is too large for this browser. Here is Onshape’s picture of it."
                        </p>
                    }
                        .into_any()
                }
                ViewState::Empty => {
                    view! {
                        <Message
                            icon=Icon::PartStudio
                            title="Nothing to show in 3D"
                            sentence=empty
                        />
                    }
                        .into_any()
                }
                ViewState::Failed(sentence) => {
                    let sentence = sentence.unwrap_or_else(|| "It was cut off or damaged on its way.".into());
                    view! {
                        <Message
                            icon=Icon::Alert
                            error=true
                            title="The model could not be loaded"
                            sentence
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
fn Progress(progress: RwSignal<Option<f64>>) -> impl IntoView {
    let text = move || match progress.get() {
        Some(part) => format!("Loading model… {:.0} %", part * 100.0),
        None => "Onshape is preparing the model…".to_owned(),
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

/// Adds the viewer's module to the page, once.
fn load_module(address: Option<String>, view_state: RwSignal<ViewState>) {
    let failed =
        move || view_state.set(ViewState::Failed(Some("The viewer itself could not be loaded.".into())));
    let Some(address) = address else { return failed() };
    let Some(document) = browser::window().document() else { return };
    if document.get_element_by_id(MODULE_ID).is_some() {
        return;
    }
    let script = document.create_element("script").ok().and_then(|s| s.dyn_into::<HtmlScriptElement>().ok());
    let (Some(script), Some(head)) = (script, document.query_selector("head").ok().flatten()) else {
        return failed();
    };
    script.set_id(MODULE_ID);
    script.set_type("module");
    script.set_src(&address);
    let gone = script.clone();
    let on_error = Closure::once_into_js(move || {
        gone.remove();
        failed();
    });
    script.set_onerror(Some(on_error.unchecked_ref()));
    if head.append_child(&script).is_err() {
        failed();
    }
}

const MODULE_ID: &str = "viewer-module";

fn read_state(detail: &JsValue) -> ViewState {
    let text = |name: &str| Reflect::get(detail, &name.into()).ok().and_then(|value| value.as_string());
    match text("state").as_deref() {
        Some("ready") if text("reason").is_some() => ViewState::TooLarge,
        Some("ready") => ViewState::Ready,
        Some("empty") => ViewState::Empty,
        Some("failed") => ViewState::Failed(text("message").or_else(|| match text("reason").as_deref() {
            Some("network") => Some("The connection broke off while the model was on its way.".into()),
            Some("memory") => Some("It is too large for this browser's memory.".into()),
            _ => None,
        })),
        _ => ViewState::Loading,
    }
}
