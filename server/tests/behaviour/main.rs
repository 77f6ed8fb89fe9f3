//! The whole server over HTTP, against a sandbox of its own in each test. A test moves the clock, it never waits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod blobs;
mod browser;
mod budgets;
mod checks;
mod companies;
mod configuration;
mod devices;
mod drawings;
mod events;
mod failures;
mod files;
mod guards;
mod headers;
mod instances;
mod limits;
mod log;
mod models;
mod pages;
mod panels;
#[path = "../../../vault/tests/behaviour/postgres.rs"]
mod postgres;
mod process;
mod properties;
mod session_cookies;
mod sign_in;
mod tables;
mod world;
