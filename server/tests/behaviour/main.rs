//! The whole server over HTTP, against a sandbox of its own in each test. A test moves the clock, it never waits.

mod browser;
mod failures;
mod files;
mod guards;
mod pages;
mod sign_in;
mod world;
