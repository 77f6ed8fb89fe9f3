//! The REST API under `/api/`, by the operations of Onshape's `OpenAPI`.

pub mod answer;
pub mod assemblies;
pub mod bearer;
pub mod call;
pub mod documents;
pub mod error;
pub mod operation;
pub mod parts;
pub mod partstudios;
pub mod route;
pub mod target;
pub mod thumbnails;
pub mod users;
