//! Mass properties of a closed surface, by the divergence theorem: sums over the tetrahedra between the origin and each
//! triangle. Metres, kilograms.

use super::part::Part;
use super::space::{Transform, Vector, add, between, cross, dot};

/// One coordinate of a point.
type Coordinate = fn(Vector) -> f64;

/// What Onshape's mass properties are made from, about the origin; sums of bodies are sums of these.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mass {
    /// Cubic metres.
    pub volume: f64,
    /// Square metres.
    pub area: f64,
    /// Kilograms, of the bodies that have a material.
    pub mass: f64,
    /// Bodies without a material.
    pub missing: u32,
    /// Bodies with one.
    pub counted: u32,
    /// Mass times place, or volume times place where nothing has a mass.
    moment: Vector,
    volume_moment: Vector,
    /// Integrals of the products of coordinates, times density: xx, yy, zz, xy, yz, zx.
    second: [f64; 6],
}

impl Mass {
    /// Of one part, moved.
    pub fn of(part: &Part, at: &Transform) -> Self {
        let mut sum = Self::default();
        let density = part.material.map_or(0.0, |material| material.density);
        for triangle in &part.mesh.triangles {
            let Some(corners) = part.mesh.corners(*triangle) else { continue };
            let [a, b, c] = corners.map(|corner| at.point(corner));
            let normal = cross(between(b, a), between(c, a));
            sum.area += dot(normal, normal).sqrt() / 2.0;
            if part.body.is_closed() {
                sum.tetrahedron([a, b, c], density);
            }
        }
        if part.body.is_closed() {
            (sum.counted, sum.missing) = if part.material.is_some() { (1, 0) } else { (0, 1) };
        }
        sum.mass = sum.volume * density;
        sum
    }

    /// Of all together.
    pub fn sum(bodies: impl IntoIterator<Item = Self>) -> Self {
        bodies.into_iter().fold(Self::default(), |mut sum, body| {
            sum.volume += body.volume;
            sum.area += body.area;
            sum.mass += body.mass;
            sum.missing += body.missing;
            sum.counted += body.counted;
            sum.moment = add(sum.moment, body.moment, 1.0);
            sum.volume_moment = add(sum.volume_moment, body.volume_moment, 1.0);
            sum.second.iter_mut().zip(body.second).for_each(|(sum, more)| *sum += more);
            sum
        })
    }

    #[expect(clippy::many_single_char_names, reason = "corners and coordinates")]
    fn tetrahedron(&mut self, [a, b, c]: [Vector; 3], density: f64) {
        let volume = dot(a, cross(b, c)) / 6.0;
        let middle = add(add(a, b, 1.0), c, 1.0);
        self.volume += volume;
        self.volume_moment = add(self.volume_moment, middle, volume / 4.0);
        self.moment = add(self.moment, middle, volume * density / 4.0);
        // The integral of x_i x_j over the tetrahedron: volume/20 (sum of the corners' products + product of the sums).
        let product = |i: Coordinate, j: Coordinate| {
            let corners: f64 = [a, b, c].map(|corner| i(corner) * j(corner)).iter().sum();
            volume * density / 20.0 * (corners + i(middle) * j(middle))
        };
        let (x, y, z): (Coordinate, Coordinate, Coordinate) = (|[x, _, _]| x, |[_, y, _]| y, |[_, _, z]| z);
        let more = [product(x, x), product(y, y), product(z, z), product(x, y), product(y, z), product(z, x)];
        self.second.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }

    /// The centre of mass; of volume where nothing has a mass.
    pub fn centroid(&self) -> Vector {
        if self.mass > 0.0 {
            self.moment.map(|part| part / self.mass)
        } else if self.volume > 0.0 {
            self.volume_moment.map(|part| part / self.volume)
        } else {
            [0.0; 3]
        }
    }

    /// The inertia tensor about the centre of mass, row by row, in kilogram square metres.
    pub fn inertia(&self) -> [f64; 9] {
        let [cx, cy, cz] = self.centroid();
        let [xx, yy, zz, xy, yz, zx] = self.second;
        let m = self.mass;
        let (xx, yy, zz) = (xx - m * cx * cx, yy - m * cy * cy, zz - m * cz * cz);
        let (xy, yz, zx) = (xy - m * cx * cy, yz - m * cy * cz, zx - m * cz * cx);
        [yy + zz, -xy, -zx, -xy, xx + zz, -yz, -zx, -yz, xx + yy]
    }

    /// The principal moments, least first, and their axes: Jacobi's rotations of the tensor.
    #[expect(clippy::many_single_char_names, reason = "the cells of a matrix")]
    pub fn principal(&self) -> [(f64, Vector); 3] {
        let [a, b, c, d, e, f, g, h, i] = self.inertia();
        let (mut tensor, mut axes) =
            ([[a, b, c], [d, e, f], [g, h, i]], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
        for _ in 0..12 {
            for (p, q) in [(0, 1), (0, 2), (1, 2)] {
                rotate(&mut tensor, &mut axes, p, q);
            }
        }
        let [[x, ..], [_, y, _], [.., z]] = tensor;
        let [r, s, t] = axes;
        let [(rx, ry, rz), (sx, sy, sz), (tx, ty, tz)] = [r, s, t].map(|[x, y, z]| (x, y, z));
        let mut found = [(x, [rx, sx, tx]), (y, [ry, sy, ty]), (z, [rz, sz, tz])];
        found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        found
    }
}

/// One rotation that makes the element at (p, q) zero.
#[expect(clippy::many_single_char_names, reason = "the names of Jacobi's method")]
fn rotate(tensor: &mut [[f64; 3]; 3], axes: &mut [[f64; 3]; 3], p: usize, q: usize) {
    let at = |matrix: &[[f64; 3]; 3], row: usize, column: usize| {
        matrix.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    };
    let off = at(tensor, p, q);
    if off.abs() < f64::MIN_POSITIVE {
        return;
    }
    let theta = (at(tensor, q, q) - at(tensor, p, p)) / (2.0 * off);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let t = if theta == 0.0 { 1.0 } else { t };
    let cos = 1.0 / t.hypot(1.0);
    let sin = t * cos;
    let mut turn = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    for (row, column, value) in [(p, p, cos), (q, q, cos), (p, q, sin), (q, p, -sin)] {
        if let Some(cell) = turn.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = value;
        }
    }
    let transposed = |m: [[f64; 3]; 3]| {
        let [[a, b, c], [d, e, f], [g, h, i]] = m;
        [[a, d, g], [b, e, h], [c, f, i]]
    };
    let times = |left: [[f64; 3]; 3], right: [[f64; 3]; 3]| {
        let columns = transposed(right);
        left.map(|row| columns.map(|column| dot(row, column)))
    };
    *tensor = times(times(transposed(turn), *tensor), turn);
    *axes = times(*axes, turn);
}
