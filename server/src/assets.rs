//! The built site inside the binary: scripts, styles, the viewers, a few static files. Debug builds read it from
//! `target/` instead.

use std::{collections::BTreeMap, sync::Arc};

use app::shell::Assets;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

/// What `cargo leptos build` made.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Site;

/// What `frontend/viewer/build.mjs` made.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/viewer"]
#[allow_missing = true]
struct Viewer;

/// What `frontend/pages/build.mjs` made.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/pages"]
#[allow_missing = true]
struct Pages;

const FOREVER: &str = "public, max-age=31536000, immutable";
/// What holds inside the worker that reads PDFs, which takes its policy from its own answer: no network and nothing
/// to run but decoders in WebAssembly.
const IN_WORKER: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'";
const A_DAY: &str = "public, max-age=86400";

/// The addresses that the page needs, found once when the server starts.
pub(crate) fn find() -> Assets {
    let find = |extension: &str| {
        let ours = |name: &str| {
            name.starts_with("pkg/vitrine.") && name.ends_with(extension) && name.matches('.').count() == 2
        };
        Site::iter().find(|name| ours(name)).map(|name| format!("/{name}")).unwrap_or_default()
    };
    let split = Site::iter().find(|name| name.starts_with("pkg/__wasm_split.") && name.ends_with(".js"));
    let viewer = Viewer::iter().find(|name| name.starts_with("viewer.") && name.ends_with(".js"));
    let pages = Pages::iter().find(|name| name.starts_with("pages.") && name.ends_with(".js"));
    Assets {
        js: find(".js"),
        split: split.map(|name| format!("/{name}")).unwrap_or_default(),
        wasm: find(".wasm"),
        css: find(".css"),
        viewer: viewer.map(|name| format!("/pkg/viewer/{name}")),
        pages: pages.map(|name| format!("/pkg/pages/{name}")),
        parts: Arc::new(parts()),
    }
}

/// The files of each part, as cargo-leptos lists them.
fn parts() -> BTreeMap<String, Vec<String>> {
    let manifest = Site::iter()
        .find(|name| name.starts_with("pkg/__wasm_split_manifest.") && name.ends_with(".json"))
        .and_then(|name| Site::get(&name));
    let parts: BTreeMap<String, Vec<String>> =
        manifest.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default();
    let address = |name: &String| format!("/pkg/{name}.wasm");
    parts.into_iter().map(|(part, files)| (part, files.iter().map(address).collect())).collect()
}

/// `GET /pkg/…`: names carry a hash of the content, so the content of a name never changes.
pub(crate) async fn pkg(Path(path): Path<String>, headers: HeaderMap) -> Response {
    if let Some(name) = path.strip_prefix("viewer/") {
        return serve::<Viewer>(name, &headers, FOREVER);
    }
    let Some(name) = path.strip_prefix("pages/") else {
        return serve::<Site>(&format!("pkg/{path}"), &headers, FOREVER);
    };
    let mut response = serve::<Pages>(name, &headers, FOREVER);
    let policy = HeaderValue::from_static(IN_WORKER);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// `GET /favicon.svg`, `/icon.svg`: static files from `public/`.
pub(crate) async fn public(uri: axum::http::Uri, headers: HeaderMap) -> Response {
    serve::<Site>(uri.path().trim_start_matches('/'), &headers, A_DAY)
}

fn serve<E: Embed>(path: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    let Some(plain) = E::get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let content_type = plain.metadata.mimetype().to_owned();
    let (file, encoding) = best::<E>(path, plain, headers);
    let mut response = file.data.into_owned().into_response();
    let set = response.headers_mut();
    if let Ok(content_type) = HeaderValue::from_str(&content_type) {
        set.insert(header::CONTENT_TYPE, content_type);
    }
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest form that the browser takes, where it was compressed when it was built.
fn best<E: Embed>(
    path: &str,
    plain: EmbeddedFile,
    headers: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |name: &str| {
        accepted.split(',').any(|part| {
            let mut parts = part.split(';').map(str::trim);
            parts.next() == Some(name) && parts.next() != Some("q=0")
        })
    };
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if accepts(encoding)
            && let Some(file) = E::get(&format!("{path}.{extension}"))
        {
            return (file, Some(encoding));
        }
    }
    (plain, None)
}
