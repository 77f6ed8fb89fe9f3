//! The scene: nodes in their order, what is at them, and where.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use glam::{DAffine3, DMat4, DQuat, DVec3, Vec3};

use super::{
    Facets,
    accessor::Buffers,
    facets::FARTHEST,
    gltf::{self, Gltf},
};
use crate::{Box3, Limits, ModelError, Quantity};

/// More boxes than this are no help to the eye.
const MOST_BOXES: usize = 2_000;

/// Everything, in the order of the tree.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    /// Each before those below it.
    pub nodes: Vec<Node>,
    /// Nodes that have triangles.
    pub leaves: Vec<Leaf>,
    /// The nodes of the leaves, once these were taken to be written.
    pub parts: Vec<usize>,
    /// Colours that are used.
    pub appearances: Vec<Appearance>,
}

/// An entry of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// As in Onshape.
    pub name: String,
    /// The part's id, or the path of the occurrence.
    pub id: Vec<String>,
    /// 0 at the top.
    pub depth: usize,
    /// It, or a node that it is in, is not shown.
    pub hidden: bool,
}

/// A node with triangles: a part at its place.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// Its entry among [`Scene::nodes`].
    pub node: usize,
    /// From its space to the model's, metres.
    pub at: DAffine3,
    /// What is there.
    pub pieces: Vec<Piece>,
}

/// Triangles of one colour.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Shared by all uses.
    pub facets: Arc<Facets>,
    /// Its colour among [`Scene::appearances`].
    pub appearance: usize,
}

/// A colour. Linear, as glTF has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Appearance {
    /// Red, green, blue, opacity; 0 to 1.
    pub color: [f32; 4],
    /// 0 to 1.
    pub metallic: f32,
    /// 0 to 1.
    pub roughness: f32,
    /// Seen from behind as well.
    pub double_sided: bool,
}

/// What of the file was read already, by its accessors: position, normal, indices, and the mode.
type Known = HashMap<(usize, Option<usize>, Option<usize>, u32), Option<Arc<Facets>>>;

/// What a metre is in units that files are written in by mistake: inches, centimetres, millimetres. Feet are too near to
/// what a hidden part may make of a box.
const MISTAKEN: [f64; 3] = [39.370_078_74, 100.0, 1000.0];
/// How far from such a factor a box may be.
const LOOSE: f64 = 0.05;

impl Scene {
    /// Makes metres of a file that is in other units, which shows by how large Onshape says that the model is: the
    /// diagonal of its box, in metres. Gives by how much everything was divided.
    pub(crate) fn correct_units(&mut self, diagonal: f64) -> Option<f64> {
        let ratio = self.diagonal() / diagonal;
        let factor = MISTAKEN.into_iter().find(|factor| (ratio / factor - 1.0).abs() < LOOSE)?;
        self.scale(1.0 / factor);
        Some(factor)
    }

    /// Of the box around what is shown, in metres.
    pub(super) fn diagonal(&self) -> f64 {
        let (low, high) =
            self.boxes().into_iter().fold((Vec3::MAX, Vec3::MIN), |(low, high), [a, b, c, d, e, f]| {
                (low.min(Vec3::new(a, b, c)), high.max(Vec3::new(d, e, f)))
            });
        f64::from((high - low).length())
    }

    /// Makes everything so many times as large.
    pub(super) fn scale(&mut self, factor: f64) {
        for leaf in &mut self.leaves {
            leaf.at = DAffine3::from_scale(DVec3::splat(factor)) * leaf.at;
        }
    }

    /// Boxes around the first parts that are shown, for those who wait.
    pub(crate) fn boxes(&self) -> Vec<Box3> {
        let shown =
            self.leaves.iter().filter(|leaf| self.nodes.get(leaf.node).is_some_and(|node| !node.hidden));
        let mut known: HashMap<*const Facets, (Vec3, Vec3)> = HashMap::new();
        let boxes = shown.take(MOST_BOXES).map(|leaf| {
            let mut around = (DVec3::MAX, DVec3::MIN);
            for piece in &leaf.pieces {
                let (low, high) =
                    *known.entry(Arc::as_ptr(&piece.facets)).or_insert_with(|| piece.facets.bounds());
                for corner in 0..8 {
                    let pick =
                        |bit: u8, low: f32, high: f32| f64::from(if corner & bit == 0 { low } else { high });
                    let corner =
                        DVec3::new(pick(1, low.x, high.x), pick(2, low.y, high.y), pick(4, low.z, high.z));
                    let corner = leaf.at.transform_point3(corner);
                    around = (around.0.min(corner), around.1.max(corner));
                }
            }
            let (low, high) = (around.0.as_vec3(), around.1.as_vec3());
            [low.x, low.y, low.z, high.x, high.y, high.z]
        });
        boxes.collect()
    }
}

