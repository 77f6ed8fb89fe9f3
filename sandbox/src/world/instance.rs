//! What an assembly is made of: every part of every part studio in the same document, put in its place.

use super::document::Document;
use super::element::{Content, Element};
use super::id::Id;
use crate::models::assembly::placement;
use crate::models::part::Part;
use crate::models::space::Transform;
use crate::models::{Fineness, Model};

/// One use of a part.
#[derive(Debug)]
pub struct Instance {
    /// Instance id.
    pub id: Id,
    /// The part's name with the number of the use, `Gear <1>`.
    pub name: String,
    /// The part studio that the part is from.
    pub studio: Element,
    /// The part.
    pub part: Part,
    /// Where it is.
    pub transform: Transform,
}

/// The instances of an assembly.
pub fn of(document: &Document, assembly: &Element, fineness: Fineness) -> Vec<Instance> {
    let mut used: Vec<Model> = Vec::new();
    let mut instances = Vec::new();
    for studio in document.elements() {
        let Content::Studio(model) = studio.content else { continue };
        let copy = u8::try_from(used.iter().filter(|other| **other == model).count()).unwrap_or(0);
        used.push(model);
        for part in model.parts(fineness) {
            instances.push(Instance {
                id: Id::of("instance", format_args!("{}/{}/{}", assembly.id, studio.id, part.id)),
                name: format!("{} <{}>", part.name, copy + 1),
                studio: studio.clone(),
                part,
                transform: placement(model, copy),
            });
        }
    }
    instances
}
