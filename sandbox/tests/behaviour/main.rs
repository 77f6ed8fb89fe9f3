//! What the sandbox does, over real HTTP.

mod app;
mod control;
mod documents;
mod exports;
mod host_page;
mod models;
mod signing_in;
mod thumbnails;
mod tokens;
