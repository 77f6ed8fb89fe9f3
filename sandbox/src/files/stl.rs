//! STL, the binary kind: metres.

use crate::models::scene::Use;
use crate::models::space::{between, cross, unit};

/// All triangles of what is shown.
pub fn binary(uses: &[Use]) -> Vec<u8> {
    let mut triangles = Vec::new();
    let mut count = 0_u32;
    for used in uses.iter().filter(|used| !used.hidden) {
        for triangle in &used.part.mesh.triangles {
            let Some(corners) = used.part.mesh.corners(*triangle) else { continue };
            let [a, b, c] = corners.map(|corner| used.at.point(corner));
            let normal = unit(cross(between(b, a), between(c, a)));
            for number in [normal, a, b, c].into_iter().flatten() {
                triangles.extend(single(number).to_le_bytes());
            }
            triangles.extend([0, 0]);
            count += 1;
        }
    }
    let mut file = b"Onshape sandbox, metres".to_vec();
    file.resize(80, b' ');
    file.extend(count.to_le_bytes());
    file.extend(triangles);
    file
}

#[expect(clippy::cast_possible_truncation, reason = "STL has no other numbers")]
fn single(number: f64) -> f32 {
    number as f32
}
