//! The user interface, compiled twice: with feature `ssr` into the server, with `hydrate` into WebAssembly.
//!
//! The server renders the page's frame and skeleton with what it knows without asking Onshape (who is signed in);
//! the browser hydrates that and asks for the rest through the server functions in [`api`].
#![recursion_limit = "256"]

pub mod answer;
pub mod api;
mod app;
mod browser;
pub mod client;
mod components;
pub mod devices;
pub mod documents;
mod pages;
pub mod place;
pub mod shell;
pub mod spending;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod start;
mod state;
mod user_agent;

pub use app::App;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}
