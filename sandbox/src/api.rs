//! The REST API under `/api/`, by the operations of Onshape's `OpenAPI`.

pub mod answer;
pub mod assemblies;
pub mod bearer;
pub mod blobelements;
pub mod call;
pub mod comments;
pub mod companies;
pub mod documents;
pub mod download;
pub mod drawings;
pub mod elements;
pub mod error;
pub mod geometry;
pub mod globaltreenodes;
pub mod keys;
pub mod messages;
pub mod metadata;
pub mod operation;
pub mod parts;
pub mod partstudios;
pub mod route;
pub mod target;
pub mod thumbnails;
pub mod translations;
pub mod users;
pub mod webhooks;
