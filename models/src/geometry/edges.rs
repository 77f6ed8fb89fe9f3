//! The edges that a CAD system draws.

use std::collections::HashMap;

use glam::{DVec3, IVec3};

use super::mesh::{Vertex, at_index, lie_on_a_line};

/// Normals that differ by more than this where triangles meet make a crease: cosine of 10 degrees.
const CREASED: f64 = 0.985;

pub(super) struct Found {
    /// Two vertices each.
    pub lines: Vec<u32>,
    /// Every edge belongs to exactly two triangles.
    pub closed: bool,
}

/// An edge of a triangle, by the places of its ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    ends: (u32, u32),
    /// Its number among all sides: three for each triangle.
    number: u32,
}

/// Edges where triangles crease, where faces meet, and where a surface ends. `of_face`: each triangle's face.
pub(super) fn find(vertices: &[Vertex], triangles: &[u32], of_face: Option<&[u32]>) -> Found {
    let places: Vec<[i32; 3]> = vertices.iter().map(|vertex| vertex.place).collect();
    let (_, place_of) = meshopt::generate_vertex_remap(&places, None);
    drop(places);
    let place = |vertex: u32| at_index(&place_of, vertex).copied().unwrap_or_default();
    let mut sides: Vec<Side> = Vec::with_capacity(triangles.len());
    for number in 0..u32::try_from(triangles.len()).unwrap_or(u32::MAX) {
        let (from, to) = ends(triangles, number);
        let (from, to) = (place(from), place(to));
        if from != to {
            sides.push(Side { ends: (from.min(to), from.max(to)), number });
        }
    }
    sides.sort_unstable();
    let mut found = Found { lines: Vec::new(), closed: true };
    for group in sides.chunk_by(|a, b| a.ends == b.ends) {
        let drawn = if let [a, b] = group {
            differ(vertices, triangles, of_face, a.number, b.number)
        } else {
            found.closed = false;
            true
        };
        if let Some(side) = group.first().filter(|_| drawn) {
            let (from, to) = ends(triangles, side.number);
            found.lines.extend([from, to]);
        }
    }
    found
}

/// The vertices that a side goes between, in the direction of its triangle.
fn ends(triangles: &[u32], number: u32) -> (u32, u32) {
    let next = if number % 3 == 2 { number - 2 } else { number + 1 };
    let vertex = |at| at_index(triangles, at).copied().unwrap_or_default();
    (vertex(number), vertex(next))
}

/// Whether two triangles that meet are of different surfaces. Their own directions are not asked: those of needles are
/// anything, once rounded.
fn differ(vertices: &[Vertex], triangles: &[u32], of_face: Option<&[u32]>, a: u32, b: u32) -> bool {
    if has_no_area(vertices, triangles, a / 3) || has_no_area(vertices, triangles, b / 3) {
        return false;
    }
    if let Some(of_face) = of_face
        && at_index(of_face, a / 3) != at_index(of_face, b / 3)
    {
        return true;
    }
    let ((a_from, a_to), (b_from, b_to)) = (ends(triangles, a), ends(triangles, b));
    // The one goes where the other comes from; not so, where a surface is wound both ways.
    let place = |vertex| at_index(vertices, vertex).map(|vertex: &Vertex| vertex.place);
    let (b_from, b_to) = if place(a_from) == place(b_to) { (b_to, b_from) } else { (b_from, b_to) };
    let normal =
        |vertex| at_index(vertices, vertex).map_or(DVec3::Z, |vertex: &Vertex| decoded(vertex.normal));
    let creased = |a, b| a != b && normal(a).dot(normal(b)) < CREASED;
    creased(a_from, b_from) || creased(a_to, b_to)
}

fn has_no_area(vertices: &[Vertex], triangles: &[u32], triangle: u32) -> bool {
    let corner = |at: u32| {
        let vertex = at_index(triangles, triangle * 3 + at).and_then(|vertex| at_index(vertices, *vertex));
        IVec3::from_array(vertex.map_or([0; 3], |vertex| vertex.place))
    };
    lie_on_a_line([corner(0), corner(1), corner(2)])
}

/// The unit vector of an octahedron unfolded.
fn decoded([x, y, one, _]: [i8; 4]) -> DVec3 {
    let one = f64::from(one).max(1.0);
    let (x, y) = (f64::from(x) / one, f64::from(y) / one);
    let z = 1.0 - x.abs() - y.abs();
    let fold = (-z).max(0.0);
    let inwards = |c: f64| if c >= 0.0 { c - fold } else { c + fold };
    DVec3::new(inwards(x), inwards(y), z).normalize_or(DVec3::Z)
}

/// One after the other where they meet, which encodes to less.
pub(super) fn put_in_order(lines: &mut Vec<u32>) {
    let count = lines.len() / 2;
    let mut at: HashMap<u32, Vec<u32>> = HashMap::with_capacity(count);
    for (number, [from, to]) in (0_u32..).zip(lines.as_chunks().0) {
        at.entry(*from).or_default().push(number);
        at.entry(*to).or_default().push(number);
    }
    let mut taken = vec![false; count];
    let mut ordered = Vec::with_capacity(lines.len());
    for start in 0..count {
        let mut number = start;
        let mut from = lines.get(2 * start).copied().unwrap_or_default();
        while let Some(free) = taken.get_mut(number).filter(|taken| !**taken) {
            *free = true;
            let ends = (
                lines.get(2 * number).copied().unwrap_or_default(),
                lines.get(2 * number + 1).copied().unwrap_or_default(),
            );
            let to = if ends.0 == from { ends.1 } else { ends.0 };
            ordered.extend([from, to]);
            from = to;
            let next = at.get_mut(&from).and_then(|numbers| {
                numbers.retain(|n| {
                    !usize::try_from(*n).ok().and_then(|n| taken.get(n)).copied().unwrap_or(true)
                });
                numbers.first().copied()
            });
            let Some(next) = next.and_then(|next| usize::try_from(next).ok()) else { break };
            number = next;
        }
    }
    *lines = ordered;
}
