//! The whole server over HTTP, against a sandbox of its own in each test. A test moves the clock, it never waits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod browser;
mod budgets;
mod events;
mod failures;
mod files;
mod guards;
mod pages;
mod sign_in;
mod world;
