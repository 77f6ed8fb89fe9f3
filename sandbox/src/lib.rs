//! An offline stand-in for Onshape: OAuth, the part of the REST API that a document browser uses, glTF exports from
//! another host, and a page that frames an app as an element tab does. Real HTTP on 127.0.0.1, no account, no network.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use onshape_sandbox::{Sandbox, Settings};
//! let sandbox = Sandbox::start(Settings::for_app("http://localhost:3000".parse()?)).await?;
//! println!("{}", sandbox.base_url());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

#![recursion_limit = "256"] // A document summary has some sixty fields.

pub mod api;
pub mod clock;
pub mod comments;
pub mod control;
pub mod export;
pub mod files;
pub mod host;
pub mod inspector;
pub mod models;
pub mod oauth;
pub mod picture;
pub mod randomness;
mod router;
pub mod sandbox;
pub mod saved;
pub mod settings;
pub mod state;
pub mod switches;
pub mod translations;
pub mod uploads;
pub mod webhooks;
pub mod world;

pub use clock::Clock;
pub use randomness::Randomness;
pub use sandbox::Sandbox;
pub use settings::Settings;
