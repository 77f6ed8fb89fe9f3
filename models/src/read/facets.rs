//! Triangles as a file has them, once they were looked through.

use glam::Vec3;

/// Farther from the origin than this is no model in metres: Onshape's space is a cube of 1,000 m.
pub(super) const FARTHEST: f64 = 1e6;

/// Triangles as the file has them: every number finite, every index in range.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Facets {
    /// Metres.
    pub positions: Vec<[f32; 3]>,
    /// One for each position, where the file has them.
    pub normals: Option<Vec<[f32; 3]>>,
    /// Three positions each.
    pub triangles: Vec<[u32; 3]>,
}

impl Facets {
    /// The least and the greatest coordinates of what is drawn.
    pub(crate) fn bounds(&self) -> (Vec3, Vec3) {
        let corners =
            self.triangles.iter().flatten().filter_map(|v| self.positions.get(usize::try_from(*v).ok()?));
        corners.fold((Vec3::MAX, Vec3::MIN), |(low, high), p| {
            let p = Vec3::from_array(*p);
            (low.min(p), high.max(p))
        })
    }

    /// Without the triangles that touch a position that is no place; a normal that is none becomes zero, and is made anew
    /// later. Nothing, if nothing is left.
    pub(super) fn believable(
        positions: Vec<[f32; 3]>,
        normals: Option<Vec<[f32; 3]>>,
        mut triangles: Vec<[u32; 3]>,
    ) -> Option<Self> {
        let is_place = |index: u32| {
            let position = usize::try_from(index).ok().and_then(|index| positions.get(index));
            position.is_some_and(|p| p.iter().all(|c| c.is_finite() && f64::from(c.abs()) <= FARTHEST))
        };
        triangles.retain(|triangle| triangle.iter().all(|index| is_place(*index)));
        let normals = normals.map(|normals| {
            let sound =
                |normal: [f32; 3]| if normal.iter().all(|c| c.is_finite()) { normal } else { [0.0; 3] };
            normals.into_iter().map(sound).collect()
        });
        (!triangles.is_empty()).then_some(Self { positions, normals, triangles })
    }
}
