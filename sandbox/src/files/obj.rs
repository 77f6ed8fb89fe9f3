//! Wavefront OBJ: one group per part.

use crate::models::scene::Use;
use std::fmt::Write;

/// All triangles of what is shown; metres times `factor`.
pub fn text(uses: &[Use], factor: f64) -> String {
    let mut text = String::from("# Onshape sandbox\n");
    let mut first = 1;
    for used in uses.iter().filter(|used| !used.hidden) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "g {}", used.part.name.replace(char::is_whitespace, "_"));
        for position in &used.part.mesh.positions {
            let [x, y, z] = used.at.point(*position).map(|number| number * factor);
            let _ = writeln!(text, "v {x:.7} {y:.7} {z:.7}");
        }
        for triangle in &used.part.mesh.triangles {
            let [a, b, c] = triangle.map(|corner| first + corner as usize);
            let _ = writeln!(text, "f {a} {b} {c}");
        }
        first += used.part.mesh.positions.len();
    }
    text
}
