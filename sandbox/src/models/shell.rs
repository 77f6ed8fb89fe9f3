//! Builds a closed surface face by face: flat faces with holes, walls along outlines, surfaces of revolution.

use super::Fineness;
use super::mesh::Mesh;
use super::outline::{Outline, Point, Run, ring};
use super::space::{Frame, Vector, add, between, cross, dot};
use earcut::Earcut;
use std::f64::consts::TAU;

/// On which side of a wall the material is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Material inside the outline: the wall looks outwards.
    Outside,
    /// A hole: the wall looks to the middle of the outline.
    Inside,
}

/// A surface in the making.
#[derive(Debug)]
pub struct Shell {
    fineness: Fineness,
    mesh: Mesh,
}

impl Shell {
    /// An empty one.
    pub fn new(fineness: Fineness) -> Self {
        Self { fineness, mesh: Mesh::default() }
    }

    /// What was built.
    pub fn finish(self) -> Mesh {
        self.mesh
    }

    /// An outline with holes, `height` thick on the frame's plane.
    pub fn extrude(&mut self, frame: Frame, outer: &Outline, holes: &[Outline], height: f64) {
        let top = Frame { origin: frame.point([0.0, 0.0], height), ..frame };
        self.face(frame, outer, holes, true);
        self.face(top, outer, holes, false);
        self.wall(frame, outer, height, Side::Outside);
        for hole in holes {
            self.wall(frame, hole, height, Side::Inside);
        }
    }

    /// A flat face with holes; it looks along the frame's normal, or against it if `back`.
    pub fn face(&mut self, frame: Frame, outer: &Outline, holes: &[Outline], back: bool) {
        let mut points = ring(&outer.runs(self.fineness, true));
        let mut starts = Vec::new();
        for hole in holes {
            starts.push(u32::try_from(points.len()).unwrap_or(u32::MAX));
            points.extend(ring(&hole.runs(self.fineness, true)));
        }
        let mut triangles: Vec<u32> = Vec::new();
        Earcut::new().earcut(points.iter().copied(), &starts, &mut triangles);
        let normal = frame.normal().map(|part| if back { -part } else { part });
        let first = u32::try_from(self.mesh.positions.len()).unwrap_or(u32::MAX);
        for point in points {
            self.mesh.vertex(frame.point(point, 0.0), normal);
        }
        for triangle in triangles.chunks_exact(3) {
            if let [a, b, c] = triangle {
                self.triangle([first + a, first + b, first + c], normal);
            }
        }
    }

    /// The wall over an outline, `height` along the frame's normal. Its edges at both ends are drawn.
    pub fn wall(&mut self, frame: Frame, outline: &Outline, height: f64, side: Side) {
        self.wall_but(frame, outline, height, side, &[]);
    }

    /// As [`Shell::wall`], without the runs of these numbers: they have openings and are faces of their own.
    pub fn wall_but(&mut self, frame: Frame, outline: &Outline, height: f64, side: Side, without: &[usize]) {
        let runs = outline.runs(self.fineness, true);
        let outwards = if side == Side::Outside { 1.0 } else { -1.0 };
        for (number, run) in runs.iter().enumerate() {
            self.outline_edges(frame, run, height);
            if !without.contains(&number) {
                let columns = run.points.iter().zip(&run.normals).map(|(point, [nx, ny])| {
                    let normal = frame.direction([nx * outwards, ny * outwards]);
                    [(frame.point(*point, 0.0), normal), (frame.point(*point, height), normal)]
                });
                let columns: Vec<_> = columns.collect();
                self.sheet(&columns);
            }
        }
        self.corner_edges(frame, &runs, height);
    }

