//! The server: configuration in, an application that listens out. All that is not HTTP lives in other crates.

mod application;
mod assets;
mod middleware;
mod routes;
mod serve;
pub mod settings;
mod state;
mod tab;

pub use application::{Application, StartError};
pub use settings::Settings;
