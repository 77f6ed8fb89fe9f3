//! What is known of a mesh.

use glam::{DVec3, IVec3};

use super::{Grid, Mesh, mesh::at_index};

/// Measured on the finest level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Facts {
    /// The corner with the least coordinates, in metres.
    pub low: DVec3,
    /// The corner with the greatest.
    pub high: DVec3,
    /// How many.
    pub triangles: usize,
    /// Square metres.
    pub area: f64,
    /// Cubic metres; nothing, where the surface is not closed.
    pub volume: Option<f64>,
}

/// In the space of the grid.
pub(crate) fn facts(mesh: &Mesh, grid: &Grid) -> Facts {
    let point = |vertex: u32| {
        let place = at_index(&mesh.vertices, vertex).map_or([0; 3], |vertex| vertex.place);
        IVec3::from_array(place).as_dvec3() * grid.step
    };
    let (mut area, mut volume) = (0.0, 0.0);
    for corners in mesh.triangles.as_chunks::<3>().0 {
        let [a, b, c] = corners.map(point);
        let across = (b - a).cross(c - a);
        area += across.length() / 2.0;
        volume += a.dot(across) / 6.0;
    }
    let (low, high) = mesh.extent();
    Facts {
        low: grid.origin + low.as_dvec3() * grid.step,
        high: grid.origin + high.as_dvec3() * grid.step,
        triangles: mesh.triangles.len() / 3,
        area,
        volume: mesh.closed.then_some(volume),
    }
}