    /// The surface over an outline that does not close.
    pub fn open_wall(&mut self, frame: Frame, outline: &Outline, height: f64, side: Side) {
        let outwards = if side == Side::Outside { 1.0 } else { -1.0 };
        for run in outline.runs(self.fineness, false) {
            self.outline_edges(frame, &run, height);
            let columns = run.points.iter().zip(&run.normals).map(|(point, [nx, ny])| {
                let normal = frame.direction([nx * outwards, ny * outwards]);
                [(frame.point(*point, 0.0), normal), (frame.point(*point, height), normal)]
            });
            let columns: Vec<_> = columns.collect();
            self.sheet(&columns);
        }
    }

    /// The surface that an open profile (radius, height) sweeps around the frame's normal. It looks to the right of
    /// travel: outwards on the way up.
    pub fn revolve(&mut self, frame: Frame, profile: &Outline) {
        let steps = self.fineness.steps(TAU);
        let runs = profile.runs(self.fineness, false);
        let turn = |step: u16| (TAU * f64::from(step % steps) / f64::from(steps)).sin_cos();
        for run in &runs {
            let columns: Vec<Vec<_>> = (0..=steps)
                .map(turn)
                .map(|(sin, cos)| {
                    let spin = |([radius, height], [nr, nz]): (&Point, &Point)| {
                        let normal = add(frame.direction([nr * cos, nr * sin]), frame.normal(), *nz);
                        (frame.point([radius * cos, radius * sin], *height), normal)
                    };
                    run.points.iter().zip(&run.normals).map(spin).collect()
                })
                .collect();
            self.sheet(&columns);
        }
        let sharp = runs.windows(2).filter_map(|pair| match pair {
            [a, b] => is_sharp(*a.normals.last()?, *b.normals.first()?).then_some(*b.points.first()?),
            _ => None,
        });
        for [radius, height] in sharp {
            let circle =
                (0..=steps).map(turn).map(|(sin, cos)| frame.point([radius * cos, radius * sin], height));
            self.mesh.edges.push(circle.collect());
        }
    }

    /// One face: quads between columns of equally many vertices, which its triangles share.
    fn sheet<C: AsRef<[(Vector, Vector)]>>(&mut self, columns: &[C]) {
        let numbers: Vec<Vec<_>> = columns
            .iter()
            .map(|column| {
                let add =
                    |&(position, normal): &(Vector, Vector)| (self.mesh.vertex(position, normal), normal);
                column.as_ref().iter().map(add).collect()
            })
            .collect();
        for pair in numbers.windows(2) {
            let [left, right] = pair else { continue };
            for (left, right) in left.windows(2).zip(right.windows(2)) {
                if let ([(a, normal), (b, _)], [(c, _), (d, _)]) = (left, right) {
                    self.triangle([*a, *c, *d], *normal);
                    self.triangle([*a, *d, *b], *normal);
                }
            }
        }
    }

    /// A triangle turned so that it looks along `normal`; one without area is left out.
    fn triangle(&mut self, [a, b, c]: [u32; 3], normal: Vector) {
        let Some([pa, pb, pc]) = self.mesh.corners([a, b, c]) else { return };
        let area = cross(between(pb, pa), between(pc, pa));
        if dot(area, area) > 1e-24 {
            self.mesh.triangles.push(if dot(area, normal) < 0.0 { [a, c, b] } else { [a, b, c] });
        }
    }

    fn outline_edges(&mut self, frame: Frame, run: &Run, height: f64) {
        for level in [0.0, height] {
            self.mesh.edges.push(run.points.iter().map(|point| frame.point(*point, level)).collect());
        }
    }

    fn corner_edges(&mut self, frame: Frame, runs: &[Run], height: f64) {
        for (run, next) in runs.iter().zip(runs.iter().cycle().skip(1)) {
            if let (Some(last), Some(first), Some(point)) =
                (run.normals.last(), next.normals.first(), next.points.first())
                && is_sharp(*last, *first)
            {
                self.mesh.edges.push(vec![frame.point(*point, 0.0), frame.point(*point, height)]);
            }
        }
    }
}

fn is_sharp([ax, ay]: Point, [bx, by]: Point) -> bool {
    ax * bx + ay * by < 0.9
}
