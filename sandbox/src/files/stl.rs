//! STL: triangles and nothing else, not even a unit.

use crate::models::scene::Use;
use crate::models::space::{Vector, between, cross, unit};
use std::fmt::Write;

/// The binary kind, of what is shown; metres times `factor`.
pub fn binary(uses: &[Use], factor: f64) -> Vec<u8> {
    let all: Vec<_> = shown(uses).flat_map(|used| facets(used, factor)).collect();
    let mut file = b"Onshape sandbox".to_vec();
    file.resize(80, b' ');
    file.extend(u32::try_from(all.len()).unwrap_or(u32::MAX).to_le_bytes());
    for (normal, [a, b, c]) in all {
        file.extend([normal, a, b, c].into_iter().flatten().flat_map(|number| single(number).to_le_bytes()));
        file.extend([0, 0]);
    }
    file
}

/// The readable kind, a solid for each use.
pub fn text(uses: &[Use], factor: f64) -> String {
    let mut text = String::new();
    for used in shown(uses) {
        let name = used.part.name.replace(char::is_control, " ");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "solid {name}");
        for ([x, y, z], corners) in facets(used, factor) {
            let _ = writeln!(text, "facet normal {x:e} {y:e} {z:e}\n  outer loop");
            for [x, y, z] in corners {
                let _ = writeln!(text, "    vertex {x:e} {y:e} {z:e}");
            }
            text.push_str("  endloop\nendfacet\n");
        }
        let _ = writeln!(text, "endsolid {name}");
    }
    text
}

fn shown(uses: &[Use]) -> impl Iterator<Item = &Use> {
    uses.iter().filter(|used| !used.hidden)
}

/// Each triangle with its own normal, not the rounded ones of its corners.
fn facets(used: &Use, factor: f64) -> impl Iterator<Item = (Vector, [Vector; 3])> {
    used.part.mesh.triangles.iter().filter_map(move |triangle| {
        let [a, b, c] = used.part.mesh.corners(*triangle)?.map(|corner| used.at.point(corner));
        let normal = unit(cross(between(b, a), between(c, a)));
        Some((normal, [a, b, c].map(|corner| corner.map(|number| number * factor))))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "STL has no other numbers")]
fn single(number: f64) -> f32 {
    number as f32
}
