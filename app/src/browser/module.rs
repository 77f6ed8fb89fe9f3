//! Scripts that define custom elements, loaded when the first of them is shown.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlScriptElement;

use super::window;

/// Adds the module at `address` to the page, once for each `id`; `failed` is called where it cannot be had.
pub(crate) fn load(id: &str, address: Option<String>, failed: impl Fn() + 'static) {
    let Some(address) = address else { return failed() };
    let Some(document) = window().document() else { return };
    if document.get_element_by_id(id).is_some() {
        return;
    }
    let script = document.create_element("script").ok().and_then(|s| s.dyn_into::<HtmlScriptElement>().ok());
    let (Some(script), Some(head)) = (script, document.query_selector("head").ok().flatten()) else {
        return failed();
    };
    script.set_id(id);
    script.set_type("module");
    script.set_src(&address);
    let gone = script.clone();
    let on_error = Closure::once_into_js(move || {
        // Asked for again, it is loaded again.
        gone.remove();
        failed();
    });
    script.set_onerror(Some(on_error.unchecked_ref()));
    // Refused, it says so by its error event.
    let _ = head.append_child(&script);
}
