//! A thumbnail, or the icon of what it would show.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use super::Icon;
use crate::{browser::in_view::InView, state::app_state};

/// The server sends a picture of one pixel where Onshape has none.
const MISSING: u32 = 1;

/// For how long a picture's place must be in view before it is fetched: each is a call to Onshape, and what is scrolled
/// past is looked at by nobody.
const REST: Duration = Duration::from_millis(300);

/// How long to wait before a missing picture is asked for again: Onshape draws them when it has time.
const AGAIN: [Duration; 3] = [Duration::from_secs(5), Duration::from_secs(20), Duration::from_secs(80)];

/// A picture of `width` by `height` pixels from `src`, once its place has been in view for a moment.
#[component]
pub(crate) fn Picture(
    /// Address, where there is one.
    src: Option<String>,
    icon: Icon,
    width: u32,
    height: u32,
    /// Whether its place is in view and rests there, for who knows without watching.
    #[prop(optional)]
    seen: Option<Signal<bool>>,
) -> impl IntoView {
    let state = app_state();
    let missing = RwSignal::new(src.is_none());
    let fetched = RwSignal::new(false);
    let place = NodeRef::<html::Span>::new();
    match seen {
        Some(seen) => Effect::new(move |_| {
            if seen.get() && !fetched.get_untracked() {
                fetched.set(true);
            }
        }),
        None => watch(place, missing, fetched),
    };
    // How often it was asked for; nothing, once there is no use in asking.
    let attempt = RwSignal::new(Some(0_usize));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let later = move || {
        missing.set(true);
        let wait = attempt.get_untracked().and_then(|made| AGAIN.get(made).copied());
        let Some(wait) = wait else { return attempt.set(None) };
        let again = move || {
            // A picture that nobody sees is not worth a call.
            let seen = state.visible.get_untracked();
            attempt.try_update(|made| *made = made.filter(|_| seen).map(|made| made + 1));
        };
        timer.set_value(set_timeout_with_handle(again, wait).ok());
    };
    on_cleanup(move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    });
    let loaded = move |event: leptos::ev::Event| {
        let image = event.target().and_then(|target| target.dyn_into::<HtmlImageElement>().ok());
        if image.is_some_and(|image| image.natural_width() <= MISSING) {
            later();
        } else {
            missing.set(false);
        }
    };
    let image = move |src: String, attempt: usize| {
        let address = state.file_href(&src);
        // Browsers keep what they were given for an address as long as the page lives.
        let mark = if address.contains('?') { '&' } else { '?' };
        let address = if attempt == 0 { address } else { format!("{address}{mark}again={attempt}") };
        view! {
            <img
                src=address
                alt=""
                width=width
                height=height
                decoding="async"
                hidden=move || missing.get()
                on:load=loaded
                on:error=move |_| later()
            />
        }
    };
    let src = StoredValue::new(src);
    view! {
        <span class="thumb" node_ref=place>
            {move || missing.get().then(|| icon.view())}
            {move || {
                let attempt = attempt.get().filter(|_| fetched.get());
                src.get_value().zip(attempt).map(|(src, attempt)| image(src, attempt))
            }}
        </span>
    }
}

/// Raises `fetched` when the place has been in view for a moment.
fn watch(
    place: NodeRef<html::Span>,
    missing: RwSignal<bool>,
    fetched: RwSignal<bool>,
) -> Effect<LocalStorage> {
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let (Some(place), false) = (place.get(), missing.get_untracked()) else { return };
        let seen = move || {
            fetched.try_set(true);
            watch.try_set_value(None);
        };
        watch.set_value(InView::new(&place, REST, seen));
    })
}
