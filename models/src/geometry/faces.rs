//! The faces of the CAD model, as far as a file tells them: Onshape gives each face vertices of its own, also where two
//! faces meet smoothly.

use super::mesh::at_index;
use crate::read::Facets;

/// Which triangles hang together by the vertices that they share.
pub(super) struct Faces {
    parents: Vec<u32>,
}

impl Faces {
    /// Nothing, if triangles share no vertices at all.
    pub(super) fn of(facets: &Facets) -> Option<Self> {
        let count = u32::try_from(facets.positions.len()).unwrap_or(u32::MAX);
        let mut groups = Self { parents: (0..count).collect() };
        let mut joints = 0;
        for [a, b, c] in &facets.triangles {
            joints += usize::from(groups.join(*a, *b)) + usize::from(groups.join(*b, *c));
        }
        // Where each triangle has vertices of its own, each joins twice, and they tell nothing.
        (joints < 2 * facets.triangles.len()).then_some(groups)
    }

    /// A number that the triangles of a face have in common.
    pub(super) fn of_triangle(&mut self, [a, ..]: [u32; 3]) -> u32 {
        self.root(a)
    }

    fn root(&mut self, mut vertex: u32) -> u32 {
        loop {
            let parent = at_index(&self.parents, vertex).copied().unwrap_or(vertex);
            let above = at_index(&self.parents, parent).copied().unwrap_or(parent);
            if parent == vertex {
                return vertex;
            }
            self.set(vertex, above);
            vertex = above;
        }
    }

    fn set(&mut self, vertex: u32, parent: u32) {
        if let Some(entry) = usize::try_from(vertex).ok().and_then(|at| self.parents.get_mut(at)) {
            *entry = parent;
        }
    }

    fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.set(a.max(b), a.min(b));
        a != b
    }
}
