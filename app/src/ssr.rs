//! The server's side of the server functions: who calls, with which token, and what is made of Onshape's answers.

mod backend;
pub mod bom;
mod caller;
pub mod configuration;
pub mod convert;
pub mod cookie;
pub mod emptiness;
pub mod facts;
pub mod files;
pub mod kept;
pub mod listing;
pub mod mass;
pub mod open;
pub mod parts;
pub mod properties;
pub mod units;
mod used;
pub mod versions;

use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

pub use backend::Backend;
pub use caller::{Caller, CallersTab};
pub use kept::opened;

/// Adds a cookie to the answer that is being made.
pub(crate) fn append_cookie(cookie: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// Adds a header to the answer that is being made.
pub(crate) fn insert_header(name: &'static str, value: &'static str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Sets the status of the answer that is being made.
pub(crate) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
