//! Pages: the custom element of `frontend/pages`, its progress and its troubles.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_sys::CustomEvent;

use super::not_shown::{NotShown, Why};
use crate::{
    browser::{
        dates::locale,
        module,
        numbers::{megabytes, percent},
    },
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
    Failed(Why),
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
    let size = RwSignal::new(None::<f64>);
    let attempt = RwSignal::new(0_u32);
    let address = state.start.with_value(|start| start.pages.clone());
    Effect::new(move |_| {
        attempt.track();
        module::load(MODULE, address.clone(), move || {
            known.set(State::Failed(Why::unreached(pages::no_viewer())));
        });
    });
    let on_state = move |event: CustomEvent| known.set(read(&event.detail(), size.get_untracked()));
    let on_progress = move |event: CustomEvent| {
        let field =
            |name: &str| Reflect::get(&event.detail(), &name.into()).ok().and_then(|value| value.as_f64());
        let (loaded, total) = (field("loaded"), field("total"));
        size.set(total.or(loaded));
        progress.set(loaded.zip(total).map(|(loaded, total)| loaded / total));
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
                State::Failed(why) => {
                    view! { <NotShown why title=pages::failed() again /> }.into_any()
                }
            }}
        </section>
    }
}

/// From the detail of `pagesstate`. `size` is what is known of the file's, in bytes.
fn read(detail: &JsValue, size: Option<f64>) -> State {
    let text = |name: &str| Reflect::get(detail, &name.into()).ok().and_then(|value| value.as_string());
    match text("state").as_deref() {
        Some("ready" | "empty") => State::Ready,
        Some("failed") => {
            let own = || match text("reason").as_deref() {
                Some("network") => Why::passing(pages::cut_off()),
                Some("password") => Why::lasting(pages::locked()),
                Some("memory") => Why::lasting(size.map_or_else(
                    || pages::too_large().to_owned(),
                    |bytes| pages::too_large_of(&megabytes(bytes)),
                )),
                _ => Why::passing(pages::damaged()),
            };
            State::Failed(Why::told(detail).unwrap_or_else(own))
        }
        _ => State::Loading,
    }
}

/// The element's own words; nothing in English, which it speaks by itself.
fn words() -> Option<String> {
    if locale().starts_with("en") {
        return None;
    }
    let words: Map<String, Value> =
        pages_words::all().map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
    Some(Value::Object(words).to_string())
}
