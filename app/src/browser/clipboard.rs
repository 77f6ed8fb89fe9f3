//! Copying text.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::window;

/// Copies `text`, in the handler of a click; whether that worked. By the old command: the new interface is closed to
/// frames unless the page around them opens it, which Onshape's does not promise.
pub(crate) fn copy(text: &str) -> bool {
    let Some(document) = window().document().and_then(|d| d.dyn_into::<HtmlDocument>().ok()) else {
        return false;
    };
    let field = document.create_element("textarea").ok();
    let field = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let (Some(field), Some(body)) = (field, document.body()) else { return false };
    let before =
        document.active_element().and_then(|focused| focused.dyn_into::<web_sys::HtmlElement>().ok());
    field.set_value(text);
    field.set_class_name("visually-hidden");
    if body.append_child(&field).is_err() {
        return false;
    }
    field.select();
    let done = document.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    done
}
