//! Levels of detail: the mesh itself, and coarser ones that come first.

use meshopt::SimplifyOptions;

use super::{Grid, Mesh, edges, mesh::adapter};

/// Up to here, in triangles on the screen, a mesh is sent at once.
const SMALL: usize = 4_000;
/// No mesh is made coarser that has so few triangles.
const LEAST: usize = 48;
/// A coarser level has so many times fewer triangles.
const FEWER: usize = 8;
/// And each coarser level is off from the one before by no more than this share of the mesh's extent.
const ERRORS: [f64; 3] = [0.006, 0.024, 0.1];
/// Above this many triangles on the screen a coarser level has a coarser one.
const LARGE: usize = 24_000;

/// One level.
#[derive(Debug)]
pub(crate) struct Level {
    /// What is drawn.
    pub mesh: Mesh,
    /// How far it is from the finest at the most, in metres.
    pub error: f64,
}

/// The finest level first. `copies`: how often the mesh is on the screen.
pub(crate) fn levels(finest: Mesh, grid: &Grid, copies: usize) -> Vec<Level> {
    let (low, high) = finest.extent();
    let extent = (high - low).max_element();
    let mut all = vec![Level { mesh: finest, error: 0.0 }];
    for share in ERRORS {
        let enough = if all.len() == 1 { SMALL } else { LARGE };
        let is_large = |level: &&Level| {
            let triangles = level.mesh.triangles.len() / 3;
            triangles > LEAST && triangles * copies > enough
        };
        let Some(last) = all.last().filter(is_large) else { break };
        let Some(coarser) = coarser(&last.mesh, grid, f64::from(extent) * grid.step * share) else { break };
        let error = last.error + coarser.error;
        all.push(Level { mesh: coarser.mesh, error });
    }
    all
}

#[expect(clippy::cast_possible_truncation, reason = "for meshopt, which takes no more")]
fn coarser(mesh: &Mesh, grid: &Grid, allowed: f64) -> Option<Level> {
    let points = mesh.points(grid);
    let mut error = 0.0;
    let target = (mesh.triangles.len() / 3 / FEWER).max(LEAST / 4) * 3;
    let triangles = meshopt::simplify(
        &mesh.triangles,
        &adapter(&points)?,
        target,
        allowed as f32,
        SimplifyOptions::ErrorAbsolute | SimplifyOptions::Prune,
        Some(&mut error),
    );
    drop(points);
    // A level that saves less is none.
    if triangles.is_empty() || triangles.len() * 10 > mesh.triangles.len() * 6 {
        return None;
    }
    let found = edges::find(&mesh.vertices, &triangles, None);
    let mut coarse =
        Mesh { vertices: mesh.vertices.clone(), triangles, lines: found.lines, closed: mesh.closed };
    coarse.put_in_order();
    Some(Level { mesh: coarse, error: f64::from(error) })
}
