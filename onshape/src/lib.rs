//! A typed client of Onshape's REST API and of its OAuth endpoints.
//!
//! One file for each group of operations, named as Onshape's `OpenAPI` document tags them. Every call takes the
//! access token it speaks for; nothing here knows about users' sessions or keeps a token.
//!
//! Onshape's answers are taken as hostile: every field is optional until it is needed, unknown members of an
//! enumeration are kept as text, unknown fields are ignored, and bodies are bounded.

mod client;
mod documents;
mod error;
mod hosts;
mod ids;
pub mod oauth;
mod part_studios;
mod thumbnails;
mod users;

pub use client::{API_VERSION, Api, ApiSettings};
pub use documents::{
    Document, DocumentFilter, DocumentPage, DocumentQuery, Element, ElementType, Owner, ThumbnailInfo,
    Workspace,
};
pub use error::Error;
pub use hosts::BearerHosts;
pub use ids::{DocumentId, ElementId, InvalidId, UserId, Wvm, WvmId};
pub use part_studios::Model;
pub use thumbnails::{Thumbnail, ThumbnailSize};
pub use users::SessionInfo;

/// An OAuth access token. Its `Debug` is blank, and only the client's request builder reads it.
pub type AccessToken = secrecy::SecretString;
