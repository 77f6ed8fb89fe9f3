//! A part: a body with a name, a material and a colour.

use super::mesh::Mesh;

/// One part of a part studio.
#[derive(Clone, Debug)]
pub struct Part {
    /// Onshape's part id: short, and not always free of slashes.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its part number.
    pub number: &'static str,
    /// Its material's name.
    pub material: &'static str,
    /// Red, green and blue, 0 to 255.
    pub color: [u8; 3],
    /// Its surface: one or more closed shells.
    pub mesh: Mesh,
}
