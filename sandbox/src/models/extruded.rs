//! Extruded parts: a heat sink, a square tube, a cover of bent sheet, an enclosure with a clear lid.

use super::Fineness;
use super::material;
use super::outline::{Outline, Point};
use super::part::Part;
use super::shell::{Shell, Side};
use super::space::Frame;

/// The heat sink: a base with nine fins, along Y.
pub fn heat_sink(fineness: Fineness) -> Vec<Part> {
    const FINS: u8 = 9;
    const FIN: f64 = 0.0015;
    let width = 0.060;
    let mut corners: Vec<Point> = vec![[-width / 2.0, 0.0], [width / 2.0, 0.0]];
    for fin in (0..FINS).rev() {
        let left = -width / 2.0 + (width - FIN) * f64::from(fin) / f64::from(FINS - 1);
        if fin != FINS - 1 {
            corners.push([left + FIN, 0.005]);
        }
        corners.extend([[left + FIN, 0.025], [left, 0.025]]);
        if fin != 0 {
            corners.push([left, 0.005]);
        }
    }
    let outline = Outline::filleted(&corners.into_iter().map(|corner| (corner, 0.0)).collect::<Vec<_>>());
    let frame = Frame { origin: [0.0, 0.040, 0.0], x: [1.0, 0.0, 0.0], y: [0.0, 0.0, 1.0] };
    let mut shell = Shell::new(fineness);
    shell.extrude(frame, &outline, &[], 0.080);
    vec![Part::solid("JHD", "Heat sink", "HS-060", material::ALUMINUM, [70, 74, 82], shell.finish())]
}

/// A square tube along X.
pub fn tube(fineness: Fineness) -> Vec<Part> {
    let frame = Frame { origin: [-0.200, 0.0, 0.0], x: [0.0, 1.0, 0.0], y: [0.0, 0.0, 1.0] };
    let outer = Outline::rectangle([0.0, 0.0], 0.040, 0.040, 0.004);
    let inner = Outline::rectangle([0.0, 0.0], 0.034, 0.034, 0.001);
    let mut shell = Shell::new(fineness);
    shell.extrude(frame, &outer, &[inner], 0.400);
    vec![Part::solid(
        "JHD",
        "Square tube 40x3",
        "ST-040-400",
        material::STEEL,
        [122, 112, 104],
        shell.finish(),
    )]
}

/// A hat of bent sheet along Y.
pub fn sheet_metal(fineness: Fineness) -> Vec<Part> {
    const T: f64 = 0.002;
    let (out, inn) = (0.0035, 0.0015);
    let corners = [
        ([-0.050, 0.0], 0.0),
        ([-0.030 + T, 0.0], out),
        ([-0.030 + T, 0.025], inn),
        ([0.030 - T, 0.025], inn),
        ([0.030 - T, 0.0], out),
        ([0.050, 0.0], 0.0),
        ([0.050, T], 0.0),
        ([0.030, T], inn),
        ([0.030, 0.025 + T], out),
        ([-0.030, 0.025 + T], out),
        ([-0.030, T], inn),
        ([-0.050, T], 0.0),
    ];
    let frame = Frame { origin: [0.0, 0.045, 0.0], x: [1.0, 0.0, 0.0], y: [0.0, 0.0, 1.0] };
    let mut shell = Shell::new(fineness);
    shell.extrude(frame, &Outline::filleted(&corners), &[], 0.090);
    vec![Part::solid("JHD", "Cover", "SM-100", material::STAINLESS, [198, 202, 206], shell.finish())]
}

/// An open box and its lid, which one can look through.
pub fn enclosure(fineness: Fineness) -> Vec<Part> {
    let outer = Outline::rectangle([0.0, 0.0], 0.100, 0.070, 0.008);
    let inner = Outline::rectangle([0.0, 0.0], 0.094, 0.064, 0.005);
    let mut body = Shell::new(fineness);
    body.face(Frame::level(0.0), &outer, &[], true);
    body.face(Frame::level(0.003), &inner, &[], false);
    body.face(Frame::level(0.035), &outer, std::slice::from_ref(&inner), false);
    body.wall(Frame::level(0.0), &outer, 0.035, Side::Outside);
    body.wall(Frame::level(0.003), &inner, 0.032, Side::Inside);
    let mut lid = Shell::new(fineness);
    lid.extrude(Frame::level(0.0352), &outer, &[], 0.003);
    let lid = Part::solid("JHH", "Lid", "EN-102", material::POLYCARBONATE, [170, 200, 224], lid.finish());
    vec![
        Part::solid("JHD", "Enclosure", "EN-101", material::ABS, [58, 64, 74], body.finish()),
        Part { opacity: 96, ..lid },
    ]
}
