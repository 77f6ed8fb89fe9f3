//! Triangles with normals, and the edges that a CAD system draws.

use super::space::Vector;

/// The surface of a part.
#[derive(Clone, Debug, Default)]
pub struct Mesh {
    /// Vertices, in metres.
    pub positions: Vec<Vector>,
    /// One for each vertex, of length 1: vertices on sharp edges are there once for each face.
    pub normals: Vec<Vector>,
    /// Counter-clockwise as seen from outside.
    pub triangles: Vec<[u32; 3]>,
    /// Lines along sharp edges.
    pub edges: Vec<Vec<Vector>>,
}

impl Mesh {
    /// Adds a vertex and gives its number.
    pub fn vertex(&mut self, position: Vector, normal: Vector) -> u32 {
        self.positions.push(position);
        self.normals.push(normal);
        u32::try_from(self.positions.len() - 1).unwrap_or(u32::MAX)
    }

    /// The corners of a triangle; nothing when a number is out of range.
    pub fn corners(&self, triangle: [u32; 3]) -> Option<[Vector; 3]> {
        let [a, b, c] = triangle.map(|at| self.positions.get(at as usize).copied());
        Some([a?, b?, c?])
    }
}

/// The least and the greatest coordinates.
pub fn bounds(points: &[Vector]) -> (Vector, Vector) {
    points.iter().fold(([f64::MAX; 3], [f64::MIN; 3]), |(low, high), [px, py, pz]| {
        let pair =
            |[ax, ay, az]: Vector, pick: fn(f64, f64) -> f64| [pick(ax, *px), pick(ay, *py), pick(az, *pz)];
        (pair(low, f64::min), pair(high, f64::max))
    })
}
