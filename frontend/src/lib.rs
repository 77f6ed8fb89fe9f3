//! The WebAssembly entry point: the page's boot script calls [`hydrate`].

/// Takes over the page that the server rendered.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate(part: Option<String>) {
    app::hydrate(part);
}
