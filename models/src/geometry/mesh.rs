//! A mesh on a grid: welded, in the order that a graphics card reads it best.

use glam::{DAffine3, DVec3, IVec3, Vec3};
use meshopt::VertexDataAdapter;

use super::{
    Grid, edges,
    faces::Faces,
    normals::{self, Complete},
};
use crate::read::Facets;

/// Bits of each of the two numbers that a normal is told in: it is off by one degree at the most.
const NORMAL_BITS: i32 = 8;

/// A corner of triangles. Corners at one place with different normals are different vertices.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Vertex {
    /// Steps of the grid.
    pub place: [i32; 3],
    /// As an octahedron unfolded (`OCTAHEDRAL` of `EXT_meshopt_compression`): two numbers, what is 1, and nothing.
    pub normal: [i8; 4],
}

/// Triangles and edges over the same vertices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mesh {
    /// Each is used by a triangle.
    pub vertices: Vec<Vertex>,
    /// Three vertices each.
    pub triangles: Vec<u32>,
    /// Two vertices each: creases, borders between faces, open borders.
    pub lines: Vec<u32>,
    /// Every edge of a triangle belongs to exactly two.
    pub closed: bool,
}

impl Mesh {
    /// The mesh of `facets` at `at`, on a grid; nothing, if no triangle has an area there.
    pub(crate) fn new(facets: &Facets, at: &DAffine3, grid: &Grid) -> Option<Self> {
        // By the file's own numbers: normals that are made give each corner a vertex of its own.
        let of_face = Faces::of(facets).map(|mut faces| {
            facets.triangles.iter().map(|triangle| faces.of_triangle(*triangle)).collect::<Vec<_>>()
        });
        let facets = normals::complete(facets);
        let mut vertices = placed(&facets, at, grid);
        let mirrored = at.matrix3.determinant() < 0.0;
        let mut triangles = Vec::with_capacity(facets.triangles.len() * 3);
        for &[a, b, c] in facets.triangles.iter() {
            triangles.extend(if mirrored { [a, c, b] } else { [a, b, c] });
        }
        let (count, remap) = meshopt::generate_vertex_remap(&vertices, Some(&triangles));
        triangles = meshopt::remap_index_buffer(Some(&triangles), triangles.len(), &remap);
        vertices = meshopt::remap_vertex_buffer(&vertices, count, &remap);
        drop(remap);
        // A triangle without area may still be what joins its neighbours: it goes when the edges are known.
        let found = edges::find(&vertices, &triangles, of_face.as_deref());
        drop(of_face);
        let triangles = with_area(&vertices, &triangles);
        if triangles.is_empty() {
            return None;
        }
        let mut mesh = Self { vertices, triangles, lines: found.lines, closed: found.closed };
        mesh.put_in_order();
        Some(mesh)
    }

    /// In an order in which a graphics card reads little, and the encoding is smallest: along strips.
    pub(super) fn put_in_order(&mut self) {
        meshopt::optimize_vertex_cache_strip_in_place(&mut self.triangles, self.vertices.len());
        self.put_vertices_in_order();
        edges::put_in_order(&mut self.lines);
    }

    /// In the order of their first use; unused ones go. (meshopt's binding has a function for it that writes past the
    /// end of its list where vertices are unused, as of 0.7.0.)
    fn put_vertices_in_order(&mut self) {
        const UNUSED: u32 = u32::MAX;
        let mut new_numbers = vec![UNUSED; self.vertices.len()];
        let mut vertices = Vec::new();
        for corner in &mut self.triangles {
            let old = usize::try_from(*corner).unwrap_or(usize::MAX);
            let (Some(number), Some(vertex)) = (new_numbers.get_mut(old), self.vertices.get(old)) else {
                continue;
            };
            if *number == UNUSED {
                *number = u32::try_from(vertices.len()).unwrap_or(UNUSED);
                vertices.push(*vertex);
            }
            *corner = *number;
        }
        let used = |vertex: u32| at_index(&new_numbers, vertex).copied().filter(|number| *number != UNUSED);
        let lines =
            self.lines.as_chunks::<2>().0.iter().filter_map(|[from, to]| Some([used(*from)?, used(*to)?]));
        self.lines = lines.flatten().collect();
        self.vertices = vertices;
    }

    /// Metres from the grid's origin.
    pub(super) fn points(&self, grid: &Grid) -> Vec<Vec3> {
        self.vertices.iter().map(|vertex| grid.metres(IVec3::from_array(vertex.place))).collect()
    }

    /// The least and the greatest coordinates, in steps.
    pub(crate) fn extent(&self) -> (IVec3, IVec3) {
        let places = self.vertices.iter().map(|vertex| IVec3::from_array(vertex.place));
        places.fold((IVec3::MAX, IVec3::MIN), |(low, high), place| (low.min(place), high.max(place)))
    }
}

/// The vertices of `facets`, on the grid.
fn placed(facets: &Complete, at: &DAffine3, grid: &Grid) -> Vec<Vertex> {
    let turn = at.matrix3;
    // A normal turns with the inverse transposed.
    let turn = if turn.determinant().abs() > 1e-12 { turn.inverse().transpose() } else { turn };
    let directions: Vec<[f32; 4]> = facets
        .normals
        .iter()
        .map(|normal| {
            let normal = (turn * Vec3::from_array(*normal).as_dvec3()).normalize_or(DVec3::Z).as_vec3();
            [normal.x, normal.y, normal.z, 0.0]
        })
        .collect();
    let normals: Vec<[i8; 4]> = meshopt::encode_filter_oct(&directions, NORMAL_BITS);
    drop(directions);
    let place = |position: &[f32; 3]| {
        let point = at.transform_point3(Vec3::from_array(*position).as_dvec3());
        // Positions that no triangle uses may be no place at all.
        if point.is_finite() { grid.place(point).to_array() } else { [0; 3] }
    };
    facets
        .positions
        .iter()
        .zip(normals)
        .map(|(position, normal)| Vertex { place: place(position), normal })
        .collect()
}

/// Points as meshopt wants them.
pub(super) fn adapter(points: &[Vec3]) -> Option<VertexDataAdapter<'_>> {
    VertexDataAdapter::new(meshopt::typed_to_bytes(points), size_of::<Vec3>(), 0).ok()
}

pub(super) fn at_index<T>(list: &[T], index: u32) -> Option<&T> {
    list.get(usize::try_from(index).ok()?)
}

/// The triangles whose corners do not lie on a line.
fn with_area(vertices: &[Vertex], triangles: &[u32]) -> Vec<u32> {
    let place =
        |vertex: u32| IVec3::from_array(at_index(vertices, vertex).map_or([0; 3], |vertex| vertex.place));
    let sound = |corners: &&[u32; 3]| !lie_on_a_line(corners.map(place));
    triangles.as_chunks().0.iter().filter(sound).flatten().copied().collect()
}

/// Whether three places lie on a line.
pub(super) fn lie_on_a_line([a, b, c]: [IVec3; 3]) -> bool {
    // Coordinates have 25 bits at the most: their products fit.
    (b - a).as_i64vec3().cross((c - a).as_i64vec3()) == glam::I64Vec3::ZERO
}
