//! A gearbox housing: a box that is open above, with bearing holes in two walls and screw holes in the floor.

use super::Fineness;
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::{Shell, Side};
use super::space::Frame;

const LENGTH: f64 = 0.120;
const WIDTH: f64 = 0.080;
const HEIGHT: f64 = 0.070;
const WALL: f64 = 0.006;
const ROUND: f64 = 0.010;
/// Height of the bearing holes' axis.
pub const AXIS: f64 = 0.038;

/// The housing, standing on the XY plane around the origin.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let outer = Outline::rectangle([0.0, 0.0], LENGTH, WIDTH, ROUND);
    let inner = Outline::rectangle([0.0, 0.0], LENGTH - 2.0 * WALL, WIDTH - 2.0 * WALL, ROUND - WALL);
    let screws = [(-0.042, -0.024), (0.042, -0.024), (0.042, 0.024), (-0.042, 0.024)]
        .map(|(x, y)| Outline::circle([x, y], 0.0033));
    let (ground, floor, rim) = (Frame::level(0.0), Frame::level(WALL), Frame::level(HEIGHT));

    let mut shell = Shell::new(fineness);
    shell.face(ground, &outer, &screws, true);
    shell.face(floor, &inner, &screws, false);
    shell.face(rim, &outer, std::slice::from_ref(&inner), false);
    for screw in &screws {
        shell.wall(ground, screw, WALL, Side::Inside);
    }
    // Runs 3 and 7 of a rounded rectangle are its lines at +X and -X (each corner's arc, then the line after it).
    shell.wall_but(ground, &outer, HEIGHT, Side::Outside, &[3, 7]);
    shell.wall_but(floor, &inner, HEIGHT - WALL, Side::Inside, &[3, 7]);
    for sign in [1.0, -1.0] {
        bearing_wall(&mut shell, sign);
    }
    vec![Part::solid("JHD", "Housing", "GB-110", material::CAST_ALUMINUM, [86, 128, 176], shell.finish())]
}

/// The two faces of the wall at +X or -X and the hole through them.
fn bearing_wall(shell: &mut Shell, sign: f64) {
    let hole = Outline::circle([0.0, AXIS], 0.012);
    let holes = std::slice::from_ref(&hole);
    let upright = |x: f64| Frame { origin: [x * sign, 0.0, 0.0], x: [0.0, 1.0, 0.0], y: [0.0, 0.0, 1.0] };
    let span = |bottom: f64, rounding: f64, width: f64| {
        Outline::rectangle([0.0, f64::midpoint(bottom, HEIGHT)], width - 2.0 * rounding, HEIGHT - bottom, 0.0)
    };
    let (outside, inside) = (LENGTH / 2.0, LENGTH / 2.0 - WALL);
    shell.face(upright(outside), &span(0.0, ROUND, WIDTH), holes, sign < 0.0);
    shell.face(upright(inside), &span(WALL, ROUND - WALL, WIDTH - 2.0 * WALL), holes, sign > 0.0);
    let start = if sign > 0.0 { upright(inside) } else { upright(outside) };
    shell.wall(start, &hole, WALL, Side::Inside);
}
