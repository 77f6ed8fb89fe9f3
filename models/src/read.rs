//! Reading: from any form of glTF to a [`Scene`] that can be believed.

mod accessor;
pub(crate) mod container;
mod file;
mod gltf;
mod scene;

pub(crate) use file::read;
pub(crate) use scene::{Appearance, Facets, Node, Scene};
