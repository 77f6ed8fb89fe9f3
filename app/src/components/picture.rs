//! A thumbnail, or the icon of what it would show.

use std::time::Duration;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::Icon;
use crate::{browser::in_view::InView, state::app_state};

/// The server sends a picture of one pixel where Onshape has none.
const MISSING: u32 = 1;

/// For how long a picture's place must be in view before it is fetched: each is a call to Onshape, and what is scrolled
/// past is looked at by nobody.
const REST: Duration = Duration::from_millis(300);

/// A picture of `width` by `height` pixels from `src`, once its place has been in view for a moment.
#[component]
pub(crate) fn Picture(
    /// Address, where there is one.
    src: Option<String>,
    icon: Icon,
    width: u32,
    height: u32,
) -> impl IntoView {
    let state = app_state();
    let missing = RwSignal::new(src.is_none());
    let fetched = RwSignal::new(false);
    let place = NodeRef::<html::Span>::new();
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let (Some(place), false) = (place.get(), missing.get_untracked()) else { return };
        let seen = move || {
            fetched.try_set(true);
            watch.try_set_value(None);
        };
        watch.set_value(InView::new(&place, REST, seen));
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
                decoding="async"
                on:load=loaded
                on:error=move |_| missing.set(true)
            />
        }
    };
    let src = StoredValue::new(src);
    view! {
        <span class="thumb" node_ref=place>
            {move || match src.get_value().filter(|_| !missing.get()) {
                None => icon.view().into_any(),
                Some(src) if fetched.get() => image(state.file_href(&src)).into_any(),
                Some(_) => ().into_any(),
            }}
        </span>
    }
}
