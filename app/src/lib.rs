//! The user interface, compiled twice: with feature `ssr` into the server, with `hydrate` into WebAssembly.
//!
//! The server renders the page's frame and skeleton with what it knows without asking Onshape (who is signed in);
//! the browser hydrates that and asks for the rest through the server functions in [`api`].
#![recursion_limit = "256"]

pub mod answer;
pub mod api;
mod app;
pub mod bom;
mod browser;
pub mod chunks;
pub mod client;
mod components;
pub mod configuration;
pub mod devices;
pub mod documents;
pub mod emptiness;
pub mod files;
mod format;
pub mod language;
pub mod listing;
pub mod mass;
mod pages;
pub mod parts;
pub mod place;
pub mod properties;
mod query;
mod search;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod spending;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod start;
mod state;
pub mod table;
pub mod texts;
pub mod units;
mod user_agent;
pub mod versions;

pub use app::App;

/// Takes over the page that the server rendered, which is of this part (see [`chunks`]).
#[cfg(feature = "hydrate")]
pub fn hydrate(part: Option<String>) {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async move {
        if chunks::fetch(part.as_deref()).await.is_ok() {
            leptos::mount::hydrate_body(App);
        }
    });
}
