//! What every request passes. The order, from outside: log, headers, panic, then the guards of their routes.

mod guard;
mod headers;
mod log;

pub(crate) use guard::{files_only_for_our_pages, navigations_only, server_functions_only_for_our_pages};
pub(crate) use headers::headers;
pub(crate) use log::log;
