//! Messages between the app and the Onshape page around it.
//! <https://onshape-public.github.io/docs/app-dev/messages/element-tab/>

use js_sys::{Date, Object, Reflect};
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::MessageEvent;

use super::{focus, is_framed, window};
use crate::{start::Tab, state::AppState};

/// `keepAlive` is sent at most this often, in milliseconds.
const KEEP_ALIVE_EVERY: f64 = 60_000.0;

/// Announces the app to the Onshape page that frames it, and listens to it from then on.
pub(crate) fn connect(state: AppState) {
    let tab = state.start.with_value(|start| start.tab.clone());
    let Some(tab) = tab.filter(|tab| is_framed() && tab.server.is_some()) else { return };
    let tab = StoredValue::new(tab);
    window_event_listener(ev::message, move |event| tab.with_value(|tab| receive(state, tab, &event)));
    tab.with_value(|tab| send(tab, "applicationInit"));
    focus("main");

    let last = StoredValue::new(Date::now());
    let keep_alive = move || {
        let now = Date::now();
        if now - last.get_value() > KEEP_ALIVE_EVERY {
            last.set_value(now);
            tab.with_value(|tab| send(tab, "keepAlive"));
        }
    };
    window_event_listener(ev::pointermove, move |_| keep_alive());
    window_event_listener(ev::keydown, move |_| keep_alive());
    window_event_listener(ev::wheel, move |_| keep_alive());
}

/// Only what comes from the page around us and from Onshape's origin counts.
fn receive(state: AppState, tab: &Tab, event: &MessageEvent) {
    let from_parent = match (event.source(), window().parent()) {
        (Some(source), Ok(Some(parent))) => JsValue::from(source) == JsValue::from(parent),
        _ => false,
    };
    if !from_parent || Some(event.origin()) != tab.server {
        return;
    }
    let name = Reflect::get(&event.data(), &"messageName".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("show") => {
            state.visible.set(true);
            focus("main");
        }
        Some("hide") => state.visible.set(false),
        Some("takeFocus") => focus("main"),
        _ => {}
    }
}

/// Onshape ignores a message whose ids are not those of its tab. A version's tab sends the version as `workspaceId`,
/// as Onshape's own samples do.
fn send(tab: &Tab, name: &str) {
    let (Some(server), Some(element)) = (&tab.server, &tab.element) else { return };
    let message = Object::new();
    let fields = [
        ("documentId", tab.document.as_str()),
        ("workspaceId", tab.wvm.id().as_str()),
        ("elementId", element.as_str()),
        ("messageName", name),
    ];
    for (key, value) in fields {
        let _ = Reflect::set(&message, &key.into(), &value.into());
    }
    if let Ok(Some(parent)) = window().parent() {
        // Fails where the page around us is of another origin than it said: then nobody is to hear it.
        let _ = parent.post_message(&message, server);
    }
}
