//! A knurled grip: one part of exactly so many triangles, for those who measure how an app copes with large models.

use super::Fineness;
use super::material;
use super::mesh::Mesh;
use super::part::Part;
use super::space::{Vector, cross, unit};
use std::f64::consts::TAU;

const RADIUS: f64 = 0.020;
const HEIGHT: f64 = 0.060;
const DEPTH: f64 = 0.0008;

/// A grip of `2 * around * (along + 1)` triangles; coarse for pictures and lists, whatever is asked else.
pub fn parts(fineness: Fineness, around: u32, along: u32) -> Vec<Part> {
    let drawn = fineness == Fineness::PICTURE || fineness == Fineness::COARSE;
    let (around, along) = if drawn { (around.min(96), along.min(48)) } else { (around, along) };
    vec![Part::solid(
        "JHD",
        "Knurled grip",
        "KG-020",
        material::ALUMINUM,
        [150, 156, 164],
        grip(around, along),
    )]
}

/// A point of the grip's side, `turn` and `rise` from 0 to 1.
fn side(knurls: f64, turn: f64, rise: f64) -> Vector {
    // Smooth at both ends, where the caps are.
    let fade = (rise * TAU / 2.0).sin();
    let knurl = (knurls * TAU * (turn + rise)).sin() * (knurls * TAU * (turn - rise)).sin();
    let radius = RADIUS + DEPTH * fade * knurl;
    let (sin, cos) = (turn * TAU).sin_cos();
    [radius * cos, radius * sin, HEIGHT * rise]
}

fn grip(around: u32, along: u32) -> Mesh {
    let mut mesh = Mesh::default();
    // Each as fine as the mesh can show.
    let knurls = f64::from((around / 24).min(24));
    let side = |turn, rise| side(knurls, turn, rise);
    let share = |at: u32, of: u32| f64::from(at) / f64::from(of);
    for ring in 0..=along {
        for step in 0..around {
            let (turn, rise) = (share(step, around), share(ring, along));
            let [across, up] = [side(turn + 1e-5, rise), side(turn, rise + 1e-5)];
            let here = side(turn, rise);
            let to = |[x, y, z]: Vector| [x - here[0], y - here[1], z - here[2]];
            mesh.vertex(here, unit(cross(to(across), to(up))));
        }
    }
    for ring in 0..along {
        for step in 0..around {
            let (a, b) = (ring * around + step, ring * around + (step + 1) % around);
            mesh.triangles.extend([[a, b, b + around], [a, b + around, a + around]]);
        }
    }
    for (ring, up) in [(0, -1.0), (along, 1.0)] {
        let rise = share(ring, along);
        let hub = mesh.vertex([0.0, 0.0, HEIGHT * rise], [0.0, 0.0, up]);
        let rim: Vec<_> =
            (0..around).map(|step| mesh.vertex(side(share(step, around), rise), [0.0, 0.0, up])).collect();
        for (one, next) in rim.iter().zip(rim.iter().cycle().skip(1)) {
            mesh.triangles.push(if up > 0.0 { [hub, *one, *next] } else { [hub, *next, *one] });
        }
    }
    let ring = |ring: u32| -> Vec<Vector> {
        (0..=around).map(|step| side(share(step % around, around), share(ring, along))).collect()
    };
    mesh.edges = vec![ring(0), ring(along)];
    mesh
}
