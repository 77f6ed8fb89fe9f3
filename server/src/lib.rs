//! The server: configuration in, an application that listens out. All that is not HTTP lives in other crates.

mod application;
mod assets;
mod check;
mod middleware;
mod models;
mod rekey;
mod routes;
mod serve;
pub mod settings;
mod state;
mod tab;

pub use application::{Application, StartError};
pub use check::{Report, check};
pub use rekey::rekey;
pub use settings::Settings;
