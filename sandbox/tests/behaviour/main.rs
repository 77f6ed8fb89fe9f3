//! What the sandbox does, over real HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod api_keys;
mod app;
mod assemblies;
mod blobs;
mod control;
mod documents;
mod drawings;
mod explorer;
mod exports;
mod external_data;
mod faults;
mod host_page;
mod hostile;
mod inspection;
mod metadata;
mod models;
mod people;
mod signing_in;
mod state;
mod thumbnails;
mod tokens;
mod translations;
mod webhooks;
