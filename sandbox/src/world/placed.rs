//! What is in an assembly that is written down: uses of parts and of other assemblies.

use super::id::Id;
use crate::models::space::Transform;
use serde::{Deserialize, Serialize};

/// One use of a part or of an assembly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// Instance id, unique in its assembly.
    pub id: Id,
    /// The name with the number of the use, `Gear <1>`.
    pub name: String,
    /// The document and the version of it, when it is another one.
    pub linked: Option<(Id, Id)>,
    /// The element that is used.
    pub element: Id,
    /// The part of a part studio; nothing for an assembly.
    pub part: Option<String>,
    /// The configuration in which it is used, `default` mostly.
    pub configuration: String,
    /// Where it is, in the assembly's own space.
    pub transform: Transform,
    /// Not loaded at all.
    pub suppressed: bool,
    /// There, but not shown.
    pub hidden: bool,
    /// Does not move.
    pub fixed: bool,
}

impl Placed {
    /// A use of a part of the same document, at a place.
    pub fn part(id: Id, name: String, element: Id, part: &str, transform: Transform) -> Self {
        Self { part: Some(part.to_owned()), ..Self::assembly(id, name, element, transform) }
    }

    /// A use of an assembly of the same document, at a place.
    pub fn assembly(id: Id, name: String, element: Id, transform: Transform) -> Self {
        Self {
            id,
            name,
            linked: None,
            element,
            part: None,
            configuration: "default".to_owned(),
            transform,
            suppressed: false,
            hidden: false,
            fixed: false,
        }
    }
}