pub(super) fn read(gltf: &Gltf, buffers: &Buffers, limits: &Limits) -> Result<Scene, ModelError> {
    let mut reader = Reader {
        gltf,
        buffers,
        limits,
        scene: Scene { appearances: appearances(gltf), ..Scene::default() },
        known: HashMap::new(),
        seen: HashSet::new(),
        triangles: 0,
    };
    // A stack of its own: a file must not choose how deep ours gets.
    let mut open: Vec<_> =
        roots(gltf)?.into_iter().rev().map(|node| (node, 0, DAffine3::IDENTITY, false)).collect();
    while let Some((index, depth, above, hidden)) = open.pop() {
        let (node, at, hidden) = reader.node(index, depth, above, hidden)?;
        open.extend(node.children.iter().rev().map(|child| (*child, depth + 1, at, hidden)));
        if open.len() > gltf.nodes.len() {
            return Err(ModelError::Broken("a node in two places"));
        }
    }
    if reader.scene.leaves.is_empty() {
        return Err(ModelError::Empty);
    }
    Ok(reader.scene)
}

/// The nodes at the top of the scene that is to be shown; without scenes, those that are below no other.
fn roots(gltf: &Gltf) -> Result<Vec<usize>, ModelError> {
    if let Some(scene) = gltf.scenes.get(gltf.scene.unwrap_or(0)) {
        return Ok(scene.nodes.to_vec());
    }
    if gltf.scene.is_some() {
        return Err(ModelError::Broken("a scene that is not there"));
    }
    let below: HashSet<_> = gltf.nodes.iter().flat_map(|node| node.children.iter().copied()).collect();
    Ok((0..gltf.nodes.len()).filter(|node| !below.contains(node)).collect())
}

/// The file's materials, and behind them the one for triangles that name none.
fn appearances(gltf: &Gltf) -> Vec<Appearance> {
    let unit = |number: f32| if number.is_finite() { number.clamp(0.0, 1.0) } else { 1.0 };
    let materials = gltf.materials.iter().map(|material| {
        let pbr = &material.pbr_metallic_roughness;
        Appearance {
            color: pbr.color.map(unit),
            metallic: unit(pbr.metallic),
            roughness: unit(pbr.roughness),
            double_sided: material.double_sided,
        }
    });
    materials.chain([Appearance::UNNAMED]).collect()
}

impl Appearance {
    /// Of triangles for which a file names none.
    pub(super) const UNNAMED: Self =
        Self { color: [0.6, 0.6, 0.6, 1.0], metallic: 0.1, roughness: 0.5, double_sided: true };
}

struct Reader<'a, 'g> {
    gltf: &'a Gltf<'g>,
    buffers: &'a Buffers<'g>,
    limits: &'a Limits,
    scene: Scene,
    known: Known,
    seen: HashSet<usize>,
    triangles: usize,
}

impl<'a, 'g> Reader<'a, 'g> {
    fn node(
        &mut self,
        index: usize,
        depth: usize,
        above: DAffine3,
        hidden: bool,
    ) -> Result<(&'a gltf::Node<'g>, DAffine3, bool), ModelError> {
        let node = self.gltf.nodes.get(index).ok_or(ModelError::Broken("a node that is not there"))?;
        if !self.seen.insert(index) {
            return Err(ModelError::Broken("a node in two places"));
        }
        if self.scene.nodes.len() >= self.limits.nodes {
            return Err(ModelError::too_much(Quantity::Nodes, self.limits.nodes));
        }
        if depth >= self.limits.depth {
            return Err(ModelError::too_much(Quantity::Levels, self.limits.depth));
        }
        let at = above * placement(node)?;
        if !(at.is_finite() && at.translation.abs().max_element() <= FARTHEST) {
            return Err(ModelError::Broken("a part at no place in metres"));
        }
        let onshape = node.extensions.onshape.as_ref();
        let hidden = hidden || onshape.is_some_and(|onshape| onshape.hidden);
        let id = onshape.map(|onshape| onshape.id.0.iter().map(|id| id.clone().into_owned()).collect());
        let name = node.name.as_deref().unwrap_or_default().to_owned();
        let pieces = node.mesh.map(|mesh| self.mesh(mesh)).transpose()?.unwrap_or_default();
        if !pieces.is_empty() {
            self.scene.leaves.push(Leaf { node: self.scene.nodes.len(), at, pieces });
        }
        self.scene.nodes.push(Node { name, id: id.unwrap_or_default(), depth, hidden });
        Ok((node, at, hidden))
    }

