//! The same triangles in several places.

use glam::{DAffine3, DVec3, Vec3};

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
    let corners = facets.triangles.iter().flatten();
    let positions = corners.filter_map(|vertex| facets.positions.get(usize::try_from(*vertex).ok()?));
    let (low, high) = positions
        .map(|p| Vec3::from_array(*p).as_dvec3())
        .fold((DVec3::MAX, DVec3::MIN), |(low, high), point| (low.min(point), high.max(point)));
    let grid = Grid::over(low, high);
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
    let step = if grid.short { grid.step } else { 1.0 };
    for used in uses {
        let Some((scale, rotation, _)) = split(&used.at) else { continue };
        places.translations.push(used.at.transform_point3(grid.origin).as_vec3().to_array());
        places.rotations.push(rotation.as_quat().to_array());
        places.scales.push((scale * step).as_vec3().to_array());
    }
    places
}
