//! Reading: from any form of a model to a [`Scene`] that can be believed.

mod accessor;
pub(crate) mod container;
mod facets;
mod file;
mod form;
mod gltf;
mod obj;
mod parts;
mod scene;
mod stl;

use crate::{Limits, ModelError, Quantity};

pub(crate) use facets::Facets;
pub use form::Form;
pub(crate) use scene::{Appearance, Node, Scene};

/// The scene of a file. What the file is, is sniffed: `said` counts only where its content does not tell.
pub(crate) fn read(file: &[u8], said: Option<Form>, limits: &Limits) -> Result<Scene, ModelError> {
    if file.len() > limits.bytes {
        return Err(ModelError::too_much(Quantity::Bytes, limits.bytes));
    }
    match Form::of_content(file).or(said) {
        Some(Form::Stl) => stl::read(file, limits),
        Some(Form::Obj) => obj::read(file, limits),
        Some(Form::Gltf) | None => file::read(file, limits),
    }
}