    fn mesh(&mut self, index: usize) -> Result<Vec<Piece>, ModelError> {
        let mesh = self.gltf.meshes.get(index).ok_or(ModelError::Broken("a mesh that is not there"))?;
        let mut pieces = Vec::new();
        for primitive in mesh.primitives.iter() {
            let Some(facets) = self.facets(primitive)? else { continue };
            let unnamed = self.scene.appearances.len() - 1;
            let appearance = primitive.material.unwrap_or(unnamed);
            if appearance > unnamed {
                return Err(ModelError::Broken("a material that is not there"));
            }
            pieces.push(Piece { facets, appearance });
        }
        Ok(pieces)
    }

    /// The triangles of a primitive; nothing for points and lines.
    fn facets(&mut self, primitive: &gltf::Primitive) -> Result<Option<Arc<Facets>>, ModelError> {
        let Some(position) = primitive.attributes.position.filter(|_| (4..=6).contains(&primitive.mode))
        else {
            return Ok(None);
        };
        let key = (position, primitive.attributes.normal, primitive.indices, primitive.mode);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let positions = self.buffers.vectors(self.gltf, position)?;
        let normals = primitive.attributes.normal.map(|normal| self.buffers.vectors(self.gltf, normal));
        let normals = normals.transpose()?.filter(|normals| normals.len() == positions.len());
        let order = match primitive.indices {
            Some(indices) => self.buffers.indices(self.gltf, indices)?,
            None => (0..u32::try_from(positions.len()).unwrap_or(u32::MAX)).collect(),
        };
        if order.iter().any(|index| usize::try_from(*index).is_ok_and(|index| index >= positions.len())) {
            return Err(ModelError::Broken("an index out of range"));
        }
        let triangles = triangles(&order, primitive.mode);
        self.triangles = self.triangles.saturating_add(triangles.len());
        if self.triangles > self.limits.triangles {
            return Err(ModelError::too_much(Quantity::Triangles, self.limits.triangles));
        }
        let facets = Facets::believable(positions, normals, triangles).map(Arc::new);
        self.known.insert(key, facets.clone());
        Ok(facets)
    }
}

fn placement(node: &gltf::Node) -> Result<DAffine3, ModelError> {
    if let Some(matrix) = &node.matrix {
        let matrix = DMat4::from_cols_array(matrix);
        let last = matrix.row(3);
        if (last - glam::DVec4::W).abs().max_element() > 1e-6 {
            return Err(ModelError::Broken("a place in perspective"));
        }
        return Ok(DAffine3::from_mat4(matrix));
    }
    let rotation = node.rotation.map_or(DQuat::IDENTITY, DQuat::from_array);
    let rotation = if rotation.length_squared() > 1e-12 { rotation.normalize() } else { DQuat::IDENTITY };
    Ok(DAffine3::from_scale_rotation_translation(
        node.scale.map_or(DVec3::ONE, DVec3::from_array),
        rotation,
        node.translation.map_or(DVec3::ZERO, DVec3::from_array),
    ))
}

/// Triangles, strips (5) and fans (6) as triangles (specification, 3.7.2.1).
fn triangles(order: &[u32], mode: u32) -> Vec<[u32; 3]> {
    match mode {
        5 => order
            .array_windows()
            .enumerate()
            .map(|(at, &[a, b, c])| if at % 2 == 0 { [a, b, c] } else { [b, a, c] })
            .collect(),
        6 => {
            let Some((&hub, rim)) = order.split_first() else { return Vec::new() };
            rim.array_windows().map(|&[a, b]| [hub, a, b]).collect()
        }
        _ => order.as_chunks().0.to_vec(),
    }
}
