//! A helical compression spring: a circle swept along a helix, its ends closed.

use super::Fineness;
use super::material;
use super::mesh::Mesh;
use super::part::Part;
use super::space::{Vector, add, cross, unit};
use std::f64::consts::TAU;

const RADIUS: f64 = 0.010;
const WIRE: f64 = 0.0012;
const PITCH: f64 = 0.005;
const TURNS: u16 = 7;

/// The spring along Z, from the origin up.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let (around, along) = (fineness.steps(TAU).clamp(8, 24), fineness.steps(TAU).max(24) * TURNS);
    let mut mesh = Mesh::default();
    let mut rings: Vec<Vec<u32>> = Vec::new();
    for step in 0..=along {
        let station = Station::at(TAU * f64::from(TURNS) * f64::from(step) / f64::from(along));
        let ring = (0..around).map(|spoke| {
            let direction = station.direction(TAU * f64::from(spoke) / f64::from(around));
            mesh.vertex(add(station.middle, direction, WIRE), direction)
        });
        rings.push(ring.collect());
    }
    for pair in rings.windows(2) {
        let [below, above] = pair else { continue };
        let next = |ring: &[u32], at: usize| ring.get((at + 1) % ring.len()).copied().unwrap_or_default();
        for (at, (a, c)) in below.iter().zip(above).enumerate() {
            let (b, d) = (next(below, at), next(above, at));
            mesh.triangles.push([*a, *c, b]);
            mesh.triangles.push([b, *c, d]);
        }
    }
    for (angle, sign) in [(0.0, -1.0), (TAU * f64::from(TURNS), 1.0)] {
        cap(&mut mesh, &Station::at(angle), sign, around);
    }
    vec![Part::solid("JHD", "Compression spring", "SP-12-35", material::SPRING_STEEL, [92, 98, 106], mesh)]
}

fn cap(mesh: &mut Mesh, station: &Station, sign: f64, around: u16) {
    let normal = station.tangent.map(|part| part * sign);
    let middle = mesh.vertex(station.middle, normal);
    let mut ring: Vec<u32> = (0..around)
        .map(|spoke| station.direction(TAU * f64::from(spoke) / f64::from(around)))
        .map(|direction| mesh.vertex(add(station.middle, direction, WIRE), normal))
        .collect();
    let edge = ring.iter().chain(ring.first());
    mesh.edges.push(edge.filter_map(|at| mesh.positions.get(*at as usize).copied()).collect());
    if sign > 0.0 {
        ring.reverse();
    }
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        mesh.triangles.push([middle, *a, *b]);
    }
}

/// A place on the helix with the directions across it.
struct Station {
    middle: Vector,
    tangent: Vector,
    outwards: Vector,
    across: Vector,
}

impl Station {
    fn at(angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        let tangent = unit([-RADIUS * sin, RADIUS * cos, PITCH / TAU]);
        let outwards = [cos, sin, 0.0];
        let middle = [RADIUS * cos, RADIUS * sin, PITCH * angle / TAU];
        Self { middle, tangent, outwards, across: cross(outwards, tangent) }
    }

    fn direction(&self, angle: f64) -> Vector {
        let (sin, cos) = angle.sin_cos();
        add(self.outwards.map(|part| part * cos), self.across, sin)
    }
}
