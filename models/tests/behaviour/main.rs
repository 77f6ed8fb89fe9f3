//! What goes in and what comes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::many_single_char_names,
    clippy::cast_possible_truncation,
    reason = "tests"
)]

mod decoded;
mod golden;
mod hostile;
mod sources;
mod store;
mod structure;
mod uploaded;
