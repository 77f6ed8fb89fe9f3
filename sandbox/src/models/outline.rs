//! Closed lines in a plane, made of straight lines, arcs and smooth curves.

use super::Fineness;
use std::f64::consts::TAU;

/// A point in a plane, in metres.
pub type Point = [f64; 2];

/// A piece of an outline.
#[derive(Clone, Debug)]
pub enum Segment {
    /// A straight line.
    Line(Point, Point),
    /// An arc, counter-clockwise if the sweep (radians) is positive.
    Arc {
        /// Its centre.
        center: Point,
        /// Its radius in metres.
        radius: f64,
        /// Where it begins, in radians.
        from: f64,
        /// How far it goes, in radians.
        sweep: f64,
    },
    /// Points on a smooth curve.
    Curve(Vec<Point>),
}

/// A piece of an outline as points, each with the direction that is to the right of travel.
#[derive(Clone, Debug)]
pub struct Run {
    /// The points; the last is the first of the next run.
    pub points: Vec<Point>,
    /// Of length 1.
    pub normals: Vec<Point>,
}

/// A line that closes, counter-clockwise; or an open profile for [`super::shell::Shell::revolve`].
#[derive(Clone, Debug)]
pub struct Outline(pub Vec<Segment>);

impl Outline {
    /// A full circle.
    pub fn circle(center: Point, radius: f64) -> Self {
        Self(vec![Segment::Arc { center, radius, from: 0.0, sweep: TAU }])
    }

    /// A rectangle around `center` with rounded corners.
    pub fn rectangle(center: Point, width: f64, height: f64, radius: f64) -> Self {
        let ([x, y], w, h) = (center, width / 2.0, height / 2.0);
        Self::filleted(&[
            ([x - w, y - h], radius),
            ([x + w, y - h], radius),
            ([x + w, y + h], radius),
            ([x - w, y + h], radius),
        ])
    }

    /// A polygon whose corners are rounded by these radii; 0 stays sharp.
    pub fn filleted(corners: &[(Point, f64)]) -> Self {
        let rounded: Vec<_> = (0..corners.len()).filter_map(|at| Corner::at(corners, at)).collect();
        let next = rounded.iter().cycle().skip(1);
        let segments = rounded.iter().zip(next).flat_map(|(corner, next)| {
            let line =
                (distance(corner.end, next.start) > 1e-9).then_some(Segment::Line(corner.end, next.start));
            corner.arc.clone().into_iter().chain(line)
        });
        Self(segments.collect())
    }

    /// The outline as runs of points that meet exactly. A closed outline's last point is its first.
    pub fn runs(&self, fineness: Fineness, closed: bool) -> Vec<Run> {
        let mut runs: Vec<Run> = self.0.iter().map(|segment| segment.run(fineness)).collect();
        let mut starts: Vec<_> = runs.iter().filter_map(|run| run.points.first().copied()).collect();
        if !starts.is_empty() {
            starts.rotate_left(1);
        }
        let meeting = if closed { runs.len() } else { runs.len().saturating_sub(1) };
        for (run, start) in runs.iter_mut().zip(starts).take(meeting) {
            if let Some(last) = run.points.last_mut() {
                *last = start;
            }
        }
        runs
    }
}

/// The points of closed runs, each once.
pub fn ring(runs: &[Run]) -> Vec<Point> {
    runs.iter().flat_map(|run| run.points.iter().take(run.points.len().saturating_sub(1))).copied().collect()
}

impl Segment {
    fn run(&self, fineness: Fineness) -> Run {
        match self {
            Self::Line(a, b) => {
                let normal = right_of(*a, *b);
                Run { points: vec![*a, *b], normals: vec![normal, normal] }
            }
            Self::Arc { center: [cx, cy], radius, from, sweep } => {
                let steps = fineness.steps(*sweep);
                let angles = (0..=steps).map(|step| from + sweep * f64::from(step) / f64::from(steps));
                let (points, normals) = angles
                    .map(|angle| {
                        let (sin, cos) = angle.sin_cos();
                        let outwards = sweep.signum();
                        ([cx + radius * cos, cy + radius * sin], [cos * outwards, sin * outwards])
                    })
                    .unzip();
                Run { points, normals }
            }
            Self::Curve(points) => {
                let before = points.first().into_iter().chain(points.iter());
                let after = points.iter().skip(1).chain(points.last());
                let normals = before.zip(after).map(|(a, b)| right_of(*a, *b)).collect();
                Run { points: points.clone(), normals }
            }
        }
    }
}

struct Corner {
    start: Point,
    end: Point,
    arc: Option<Segment>,
}

impl Corner {
    fn at(corners: &[(Point, f64)], at: usize) -> Option<Self> {
        let count = corners.len();
        let (before, _) = corners.get((at + count - 1) % count)?;
        let (corner, radius) = corners.get(at)?;
        let (after, _) = corners.get((at + 1) % count)?;
        if *radius <= 0.0 {
            return Some(Self { start: *corner, end: *corner, arc: None });
        }
        let (incoming, outgoing) = (direction(*before, *corner), direction(*corner, *after));
        let turn = cross(incoming, outgoing).atan2(dot(incoming, outgoing));
        let reach = radius * (turn.abs() / 2.0).tan();
        let (start, end) = (along(*corner, incoming, -reach), along(*corner, outgoing, reach));
        let [rx, ry] = right_of(*before, *corner);
        let side = turn.signum();
        let center = along(start, [rx, ry], -radius * side);
        let from = (ry * side).atan2(rx * side);
        Some(Self { start, end, arc: Some(Segment::Arc { center, radius: *radius, from, sweep: turn }) })
    }
}

fn direction([ax, ay]: Point, [bx, by]: Point) -> Point {
    let length = (bx - ax).hypot(by - ay);
    [(bx - ax) / length, (by - ay) / length]
}

fn right_of(a: Point, b: Point) -> Point {
    let [x, y] = direction(a, b);
    [y, -x]
}

fn along([x, y]: Point, [dx, dy]: Point, by: f64) -> Point {
    [x + dx * by, y + dy * by]
}

fn distance([ax, ay]: Point, [bx, by]: Point) -> f64 {
    (bx - ax).hypot(by - ay)
}

fn cross([ax, ay]: Point, [bx, by]: Point) -> f64 {
    ax * by - ay * bx
}

fn dot([ax, ay]: Point, [bx, by]: Point) -> f64 {
    ax * bx + ay * by
}
