//! A ball bearing, 6000: two rings, eight balls.

use super::Fineness;
use super::material;
use super::outline::{Outline, Segment};
use super::part::{Body, Part};
use super::shell::Shell;
use super::space::Frame;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

const WIDTH: f64 = 0.008;
const BALL: f64 = 0.0024;
const PITCH: f64 = 0.009;

/// The bearing, its axis on Z, its middle at the origin. The balls are one composite part.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let ring = |inner: f64, outer: f64| {
        let middle = f64::midpoint(inner, outer);
        let profile = Outline::rectangle([middle, 0.0], outer - inner, WIDTH, 0.0005);
        let mut shell = Shell::new(fineness);
        shell.revolve(Frame::level(0.0), &profile);
        shell.finish()
    };
    let mut balls = Shell::new(fineness);
    let half = Segment::Arc { center: [0.0, 0.0], radius: BALL, from: -FRAC_PI_2, sweep: PI };
    for ball in 0_u8..8 {
        let (sin, cos) = (TAU * f64::from(ball) / 8.0).sin_cos();
        let frame = Frame { origin: [PITCH * cos, PITCH * sin, 0.0], ..Frame::level(0.0) };
        balls.revolve(frame, &Outline(vec![half.clone()]));
    }
    let steel = material::BEARING_STEEL;
    let outer = Part::solid("JHD", "Outer ring", "6000-1", steel, [184, 188, 194], ring(0.0115, 0.013));
    let inner = Part::solid("JHH", "Inner ring", "6000-2", steel, [184, 188, 194], ring(0.005, 0.0065));
    let balls = Part::solid("JHL", "Balls", "6000-3", steel, [214, 218, 222], balls.finish());
    vec![outer, inner, Part { body: Body::Composite, ..balls }]
}
