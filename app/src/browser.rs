//! The browser around the app. Only effects and event handlers come here: none of it runs on the server.

pub(crate) mod clipboard;
pub(crate) mod dates;
pub(crate) mod files_pass;
pub(crate) mod host;
pub(crate) mod in_view;
pub(crate) mod module;
pub(crate) mod numbers;
pub(crate) mod save;
pub(crate) mod session;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, UrlSearchParams, Window};

use crate::place::Id;

/// The window. Called in a browser only.
pub(crate) fn window() -> Window {
    leptos::prelude::window()
}

/// Whether the app runs in a frame of another page.
pub(crate) fn is_framed() -> bool {
    let window = window();
    match window.parent() {
        Ok(Some(parent)) => parent != window,
        Ok(None) => false,
        Err(_) => true,
    }
}

/// As whom Onshape is open around the app: `userId` of the address, if it is an identifier.
pub(crate) fn onshape_user() -> Option<String> {
    id_in_query("userId")
}

/// The company that owns the document of the tab; nothing for `cad`, which is none.
pub(crate) fn tab_company() -> Option<String> {
    id_in_query("companyId")
}

fn id_in_query(name: &str) -> Option<String> {
    let query = window().location().search().ok()?;
    let id = UrlSearchParams::new_with_str(&query).ok()?.get(name)?;
    Id::parse(&id).ok().map(String::from)
}

/// Whether the browser believes that it has a network.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// Loads the page anew.
pub(crate) fn reload() {
    // Refused only to pages that are being left.
    let _ = window().location().reload();
}

/// Says to styles and tests that the page works now.
pub(crate) fn mark_ready() {
    if let Some(root) = window().document().and_then(|document| document.document_element()) {
        // An attribute of ours on our own element: there is nothing to be done where it fails.
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Titles the page, and so its entry in the browser's history.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = window().document() {
        let title = if title.is_empty() { "Vitrine".to_owned() } else { format!("{title} · Vitrine") };
        document.set_title(&title);
    }
}

/// Puts the keyboard's focus on the element with this id.
pub(crate) fn focus(id: &str) {
    let element = window().document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Which of several elements is next for the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The one after the focused one; after the last the first.
    Next,
    /// The one before; before the first the last.
    Previous,
    /// The first.
    First,
    /// The last.
    Last,
}

/// Moves the keyboard's focus among the elements that match `selector` in the one with this id.
pub(crate) fn walk(id: &str, selector: &str, step: Step) {
    let Some(document) = window().document() else { return };
    let inside = document.get_element_by_id(id).and_then(|element| element.query_selector_all(selector).ok());
    let Some(inside) = inside.filter(|inside| inside.length() > 0) else { return };
    let last = inside.length() - 1;
    let focused = document.active_element();
    let now = (0..=last).find(|index| {
        let element = inside.get(*index).and_then(|node| node.dyn_into::<web_sys::Element>().ok());
        element.is_some() && element == focused
    });
    let wanted = match (step, now) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => last,
        (Step::Next, Some(now)) => {
            if now == last {
                0
            } else {
                now + 1
            }
        }
        (Step::Previous, Some(now)) => now.checked_sub(1).unwrap_or(last),
    };
    if let Some(element) = inside.get(wanted).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        // What cannot be focused is passed over by nobody: the focus stays.
        let _ = element.focus();
    }
}

/// Hides the popover of this id.
pub(crate) fn hide_popover(id: &str) {
    let element = window().document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.hide_popover();
    }
}

/// A text as part of a query.
pub(crate) fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
