//! The client against the sandbox: every operation, every bad day, and what is not asked twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod bad_days;
mod configurations;
mod contract;
mod credentials;
mod finding;
mod lengths;
mod onshape;
mod operations;
mod parsers;
mod reading;
mod redirects;
mod specification;
mod thrift;
mod timeline;
