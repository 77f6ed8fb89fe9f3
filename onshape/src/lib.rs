//! A typed client of Onshape's REST API and of its OAuth endpoints.
//!
//! ```no_run
//! use onshape::{Api, ApiKey, ApiSettings, Credential, DocumentAt, DocumentQuery, ElementType, GltfOptions, Wvm};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let api = Api::new(Api::http_client()?, ApiSettings::at("https://cad.onshape.com/api".parse()?));
//! let key = ApiKey::from_env().ok_or("set ONSHAPE_ACCESS_KEY and ONSHAPE_SECRET_KEY")?;
//! let onshape = api.client("me", Credential::ApiKey(key));
//!
//! for document in onshape.documents(&DocumentQuery::default()).await?.items {
//!     println!("{} {}", document.id, document.name.unwrap_or_default());
//!     let Some(workspace) = document.default_workspace else { continue };
//!     let at = DocumentAt::new(document.id, Wvm::Workspace(workspace.id));
//!     for element in onshape.elements(&at).await? {
//!         if element.kind() == ElementType::PartStudio {
//!             let model = onshape.part_studio_gltf(&at.element(element.id), &GltfOptions::default()).await?;
//!             std::fs::write("first.gltf", &model.bytes)?;
//!             return Ok(());
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes care of
//!
//! * **Thrift.** A call of Onshape's API costs: plans have a number of calls a year. What a version or a microversion
//!   names is kept for good, what a workspace names until it changes, identical calls in flight are one. See [`cache`].
//! * **Bad days.** One renewal and one retry after a 401, no call before `Retry-After`, retries with backoff where a
//!   call is idempotent, deadlines, limits of size. [`Error`] says what happened in terms that a program can act on.
//! * **Secrets.** Redirects are followed by hand, and a credential goes only where it may: see [`BearerHosts`].
//! * **Answers are hostile.** Every field is optional until it is needed, unknown members of an enumeration are kept as
//!   text, a field of another shape counts as absent, an unreadable item of a list is left out.
//!
//! There is one file for each group of operations, named as Onshape's `OpenAPI` document tags them; each operation is a
//! method of [`Client`] and links Onshape's own page.

mod answer;
mod api;
pub mod cache;
mod credential;
mod error;
mod hints;
mod hosts;
mod ids;
mod lenient;
pub mod oauth;
mod open_enum;
mod place;
mod request;
mod spent;
mod transport;

mod assembly;
mod blob_element;
mod comment;
mod company;
mod document;
mod drawing;
mod element;
mod metadata;
mod model;
mod part;
mod part_studio;
mod team;
mod thumbnail;
mod translation;
mod user;
mod webhook;

#[doc(hidden)]
pub mod parsers;

pub use answer::FileStream;
pub use api::{API_VERSION, Api, ApiSettings, Client, Now, OnAnswer};
pub use assembly::*;
pub use blob_element::*;
pub use comment::*;
pub use company::*;
pub use credential::{AccessToken, ApiKey, ApiKeyScheme, Credential, Renewal};
pub use document::*;
pub use drawing::*;
pub use element::*;
pub use error::Error;
pub use hosts::BearerHosts;
pub use ids::*;
pub use metadata::*;
pub use model::*;
pub use part::*;
pub use place::{DocumentAt, ElementAt, Wvm};
pub use spent::Spent;
pub use team::*;
pub use thumbnail::*;
pub use translation::*;
pub use user::*;
pub use webhook::*;
