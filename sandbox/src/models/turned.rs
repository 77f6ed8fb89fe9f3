//! Turned parts: a V-belt pulley and a glass bottle.

use super::Fineness;
use super::material;
use super::outline::{Outline, Point};
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

/// The pulley, its axis on Z, its middle at the origin.
pub fn pulley(fineness: Fineness) -> Vec<Part> {
    let sharp = |point: Point| (point, 0.0);
    let corners = [
        sharp([0.008, -0.010]),
        sharp([0.040, -0.010]),
        sharp([0.040, -0.008]),
        ([0.032, -0.003], 0.001),
        ([0.032, 0.003], 0.001),
        sharp([0.040, 0.008]),
        sharp([0.040, 0.010]),
        sharp([0.018, 0.010]),
        sharp([0.018, 0.016]),
        sharp([0.008, 0.016]),
    ];
    vec![Part::solid(
        "JHD",
        "V-belt pulley",
        "PU-080",
        material::CAST_ALUMINUM,
        [120, 142, 134],
        turned(fineness, &corners),
    )]
}

/// The bottle, standing on the XY plane: an outside, an inside and a rim.
pub fn bottle(fineness: Fineness) -> Vec<Part> {
    let corners = [
        ([0.0, 0.0], 0.0),
        ([0.030, 0.0], 0.004),
        ([0.030, 0.110], 0.020),
        ([0.012, 0.140], 0.010),
        ([0.012, 0.170], 0.0),
        ([0.009, 0.170], 0.0),
        ([0.009, 0.1385], 0.008),
        ([0.027, 0.1085], 0.018),
        ([0.027, 0.004], 0.002),
        ([0.0, 0.004], 0.0),
    ];
    let mesh = turned(fineness, &corners);
    vec![Part {
        opacity: 140,
        ..Part::solid("JHD", "Bottle", "BO-250", material::GLASS, [110, 178, 150], mesh)
    }]
}

/// Around Z; lines along the axis sweep nothing.
fn turned(fineness: Fineness, corners: &[(Point, f64)]) -> super::mesh::Mesh {
    let mut shell = Shell::new(fineness);
    shell.revolve(Frame::level(0.0), &Outline::filleted(corners));
    shell.finish()
}
