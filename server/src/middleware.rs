//! What every request passes. The order, from outside: log, headers, panic, limits, then the guards of their routes,
//! then, where somebody may be signed in, the session.

mod address;
mod guard;
mod headers;
mod language;
mod limits;
mod log;
mod session_cookie;

pub use address::TrustedProxies;
pub(crate) use guard::{files_only_for_our_pages, navigations_only, server_functions_only_for_our_pages};
pub(crate) use headers::headers;
pub(crate) use language::language;
pub(crate) use limits::{Limits, limits};
pub(crate) use log::log;
pub(crate) use session_cookie::session_cookie;
