//! A hexagon bolt, its nut and its washer, M8.

use super::Fineness;
use super::material;
use super::outline::{Outline, Point};
use super::part::Part;
use super::shell::{Shell, Side};
use super::space::Frame;
use std::f64::consts::{FRAC_PI_6, TAU};

const SHANK: f64 = 0.004;
const FLATS: f64 = 0.013;
const HEAD: f64 = 0.0053;
const LENGTH: f64 = 0.030;
const NUT: f64 = 0.0065;

/// The bolt: its head on the XY plane, its shank downwards.
pub fn bolt(fineness: Fineness) -> Vec<Part> {
    let mut shell = Shell::new(fineness);
    let (hexagon, shank) = (hexagon(), Outline::circle([0.0, 0.0], SHANK));
    let (foot, tip) = (Frame::level(0.0), Frame::level(-LENGTH));
    shell.face(foot, &hexagon, std::slice::from_ref(&shank), true);
    shell.face(Frame::level(HEAD), &hexagon, &[], false);
    shell.wall(foot, &hexagon, HEAD, Side::Outside);
    shell.wall(tip, &shank, LENGTH, Side::Outside);
    shell.face(tip, &shank, &[], true);
    vec![Part::solid(
        "JHD",
        "Hexagon bolt M8x30",
        "ISO 4017 - M8x30",
        material::STEEL,
        [150, 154, 158],
        shell.finish(),
    )]
}

/// The nut, standing on the XY plane.
pub fn nut(fineness: Fineness) -> Vec<Part> {
    let mut shell = Shell::new(fineness);
    shell.extrude(Frame::level(0.0), &hexagon(), &[Outline::circle([0.0, 0.0], SHANK)], NUT);
    let mesh = shell.finish();
    vec![Part::solid("JHD", "Hexagon nut M8", "ISO 4032 - M8", material::STEEL, [164, 160, 140], mesh)]
}

/// The washer, lying on the XY plane.
pub fn washer(fineness: Fineness) -> Vec<Part> {
    let mut shell = Shell::new(fineness);
    let (outer, hole) = (Outline::circle([0.0, 0.0], 0.008), Outline::circle([0.0, 0.0], 0.0042));
    shell.extrude(Frame::level(0.0), &outer, &[hole], 0.0016);
    let mesh = shell.finish();
    vec![Part::solid("JHD", "Washer 8", "ISO 7089 - 8", material::STAINLESS, [190, 194, 198], mesh)]
}

fn hexagon() -> Outline {
    let corner = |number: u8| -> (Point, f64) {
        let (sin, cos) = (TAU * f64::from(number) / 6.0).sin_cos();
        let reach = FLATS / 2.0 / FRAC_PI_6.cos();
        ([reach * cos, reach * sin], 0.0)
    };
    Outline::filleted(&[0, 1, 2, 3, 4, 5].map(corner))
}
