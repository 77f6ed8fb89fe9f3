//! The part table: what is in the file beside geometry, as JSON, packed with gzip.

use glam::DVec3;
use serde::Serialize;

use super::{batch::Built, gzip::gzip, plan::Use};
use crate::{
    ModelError,
    geometry::{Facts, Grid},
    read::{Appearance, Node, Scene},
};

/// The whole table. docs/models.md describes it field by field.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Table {
    nodes: Nodes,
    /// The node of each part.
    parts: Vec<usize>,
    /// Linear red, green, blue and opacity, metallic, roughness; 1 at the end where both sides are seen.
    appearances: Vec<[f32; 7]>,
    pub draws: Vec<Draw>,
}

/// The tree, in its order.
#[derive(Debug, Serialize)]
struct Nodes {
    names: Vec<String>,
    depths: Vec<usize>,
    ids: Vec<Id>,
    /// Numbers of those that Onshape does not show.
    hidden: Vec<usize>,
}

/// The path of an occurrence: its last id, where the rest is that of the node above.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Id {
    Below(String),
    Whole(Vec<String>),
}

/// A draw. Its lists have an entry for each piece, those of facts one in all where it is instanced.
#[derive(Debug, Serialize)]
pub(super) struct Draw {
    instanced: bool,
    /// Number of the part that each piece belongs to.
    parts: Vec<usize>,
    appearances: Vec<usize>,
    /// Six numbers each: the least corner, the greatest. Metres in the model's space; of instances, in the units and the
    /// space of their positions.
    boxes: Vec<[f32; 6]>,
    /// Square metres.
    areas: Vec<f32>,
    /// Cubic metres; null for a surface that is open.
    volumes: Vec<Option<f32>>,
    /// The finest first.
    pub levels: Vec<Level>,
}

#[derive(Debug, Serialize)]
pub(super) struct Level {
    /// The glTF mesh.
    pub mesh: usize,
    /// How far it may be from the finest, in metres.
    pub error: f32,
    /// Vertices, corners of triangles and ends of lines of each piece; left out where there is one piece.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<[usize; 3]>,
}

impl Table {
    pub(super) fn of(scene: &Scene) -> Self {
        Self {
            nodes: nodes(&scene.nodes),
            parts: scene.parts.clone(),
            appearances: scene.appearances.iter().map(appearance).collect(),
            draws: Vec::new(),
        }
    }

    /// Compressed as gzip (RFC 1952).
    pub(super) fn packed(&self) -> Result<Vec<u8>, ModelError> {
        let text =
            serde_json::to_vec(self).map_err(|_| ModelError::Broken("a table that cannot be written"))?;
        gzip(&text)
    }
}

impl Draw {
    pub(super) fn of(built: &Built, instanced: bool) -> Self {
        let facts = if instanced { built.pieces.get(..1) } else { built.pieces.get(..) }.unwrap_or_default();
        let facts = || facts.iter().map(|(_, facts)| facts);
        let uses = || built.pieces.iter().map(|(used, _)| used);
        Self {
            instanced,
            parts: uses().map(|used: &Use| used.part).collect(),
            appearances: uses().map(|used| used.appearance).collect(),
            boxes: facts()
                .map(|facts| if instanced { own_corners(facts, &built.grid) } else { corners(facts) })
                .collect(),
            areas: facts().map(|facts| single(facts.area)).collect(),
            volumes: facts().map(|facts| facts.volume.map(single)).collect(),
            levels: Vec::new(),
        }
    }
}

fn nodes(nodes: &[Node]) -> Nodes {
    let mut above: Vec<&Node> = Vec::new();
    let mut ids = Vec::with_capacity(nodes.len());
    for node in nodes {
        above.truncate(node.depth);
        let path = above.last().map_or(&[][..], |above| &above.id);
        ids.push(match node.id.split_last() {
            Some((last, rest)) if rest == path => Id::Below(last.clone()),
            _ => Id::Whole(node.id.clone()),
        });
        above.push(node);
    }
    Nodes {
        names: nodes.iter().map(|node| node.name.clone()).collect(),
        depths: nodes.iter().map(|node| node.depth).collect(),
        ids,
        hidden: nodes.iter().enumerate().filter(|(_, node)| node.hidden).map(|(number, _)| number).collect(),
    }
}

fn appearance(appearance: &Appearance) -> [f32; 7] {
    let [red, green, blue, opacity] = appearance.color;
    let sides = if appearance.double_sided { 1.0 } else { 0.0 };
    [red, green, blue, opacity, appearance.metallic, appearance.roughness, sides]
}

fn corners(facts: &Facts) -> [f32; 6] {
    let (low, high) = (facts.low.to_array().map(single), facts.high.to_array().map(single));
    [low[0], low[1], low[2], high[0], high[1], high[2]]
}

fn own_corners(facts: &Facts, grid: &Grid) -> [f32; 6] {
    let own = |corner: DVec3| (corner - grid.origin) / grid.unit();
    corners(&Facts { low: own(facts.low), high: own(facts.high), ..*facts })
}

#[expect(clippy::cast_possible_truncation, reason = "seven digits are enough here")]
fn single(number: f64) -> f32 {
    number as f32
}
