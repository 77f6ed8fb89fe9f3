//! The normals of vertices, made where the file has none.

use std::{borrow::Cow, collections::HashMap};

use glam::{DVec3, Vec3};

use super::mesh::at_index;
use crate::read::Facets;

/// Triangles that meet at less than this are one surface: cosine of 30 degrees.
const SMOOTH: f64 = 0.866;
/// A fan of more needles around one point is not looked through for neighbours: that would be quadratic.
const MOST_NEIGHBOURS: usize = 64;

/// Facets with a normal for each position.
pub(super) struct Complete<'a> {
    pub positions: Cow<'a, [[f32; 3]]>,
    pub normals: Cow<'a, [[f32; 3]]>,
    pub triangles: Cow<'a, [[u32; 3]]>,
}

/// The file's normals, if every triangle has them; else the mean of the triangles that meet at a place at a small
/// angle, each corner being a vertex of its own.
pub(super) fn complete(facets: &Facets) -> Complete<'_> {
    let given = facets.normals.as_deref().filter(|normals| {
        let is_sound = |vertex: &u32| {
            at_index(normals, *vertex).is_some_and(|n| Vec3::from_array(*n).length_squared() > 1e-6)
        };
        facets.triangles.iter().flatten().all(is_sound)
    });
    if let Some(normals) = given {
        return Complete {
            positions: Cow::Borrowed(&facets.positions),
            normals: Cow::Borrowed(normals),
            triangles: Cow::Borrowed(&facets.triangles),
        };
    }
    let position = |vertex: &u32| at_index(&facets.positions, *vertex).copied().unwrap_or_default();
    let corners = (0..u32::try_from(facets.triangles.len() * 3).unwrap_or(u32::MAX)).collect::<Vec<_>>();
    Complete {
        positions: facets.triangles.iter().flatten().map(position).collect(),
        normals: Cow::Owned(made(facets)),
        triangles: Cow::Owned(corners.as_chunks().0.to_vec()),
    }
}

/// A normal for each corner of each triangle, of any length but zero.
fn made(facets: &Facets) -> Vec<[f32; 3]> {
    let flat: Vec<DVec3> = facets.triangles.iter().map(|triangle| across(facets, *triangle)).collect();
    let mut around: HashMap<[u32; 3], Vec<usize>> = HashMap::new();
    for (number, triangle) in facets.triangles.iter().enumerate() {
        for vertex in triangle {
            around.entry(bits(facets, *vertex)).or_default().push(number);
        }
    }
    let mean = |number: usize, vertex: &u32| {
        let own = flat.get(number).copied().unwrap_or_default();
        let direction = own.normalize_or_zero();
        let others = around.get(&bits(facets, *vertex)).filter(|others| others.len() <= MOST_NEIGHBOURS);
        let near = others.into_iter().flatten().filter_map(|other| flat.get(*other));
        let sum: DVec3 = near.filter(|other| other.normalize_or_zero().dot(direction) > SMOOTH).sum();
        (if others.is_some() { sum } else { own }).normalize_or(DVec3::Z).as_vec3().to_array()
    };
    facets
        .triangles
        .iter()
        .enumerate()
        .flat_map(|(number, triangle)| triangle.each_ref().map(|v| mean(number, v)))
        .collect()
}

/// Across a triangle, twice its area long.
fn across(facets: &Facets, triangle: [u32; 3]) -> DVec3 {
    let [a, b, c] = triangle.map(|vertex| {
        at_index(&facets.positions, vertex).map_or(DVec3::ZERO, |p| Vec3::from_array(*p).as_dvec3())
    });
    (b - a).cross(c - a)
}

/// The same for the same place, minus zero included.
fn bits(facets: &Facets, vertex: u32) -> [u32; 3] {
    at_index(&facets.positions, vertex).map_or([0; 3], |p| p.map(|c| (c + 0.0).to_bits()))
}
