//! A spur gear: twenty involute teeth of module 2.5 mm, a bore, six lightening holes.

use super::Fineness;
use super::material;
use super::outline::{Outline, Point, Segment};
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;
use std::f64::consts::{PI, TAU};

const TEETH: u8 = 20;
const MODULE: f64 = 0.0025;
const PITCH: f64 = MODULE * TEETH as f64 / 2.0;
const TIP: f64 = PITCH + MODULE;
const ROOT: f64 = PITCH - 1.25 * MODULE;
const WIDTH: f64 = 0.020;
const PRESSURE_ANGLE: f64 = PI / 9.0;

/// The gear, its axis on Z, standing on the XY plane.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let lightening = (0_u8..6)
        .map(|hole| (TAU * f64::from(hole) / 6.0 + 0.1).sin_cos())
        .map(|(sin, cos)| Outline::circle([0.0155 * cos, 0.0155 * sin], 0.003));
    let holes: Vec<_> = [Outline::circle([0.0, 0.0], 0.010)].into_iter().chain(lightening).collect();
    let mut shell = Shell::new(fineness);
    shell.extrude(Frame::level(0.0), &teeth(), &holes, WIDTH);
    vec![Part::solid(
        "JHD",
        "Gear, 20 teeth",
        "GB-120",
        material::ALLOY_STEEL,
        [193, 154, 84],
        shell.finish(),
    )]
}

/// The whole outline: for each tooth a flank up, the tip, a flank down, and the root to the next.
fn teeth() -> Outline {
    let half = PI / 2.0 / f64::from(TEETH) + involute(PRESSURE_ANGLE);
    let base = PITCH * PRESSURE_ANGLE.cos();
    let at = |radius: f64| half - involute((base / radius).min(1.0).acos());
    let (foot, head) = (at(ROOT), at(TIP));
    let segments = (0..TEETH).flat_map(|tooth| {
        let middle = TAU * f64::from(tooth) / f64::from(TEETH);
        let gap = TAU / f64::from(TEETH) - 2.0 * foot;
        let at_radius = |radius: f64, side: f64| polar(radius, middle + side * at(radius));
        let radii = (0_u8..=8).map(|step| base + (TIP - base) * f64::from(step) / 8.0);
        let up: Vec<Point> = radii.clone().map(|radius| at_radius(radius, -1.0)).collect();
        let down: Vec<Point> = radii.rev().map(|radius| at_radius(radius, 1.0)).collect();
        let arc = |radius, from, sweep| Segment::Arc { center: [0.0, 0.0], radius, from, sweep };
        // Involutes begin at the base circle; below it the flanks are straight.
        [
            Segment::Line(at_radius(ROOT, -1.0), at_radius(base, -1.0)),
            Segment::Curve(up),
            arc(TIP, middle - head, 2.0 * head),
            Segment::Curve(down),
            Segment::Line(at_radius(base, 1.0), at_radius(ROOT, 1.0)),
            arc(ROOT, middle + foot, gap),
        ]
    });
    Outline(segments.collect())
}

fn involute(angle: f64) -> f64 {
    angle.tan() - angle
}

fn polar(radius: f64, angle: f64) -> Point {
    [radius * angle.cos(), radius * angle.sin()]
}
