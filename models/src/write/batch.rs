//! Different triangles, each at its place, as one mesh.

use glam::{DVec3, Vec3};

use super::plan::Use;
use crate::geometry::{Facts, Grid, Level, Mesh, Vertex, facts, levels};

/// What is written of a draw.
#[derive(Debug)]
pub(super) struct Built {
    pub grid: Grid,
    /// The finest first.
    pub levels: Vec<BuiltLevel>,
    /// One for each piece; one in all for instances.
    pub pieces: Vec<(Use, Facts)>,
}

#[derive(Debug, Default)]
pub(super) struct BuiltLevel {
    /// In metres.
    pub error: f64,
    pub vertices: Vec<Vertex>,
    pub triangles: Vec<u32>,
    pub lines: Vec<u32>,
    /// How much of each belongs to each piece.
    pub shares: Vec<Share>,
}

/// Vertices, corners of triangles, ends of lines.
pub(super) type Share = [usize; 3];

impl BuiltLevel {
    /// Adds the mesh of the next piece.
    pub(super) fn push(&mut self, level: &Level) {
        let Mesh { vertices, triangles, lines, .. } = &level.mesh;
        let first = u32::try_from(self.vertices.len()).unwrap_or(u32::MAX);
        self.vertices.extend_from_slice(vertices);
        self.triangles.extend(triangles.iter().map(|vertex| vertex + first));
        self.lines.extend(lines.iter().map(|vertex| vertex + first));
        self.shares.push([vertices.len(), triangles.len(), lines.len()]);
        self.error = self.error.max(level.error);
    }
}

/// Builds a batch; nothing, if none of it has an area.
pub(super) fn build(uses: Vec<Use>) -> Option<Built> {
    let points = uses.iter().flat_map(|used| {
        let corners = used.facets.triangles.iter().flatten();
        let positions =
            corners.filter_map(|vertex| used.facets.positions.get(usize::try_from(*vertex).ok()?));
        positions.map(|p| used.at.transform_point3(Vec3::from_array(*p).as_dvec3()))
    });
    let around = |(low, high): (DVec3, DVec3), point: DVec3| (low.min(point), high.max(point));
    let (low, high) = points.fold((DVec3::MAX, DVec3::MIN), around);
    let grid = Grid::over(low, high);
    let mut pieces = Vec::new();
    let mut of_pieces: Vec<Vec<Level>> = Vec::new();
    for mut used in uses {
        let Some(mesh) = Mesh::new(&used.facets, &used.at, &grid) else { continue };
        used.forget_facets();
        pieces.push((used, facts(&mesh, &grid)));
        of_pieces.push(levels(mesh, &grid, 1));
    }
    let most = of_pieces.iter().map(Vec::len).max()?;
    let mut built: Vec<BuiltLevel> = Vec::new();
    for number in 0..most {
        let mut level = BuiltLevel::default();
        for piece in &of_pieces {
            if let Some(piece) = piece.get(number).or(piece.last()) {
                level.push(piece);
            }
        }
        // Most of it may be the same as before.
        if built.last().is_none_or(|finer| level.triangles.len() * 10 < finer.triangles.len() * 7) {
            built.push(level);
        }
    }
    Some(Built { grid, levels: built, pieces })
}
