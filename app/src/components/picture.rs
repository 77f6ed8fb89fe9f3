//! A thumbnail, or the icon of what it would show.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::Icon;

/// The server sends a picture of one pixel where Onshape has none.
const MISSING: u32 = 1;

/// A picture of `width` by `height` pixels from `src`, once `wanted`.
#[component]
pub(crate) fn Picture(
    /// Address, where there is one.
    src: Option<String>,
    icon: Icon,
    width: u32,
    height: u32,
    /// Whether it may be fetched now: each picture is a call to Onshape.
    #[prop(into)]
    wanted: Signal<bool>,
) -> impl IntoView {
    let missing = RwSignal::new(src.is_none());
    let fetched = RwSignal::new(false);
    Effect::new(move |_| {
        if wanted.get() {
            fetched.set(true);
        }
    });
    let loaded = move |event: leptos::ev::Event| {
        let image = event.target().and_then(|target| target.dyn_into::<HtmlImageElement>().ok());
        if image.is_some_and(|image| image.natural_width() <= MISSING) {
            missing.set(true);
        }
    };
    let image = move |src: String| {
        view! {
            <img
                src=src
                alt=""
                width=width
                height=height
                loading="lazy"
                decoding="async"
                on:load=loaded
                on:error=move |_| missing.set(true)
            />
        }
    };
    let src = StoredValue::new(src);
    view! {
        <span class="thumb">
            {move || match src.get_value().filter(|_| !missing.get()) {
                None => icon.view().into_any(),
                Some(src) if fetched.get() => image(src).into_any(),
                Some(_) => ().into_any(),
            }}
        </span>
    }
}
