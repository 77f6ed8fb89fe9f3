//! The HTML document around the app.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::{nonce::use_nonce, prelude::*};

use crate::{App, start::Start, texts};

/// Addresses of the build's files, hashed; found once when the server starts.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The WebAssembly's glue.
    pub js: String,
    /// What loads its parts.
    pub split: String,
    /// The WebAssembly.
    pub wasm: String,
    /// All styles.
    pub css: String,
    /// Files of each part of the WebAssembly, by its name.
    pub parts: Arc<BTreeMap<String, Vec<String>>>,
    /// The viewer's module, loaded with the first model.
    pub viewer: Option<String>,
    /// The page viewer's module, loaded with the first drawing, PDF or picture.
    pub pages: Option<String>,
}

/// The document, whose first page is of the first of these `parts`. Leptos' own `HydrationScripts` is not used: it writes the nonce into an attribute that scripts can
/// read, and looks for files beside the executable.
pub fn shell(assets: Assets, parts: &[&str]) -> impl IntoView {
    let Assets { js, split, wasm, css, .. } = assets;
    // Else they were asked for when the WebAssembly is here that asks for them.
    let files: BTreeSet<String> =
        parts.iter().filter_map(|part| assets.parts.get(*part)).flatten().cloned().collect();
    let part = parts.first().map_or_else(String::new, |part| format!("{part:?}"));
    let boot =
        format!("import({js:?}).then(m=>m.default({{module_or_path:{wasm:?}}}).then(()=>m.hydrate({part})))");
    let (language, locale) =
        use_context::<Start>().map(|start| (start.language, start.locale)).unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=locale>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>"Vitrine"</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=css />
                <link rel="modulepreload" href=js />
                <link rel="modulepreload" href=split />
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="" />
                {files
                    .into_iter()
                    .map(|file| view! { <link rel="preload" href=file r#as="fetch" r#type="application/wasm" crossorigin="" /> })
                    .collect_view()}
                <script type="application/json" id=texts::ELEMENT inner_html=texts::page_texts(language)></script>
                <script type="module" nonce=use_nonce()>
                    {boot}
                </script>
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
