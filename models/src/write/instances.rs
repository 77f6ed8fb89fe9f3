//! The same triangles in several places.

use glam::DAffine3;

use super::{
    batch::{Built, BuiltLevel},
    plan::{Use, split},
};
use crate::geometry::{Grid, Mesh, facts, levels};

/// Where each instance is, for `EXT_mesh_gpu_instancing`: the grid's origin and step are folded in.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub translations: Vec<[f32; 3]>,
    pub rotations: Vec<[f32; 4]>,
    pub scales: Vec<[f32; 3]>,
}

/// Builds the triangles once, in their own space; nothing, if they have no area.
pub(super) fn build(uses: Vec<Use>) -> Option<(Built, Places)> {
    let facets = uses.first()?.facets.clone();
    let (low, high) = facets.bounds();
    let grid = Grid::over(low.as_dvec3(), high.as_dvec3());
    let mesh = Mesh::new(&facets, &DAffine3::IDENTITY, &grid)?;
    drop(facets);
    let measured = facts(&mesh, &grid);
    let mut built = Vec::new();
    for level in &levels(mesh, &grid, uses.len()) {
        let mut whole = BuiltLevel::default();
        whole.push(level);
        built.push(whole);
    }
    let places = places(&uses, &grid);
    let pieces = uses.into_iter().map(|used| (used, measured)).collect();
    Some((Built { grid, levels: built, pieces }, places))
}

fn places(uses: &[Use], grid: &Grid) -> Places {
    let mut places = Places::default();
    for used in uses {
        let Some((scale, rotation, _)) = split(&used.at) else { continue };
        places.translations.push(used.at.transform_point3(grid.origin).as_vec3().to_array());
        places.rotations.push(rotation.as_quat().to_array());
        places.scales.push((scale * grid.unit()).as_vec3().to_array());
    }
    places
}
