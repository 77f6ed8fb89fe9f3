//! Geometry: from triangles as the file has them to meshes on a grid, with their edges and coarser levels.

mod edges;
mod faces;
mod grid;
mod levels;
mod measure;
mod mesh;
mod normals;

pub(crate) use grid::Grid;
pub(crate) use levels::{Level, levels};
pub(crate) use measure::{Facts, facts};
pub(crate) use mesh::{Mesh, Vertex};
