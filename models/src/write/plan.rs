//! What is drawn together: uses of the same triangles as instances, everything else in batches.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use glam::{DAffine3, DQuat, DVec3};

use crate::read::{Appearance, Facets, Scene};

/// To bake a use costs its triangles, to instance it a draw call: below this many triangles more, it is baked.
const WORTH_INSTANCING: usize = 600;
/// Triangles of a batch. A larger piece is a batch of its own: it can then be loaded and left by itself.
const BATCH: usize = 24_000;

/// One use of triangles.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The part, among the scene's leaves.
    pub part: usize,
    pub facets: Arc<Facets>,
    pub at: DAffine3,
    pub appearance: usize,
}

impl Use {
    /// Lets go of the triangles, once they are in a mesh.
    pub(super) fn forget_facets(&mut self) {
        self.facets = Arc::default();
    }
}

/// What is drawn by one call.
#[derive(Debug)]
pub(super) enum Draw {
    /// Different triangles, each at its place.
    Batch(Vec<Use>),
    /// The same triangles in several places.
    Instances(Vec<Use>),
}

/// The draws of a scene, which is taken apart: triangles are freed as they are written.
pub(super) fn plan(scene: &mut Scene) -> Vec<Draw> {
    let uses = uses(scene);
    let mut groups: Vec<Vec<Use>> = Vec::new();
    let mut known: HashMap<(*const Facets, usize), usize> = HashMap::new();
    for used in uses {
        let key = (Arc::as_ptr(&used.facets), used.appearance);
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(used),
            None => groups.push(vec![used]),
        }
    }
    let is_worth = |group: &Vec<Use>| {
        let triangles = group.first().map_or(0, |used| used.facets.triangles.len());
        (group.len() - 1) * triangles > WORTH_INSTANCING && group.iter().all(|used| split(&used.at).is_some())
    };
    let (instanced, single): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_worth);
    let (opaque, clear): (Vec<Use>, Vec<Use>) =
        single.into_iter().flatten().partition(|used| is_opaque(scene.appearances.get(used.appearance)));
    let mut draws: Vec<Draw> = instanced.into_iter().map(Draw::Instances).collect();
    draws.extend(batches(opaque));
    draws.extend(batches(clear));
    draws
}

fn is_opaque(appearance: Option<&Appearance>) -> bool {
    appearance.is_none_or(|appearance| appearance.color[3] >= 1.0)
}

/// Every use, those of equal triangles sharing them.
fn uses(scene: &mut Scene) -> Vec<Use> {
    let mut same: HashMap<u64, Vec<Arc<Facets>>> = HashMap::new();
    let mut judged: HashMap<*const Facets, Arc<Facets>> = HashMap::new();
    let mut one_of = |facets: Arc<Facets>| {
        let shared = judged.entry(Arc::as_ptr(&facets)).or_insert_with(|| {
            let alike = same.entry(fingerprint(&facets)).or_default();
            if let Some(equal) = alike.iter().find(|other| ***other == *facets) {
                return equal.clone();
            }
            alike.push(facets.clone());
            facets.clone()
        });
        shared.clone()
    };
    let leaves = std::mem::take(&mut scene.leaves);
    let mut uses = Vec::new();
    scene.parts = leaves.iter().map(|leaf| leaf.node).collect();
    for (part, leaf) in leaves.into_iter().enumerate() {
        for piece in leaf.pieces {
            uses.push(Use { part, facets: one_of(piece.facets), at: leaf.at, appearance: piece.appearance });
        }
    }
    uses
}

fn fingerprint(facets: &Facets) -> u64 {
    let mut hasher = DefaultHasher::new();
    facets.triangles.hash(&mut hasher);
    for position in &facets.positions {
        position.map(f32::to_bits).hash(&mut hasher);
    }
    hasher.finish()
}

/// Batches of neighbours in the tree.
fn batches(uses: Vec<Use>) -> Vec<Draw> {
    let mut batches = Vec::new();
    let (mut batch, mut triangles) = (Vec::new(), 0);
    for used in uses {
        let count = used.facets.triangles.len();
        if count >= BATCH {
            batches.push(Draw::Batch(vec![used]));
            continue;
        }
        if triangles + count > BATCH {
            batches.push(Draw::Batch(std::mem::take(&mut batch)));
            triangles = 0;
        }
        triangles += count;
        batch.push(used);
    }
    if !batch.is_empty() {
        batches.push(Draw::Batch(batch));
    }
    batches
}

/// Scale, rotation and translation of a place; nothing, if it shears or mirrors: a card cannot draw some instances
/// inside out.
pub(super) fn split(at: &DAffine3) -> Option<(DVec3, DQuat, DVec3)> {
    let (scale, rotation, translation) = at.to_scale_rotation_translation();
    let again = DAffine3::from_scale_rotation_translation(scale, rotation, translation);
    let parts = [
        at.matrix3.determinant() > 0.0,
        scale.is_finite(),
        rotation.is_finite(),
        again.matrix3.abs_diff_eq(at.matrix3, 1e-9),
    ];
    parts.into_iter().all(|sound| sound).then_some((scale, rotation, translation))
}
