//! An angle bracket: a foot and a wall with a filleted bend, holes in both.

use super::Fineness;
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::{Shell, Side};
use super::space::Frame;

const FOOT: f64 = 0.040;
const HEIGHT: f64 = 0.060;
const THICK: f64 = 0.006;
const BEND: f64 = 0.006;
const WIDTH: f64 = 0.050;

/// The bracket: its foot on the XY plane towards -X, its wall against the YZ plane.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    // The profile, in the XZ plane, seen from -Y; its lines are numbered by the order of the corners.
    let profile = Outline::filleted(&[
        ([-FOOT, 0.0], 0.0),
        ([0.0, 0.0], BEND + THICK),
        ([0.0, HEIGHT], 0.0),
        ([-THICK, HEIGHT], 0.0),
        ([-THICK, THICK], BEND),
        ([-FOOT, THICK], 0.0),
    ]);
    let side = Frame { origin: [0.0, WIDTH / 2.0, 0.0], x: [1.0, 0.0, 0.0], y: [0.0, 0.0, 1.0] };
    let mut shell = Shell::new(fineness);
    shell.face(side, &profile, &[], true);
    shell.face(Frame { origin: side.point([0.0, 0.0], WIDTH), ..side }, &profile, &[], false);
    // Bottom of the foot, outside and inside of the wall, top of the foot.
    shell.wall_but(side, &profile, WIDTH, Side::Outside, &[0, 2, 4, 6]);

    let screws = [-0.014, 0.014].map(|y| Outline::circle([-0.027, y], 0.0035));
    shell.face(Frame::level(0.0), &across(-FOOT, -BEND - THICK), &screws, true);
    shell.face(Frame::level(THICK), &across(-FOOT, -THICK - BEND), &screws, false);
    for screw in &screws {
        shell.wall(Frame::level(0.0), screw, THICK, Side::Inside);
    }

    let bearing = Outline::circle([0.0, 0.038], 0.009);
    let upright = |x| Frame { origin: [x, 0.0, 0.0], x: [0.0, 1.0, 0.0], y: [0.0, 0.0, 1.0] };
    let holes = std::slice::from_ref(&bearing);
    shell.face(upright(0.0), &along(BEND + THICK, HEIGHT), holes, false);
    shell.face(upright(-THICK), &along(THICK + BEND, HEIGHT), holes, true);
    shell.wall(upright(-THICK), &bearing, THICK, Side::Inside);
    vec![Part::solid("JHD", "Bracket", "GB-150", material::STEEL, [214, 94, 58], shell.finish())]
}

fn across(from: f64, to: f64) -> Outline {
    Outline::rectangle([f64::midpoint(from, to), 0.0], to - from, WIDTH, 0.0)
}

fn along(from: f64, to: f64) -> Outline {
    Outline::rectangle([0.0, f64::midpoint(from, to)], WIDTH, to - from, 0.0)
}
