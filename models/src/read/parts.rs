//! A scene of parts side by side: what files without a tree make.

use std::sync::Arc;

use glam::DAffine3;

use super::{
    Appearance, Facets, Node, Scene,
    scene::{Leaf, Piece},
};
use crate::{Limits, ModelError, Quantity};

/// Metres of a millimetre, which files without a unit are taken to be in.
const MILLIMETRE: f64 = 0.001;

/// A whole that would be smaller than this, in metres, is in metres and not in millimetres: scans and pictures often are,
/// and no part is made of so little.
const SMALLEST: f64 = 0.001;

/// Parts, one after the other, within the limits.
pub(super) struct Parts<'a> {
    limits: &'a Limits,
    scene: Scene,
    triangles: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        let scene = Scene { appearances: vec![Appearance::UNNAMED], ..Scene::default() };
        Self { limits, scene, triangles: 0 }
    }

    /// Fails as soon as one triangle more is one too many.
    pub(super) fn count_triangle(&mut self) -> Result<(), ModelError> {
        self.triangles += 1;
        if self.triangles > self.limits.triangles {
            return Err(ModelError::too_much(Quantity::Triangles, self.limits.triangles));
        }
        Ok(())
    }

    /// A part of triangles that were counted, in metres. One without any is left out.
    pub(super) fn push(
        &mut self,
        name: String,
        positions: Vec<[f32; 3]>,
        triangles: Vec<[u32; 3]>,
    ) -> Result<(), ModelError> {
        let Some(facets) = Facets::believable(positions, None, triangles) else { return Ok(()) };
        if self.scene.nodes.len() >= self.limits.nodes {
            return Err(ModelError::too_much(Quantity::Nodes, self.limits.nodes));
        }
        let pieces = vec![Piece { facets: Arc::new(facets), appearance: 0 }];
        self.scene.leaves.push(Leaf { node: self.scene.nodes.len(), at: DAffine3::IDENTITY, pieces });
        self.scene.nodes.push(Node { name, id: Vec::new(), depth: 0, hidden: false });
        Ok(())
    }

    /// All of them, put right where they are not in millimetres.
    pub(super) fn into_scene(mut self) -> Result<Scene, ModelError> {
        if self.scene.leaves.is_empty() {
            return Err(ModelError::Empty);
        }
        if self.scene.diagonal() < SMALLEST {
            self.scene.scale(1.0 / MILLIMETRE);
        }
        Ok(self.scene)
    }
}

/// A coordinate of a file without a unit, in metres.
#[expect(clippy::cast_possible_truncation, reason = "positions are single precision")]
pub(super) fn metres(coordinate: f64) -> f32 {
    (coordinate * MILLIMETRE) as f32
}

/// A coordinate as text has it.
pub(super) fn coordinate(word: Option<&[u8]>) -> Result<f32, ModelError> {
    let number = word.and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
    number.map(metres).ok_or(ModelError::Broken("a coordinate that is no number"))
}

/// The words of a line.
pub(super) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}
