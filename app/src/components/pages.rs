//! Pages: the custom element of `frontend/pages`, its progress and its troubles.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_sys::CustomEvent;

use super::{Icon, Message};
use crate::{
    browser::{dates::locale, module, numbers::percent},
    state::app_state,
    texts::{common, pages, pages_words},
};

/// What is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Pages of a PDF.
    Pdf,
    /// A picture.
    Image,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Loading,
    Ready,
    Failed(String),
}

const MODULE: &str = "pages-module";

/// Shows the PDF or the picture at `src`.
#[component]
pub(crate) fn Pages(
    /// Address on this server, without what the session adds.
    src: String,
    sort: Sort,
    /// What it is called.
    label: String,
) -> impl IntoView {
    let state = app_state();
    let known = RwSignal::new(State::Loading);
    let progress = RwSignal::new(None::<f64>);
    let attempt = RwSignal::new(0_u32);
    let address = state.start.with_value(|start| start.pages.clone());
    Effect::new(move |_| {
        attempt.track();
        module::load(MODULE, address.clone(), move || {
            known.set(State::Failed(pages::no_viewer().to_owned()))
        });
    });
    let on_state = move |event: CustomEvent| known.set(read(&event.detail()));
    let on_progress = move |event: CustomEvent| {
        let field =
            |name: &str| Reflect::get(&event.detail(), &name.into()).ok().and_then(|value| value.as_f64());
        progress.set(field("loaded").zip(field("total")).map(|(loaded, total)| loaded / total));
    };
    let again = Callback::new(move |()| {
        known.set(State::Loading);
        progress.set(None);
        attempt.update(|n| *n += 1);
    });
    let element = {
        let label = label.clone();
        move || {
            attempt.track();
            let (src, label) = (state.file_href(&src), label.clone());
            let kind = match sort {
                Sort::Pdf => "pdf",
                Sort::Image => "image",
            };
            view! {
                <vitrine-pages
                    class="pages-canvas"
                    src=src
                    type=kind
                    label=label
                    words=words()
                    locale=locale()
                    on:pagesstate=on_state
                    on:pagesprogress=on_progress
                ></vitrine-pages>
            }
        }
    };
    let text = move || match progress.get() {
        Some(part) => pages::loading(&percent(part)),
        None if sort == Sort::Pdf => pages::preparing().to_owned(),
        None => common::loading().to_owned(),
    };
    let key = move || {
        known.with(|known| match known {
            State::Loading => "loading",
            State::Ready => "ready",
            State::Failed(_) => "failed",
        })
    };
    view! {
        <section
            class="pages"
            aria-label=pages::region()
            data-state=key
            aria-busy=move || (key() == "loading").then_some("true")
        >
            {element}
            {move || match known.get() {
                State::Ready => ().into_any(),
                State::Loading => {
                    view! {
                        <div class="viewer-progress">
                            <span id="pages-progress" role="status">
                                {text}
                            </span>
                            <progress
                                max="100"
                                value=move || progress.get().map(|part| format!("{:.0}", part * 100.0))
                                aria-labelledby="pages-progress"
                            ></progress>
                        </div>
                    }
                        .into_any()
                }
                State::Failed(sentence) => {
                    view! {
                        <Message
                            icon=Icon::Alert
                            error=true
                            title=pages::failed()
                            sentence
                            action=Some(common::try_again())
                            on_action=again
                        />
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

fn read(detail: &JsValue) -> State {
    let text = |name: &str| Reflect::get(detail, &name.into()).ok().and_then(|value| value.as_string());
    match text("state").as_deref() {
        Some("ready" | "empty") => State::Ready,
        Some("failed") => State::Failed(text("message").unwrap_or_else(|| {
            let reason = match text("reason").as_deref() {
                Some("network") => pages::cut_off(),
                Some("password") => pages::locked(),
                Some("memory") => pages::too_large(),
                _ => pages::damaged(),
            };
            reason.to_owned()
        })),
        _ => State::Loading,
    }
}

/// The element's own words; nothing in English, which it speaks by itself.
fn words() -> Option<String> {
    if locale().starts_with("en") {
        return None;
    }
    let words: Map<String, Value> =
        pages_words::all().into_iter().map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
    Some(Value::Object(words).to_string())
}
