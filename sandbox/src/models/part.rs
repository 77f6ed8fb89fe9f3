//! A part: a body with a name, a material and a colour.

use super::material::Material;
use super::mesh::Mesh;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One part of a part studio.
#[derive(Clone, Debug)]
pub struct Part {
    /// Onshape's part id: short, and not always free of slashes.
    pub id: Cow<'static, str>,
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its part number.
    pub number: Cow<'static, str>,
    /// Its material; without one it has no mass.
    pub material: Option<Material>,
    /// Red, green and blue, 0 to 255.
    pub color: [u8; 3],
    /// 255 is opaque.
    pub opacity: u8,
    /// What kind of body it is.
    pub body: Body,
    /// Not shown.
    pub hidden: bool,
    /// What its properties say that does not follow from the rest, by their names in bills of materials.
    pub properties: BTreeMap<&'static str, Value>,
    /// Its surface: one or more closed shells, an open one, or edges alone.
    pub mesh: Mesh,
}

/// Kinds of bodies (`bodyType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Closed.
    Solid,
    /// A surface without thickness.
    Sheet,
    /// Curves.
    Wire,
    /// Several bodies that count as one part.
    Composite,
}

impl Body {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Sheet => "sheet",
            Self::Wire => "wire",
            Self::Composite => "composite",
        }
    }

    /// Whether it encloses a volume.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Solid | Self::Composite)
    }
}

impl Part {
    /// A solid, opaque, shown.
    pub fn solid(
        id: &'static str,
        name: &'static str,
        number: &'static str,
        material: Material,
        color: [u8; 3],
        mesh: Mesh,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            number: number.into(),
            material: Some(material),
            color,
            opacity: 255,
            body: Body::Solid,
            hidden: false,
            properties: BTreeMap::new(),
            mesh,
        }
    }
}
