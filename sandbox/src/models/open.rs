//! What is not solid: surfaces, and curves.

use super::Fineness;
use super::mesh::Mesh;
use super::outline::{Outline, Segment};
use super::part::{Body, Part};
use super::shell::{Shell, Side};
use super::space::{Frame, Vector};
use std::collections::BTreeMap;
use std::f64::consts::{PI, TAU};

fn open(id: &'static str, name: &'static str, body: Body, color: [u8; 3], mesh: Mesh) -> Part {
    Part {
        id: id.into(),
        name: name.into(),
        number: "".into(),
        material: None,
        color,
        opacity: 255,
        body,
        hidden: false,
        properties: BTreeMap::new(),
        mesh,
    }
}

/// A flat surface with a hole, and half a cylinder over it.
pub fn surfaces(fineness: Fineness) -> Vec<Part> {
    let mut flat = Shell::new(fineness);
    let (outer, hole) =
        (Outline::rectangle([0.0, 0.0], 0.080, 0.060, 0.0), Outline::circle([0.0, 0.0], 0.010));
    flat.face(Frame::level(0.0), &outer, &[hole], false);
    let mut arch = Shell::new(fineness);
    let half = Outline(vec![Segment::Arc { center: [0.0, 0.005], radius: 0.025, from: 0.0, sweep: PI }]);
    let frame = Frame { origin: [0.0, 0.030, 0.0], x: [1.0, 0.0, 0.0], y: [0.0, 0.0, 1.0] };
    arch.open_wall(frame, &half, 0.060, Side::Outside);
    vec![
        open("RHD", "Surface 1", Body::Sheet, [120, 160, 208], flat.finish()),
        open("RHH", "Surface 2", Body::Sheet, [208, 170, 120], arch.finish()),
    ]
}

/// A helix and a circle.
pub fn wires(fineness: Fineness) -> Vec<Part> {
    let curve = |turns: u16, radius: f64, pitch: f64| {
        let steps = fineness.steps(TAU) * turns;
        let point = |step: u16| -> Vector {
            let angle = TAU * f64::from(turns) * f64::from(step) / f64::from(steps);
            let (sin, cos) = angle.sin_cos();
            [radius * cos, radius * sin, pitch * angle / TAU]
        };
        Mesh { edges: vec![(0..=steps).map(point).collect()], ..Mesh::default() }
    };
    vec![
        open("WHD", "Curve 1", Body::Wire, [60, 90, 200], curve(4, 0.020, 0.010)),
        open("WHH", "Curve 2", Body::Wire, [200, 90, 60], curve(1, 0.030, 0.0)),
    ]
}
