//! Noticing that the session changed: in another tab of ours, at Onshape, or with time.

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task::spawn_local};
use web_sys::{BroadcastChannel, VisibilityState};

use super::window;
use crate::{api::who_am_i, start::Who, state::AppState};

/// How often a visible tab asks, in milliseconds: a question to our own database, not to Onshape.
const EVERY: u32 = 15_000;

const CHANNEL: &str = "vitrine-session";

/// Watches for as long as the page lives.
pub(crate) fn watch(state: AppState) {
    window_event_listener(ev::focus, move |_| check(state));
    window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            check(state);
        }
    });
    Effect::new(move |before: Option<bool>| {
        let visible = state.visible.get();
        if visible && before == Some(false) {
            check(state);
        }
        visible
    });
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let hear = wasm_bindgen::closure::Closure::<dyn Fn()>::new(move || check(state));
        channel.set_onmessage(Some(wasm_bindgen::JsCast::unchecked_ref(hear.as_ref())));
        hear.forget();
        // Kept open for the life of the page.
        std::mem::forget(channel);
    }
    spawn_local(async move {
        loop {
            TimeoutFuture::new(EVERY).await;
            let shown = window().document().is_some_and(|d| d.visibility_state() == VisibilityState::Visible);
            if shown && state.visible.get_untracked() {
                refresh(state).await;
            }
        }
    });
}

/// Asks who is signed in now.
pub(crate) fn check(state: AppState) {
    spawn_local(refresh(state));
}

/// See [`check`]. A question that is not answered changes nothing.
pub(crate) async fn refresh(state: AppState) {
    if let Ok(now) = who_am_i().await {
        set(state, now);
    }
}

/// Takes over who is signed in; screens are rebuilt only where that changed.
pub(crate) fn set(state: AppState, now: Who) {
    let before = state.who.get_untracked();
    // Nobody stays nobody: the reason that was shown is not replaced by "not yet".
    let same = before == now || matches!((&before, &now), (Who::Nobody(_), Who::Nobody(_)));
    if !same {
        state.who.set(now);
    }
}

/// Tells the other tabs of this browser that the session changed. Storage is out of bounds in a frame whose cookies
/// are blocked, and this with it: then they find out by asking.
pub(crate) fn announce() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&"changed".into());
        channel.close();
    }
}
