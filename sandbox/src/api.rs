//! The REST API under `/api/`, by the operations of Onshape's `OpenAPI`.

pub mod answer;
pub mod assemblies;
pub mod bearer;
pub mod document_list;
pub mod documents;
pub mod elements;
pub mod error;
pub mod gltf;
pub mod operation;
pub mod parts;
pub mod people;
pub mod route;
pub mod target;
pub mod thumbnails;
