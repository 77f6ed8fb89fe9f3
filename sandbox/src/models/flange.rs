//! A flange: a disc with bolt holes, a hub with a fillet at its foot and a chamfer at its mouth.

use super::Fineness;
use super::material;
use super::outline::{Outline, Segment};
use super::part::Part;
use super::shell::{Shell, Side};
use super::space::Frame;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

const DISC: f64 = 0.030;
const THICK: f64 = 0.008;
const HUB: f64 = 0.016;
const BORE: f64 = 0.012;
const TOP: f64 = 0.024;
const FILLET: f64 = 0.003;
const CHAMFER: f64 = 0.001;

/// The flange, its axis on Z, its disc on the XY plane.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let bolts: Vec<_> = (0_u8..6)
        .map(|bolt| (TAU * f64::from(bolt) / 6.0).sin_cos())
        .map(|(sin, cos)| Outline::circle([0.0245 * cos, 0.0245 * sin], 0.003))
        .collect();
    let disc = Outline::circle([0.0, 0.0], DISC);
    let bore = Outline::circle([0.0, 0.0], BORE);
    let with = |middle: Outline| bolts.iter().cloned().chain([middle]).collect::<Vec<_>>();

    let mut shell = Shell::new(fineness);
    shell.face(Frame::level(0.0), &disc, &with(bore.clone()), true);
    shell.wall(Frame::level(0.0), &disc, THICK, Side::Outside);
    shell.face(Frame::level(THICK), &disc, &with(Outline::circle([0.0, 0.0], HUB + FILLET)), false);
    for bolt in &bolts {
        shell.wall(Frame::level(0.0), bolt, THICK, Side::Inside);
    }
    shell.revolve(Frame::level(0.0), &hub());
    shell.wall(Frame::level(0.0), &bore, TOP, Side::Inside);
    vec![Part::solid("JHD", "Flange", "GB-140", material::MILD_STEEL, [126, 132, 140], shell.finish())]
}

/// From the foot of the fillet up to the mouth of the bore.
fn hub() -> Outline {
    let fillet = Segment::Arc {
        center: [HUB + FILLET, THICK + FILLET],
        radius: FILLET,
        from: -FRAC_PI_2,
        sweep: PI - 3.0 * FRAC_PI_2,
    };
    Outline(vec![
        fillet,
        Segment::Line([HUB, THICK + FILLET], [HUB, TOP - CHAMFER]),
        Segment::Line([HUB, TOP - CHAMFER], [HUB - CHAMFER, TOP]),
        Segment::Line([HUB - CHAMFER, TOP], [BORE, TOP]),
    ])
}
