//! Bodies that are added up: each with its own mass about its own centre, wherever it lies.

use std::iter::Sum;

use onshape::MassProperties;

use crate::mass::{Mass, Triple};

/// A symmetric 3 × 3 tensor: xx, yy, zz, xy, yz, zx.
type Tensor = [f64; 6];

/// What has a volume, or several of that together. Moments are about the origin, so that they can be added.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Solid {
    mass: f64,
    volume: f64,
    area: f64,
    /// Mass times centre.
    first: Triple,
    /// Volume times centre.
    first_of_volume: Triple,
    /// Inertia about the origin.
    inertia: Tensor,
    without_material: u32,
}

/// Where an occurrence is: rows of a rotation, and a translation in metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    rows: [Triple; 3],
    at: Triple,
}

impl Frame {
    /// From Onshape's sixteen numbers.
    pub(super) fn of(transform: &[f64]) -> Option<Self> {
        let ([first, second, third, _], []) = transform.as_chunks::<4>() else { return None };
        let rows = [first, second, third];
        Some(Self { rows: rows.map(|[x, y, z, _]| [*x, *y, *z]), at: rows.map(|[.., at]| *at) })
    }
}

impl From<&MassProperties> for Solid {
    fn from(one: &MassProperties) -> Self {
        let figure = |list: &[f64]| list.first().copied().filter(|figure| figure.is_finite()).unwrap_or(0.0);
        let centre = match *one.centroid.as_slice() {
            [x, y, z, ..] => [x, y, z],
            _ => [0.0; 3],
        };
        let own = match *one.inertia.as_slice() {
            [xx, xy, zx, _, yy, yz, _, _, zz, ..] => [xx, yy, zz, xy, yz, zx],
            _ => [0.0; 6],
        };
        let mass = one.kilograms().unwrap_or(0.0);
        let volume = figure(&one.volume);
        let missing = one.mass_missing_count.and_then(|count| u32::try_from(count).ok());
        Self {
            mass,
            volume,
            area: figure(&one.periphery),
            first: centre.map(|c| c * mass),
            first_of_volume: centre.map(|c| c * volume),
            inertia: add(own, of_point(mass, centre)),
            without_material: missing.unwrap_or(u32::from(one.has_mass == Some(false))),
        }
    }
}

impl Sum for Solid {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            mass: sum.mass + one.mass,
            volume: sum.volume + one.volume,
            area: sum.area + one.area,
            first: add(sum.first, one.first),
            first_of_volume: add(sum.first_of_volume, one.first_of_volume),
            inertia: add(sum.inertia, one.inertia),
            without_material: sum.without_material.saturating_add(one.without_material),
        })
    }
}

impl Solid {
    fn centre(&self) -> Option<Triple> {
        if self.mass > 0.0 {
            Some(self.first.map(|part| part / self.mass))
        } else {
            (self.volume > 0.0).then(|| self.first_of_volume.map(|part| part / self.volume))
        }
    }

    /// Inertia about the centre.
    fn own(&self) -> Tensor {
        let point = of_point(self.mass, self.centre().unwrap_or_default());
        add(self.inertia, point.map(|part| -part))
    }

    /// The same, elsewhere.
    pub(super) fn moved(&self, frame: &Frame) -> Self {
        let to = |point: Triple| add(frame.rows.map(|row| dot(row, point)), frame.at);
        let of_mass = self.centre().map(to).unwrap_or_default();
        let of_volume =
            if self.volume > 0.0 { to(self.first_of_volume.map(|part| part / self.volume)) } else { of_mass };
        Self {
            first: of_mass.map(|c| c * self.mass),
            first_of_volume: of_volume.map(|c| c * self.volume),
            inertia: add(turned(self.own(), &frame.rows), of_point(self.mass, of_mass)),
            ..*self
        }
    }

    /// For the screens.
    pub(super) fn told(&self) -> Mass {
        let has_mass = self.mass > 0.0;
        Mass {
            mass: has_mass.then_some(self.mass),
            volume: self.volume,
            area: self.area,
            centre: self.centre(),
            moments: has_mass.then(|| principal(self.own())),
            without_material: self.without_material,
        }
    }
}

fn add<const N: usize>(mut one: [f64; N], other: [f64; N]) -> [f64; N] {
    one.iter_mut().zip(other).for_each(|(sum, more)| *sum += more);
    one
}

fn dot(one: Triple, other: Triple) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The inertia of a point about the origin.
fn of_point(mass: f64, [x, y, z]: Triple) -> Tensor {
    [y * y + z * z, x * x + z * z, x * x + y * y, -x * y, -y * z, -z * x].map(|part| part * mass)
}

/// R I Rᵀ
fn turned([xx, yy, zz, xy, yz, zx]: Tensor, rows: &[Triple; 3]) -> Tensor {
    let by = |row: Triple| [dot([xx, xy, zx], row), dot([xy, yy, yz], row), dot([zx, yz, zz], row)];
    let [r, s, t] = *rows;
    [dot(r, by(r)), dot(s, by(s)), dot(t, by(t)), dot(r, by(s)), dot(s, by(t)), dot(t, by(r))]
}

/// The eigenvalues of a symmetric tensor, least first: the closed form.
/// <https://en.wikipedia.org/wiki/Eigenvalue_algorithm#Symmetric_3%C3%973_matrices>
fn principal([xx, yy, zz, xy, yz, zx]: Tensor) -> Triple {
    let mean = (xx + yy + zz) / 3.0;
    let beside = xy * xy + yz * yz + zx * zx;
    let along = (xx - mean).powi(2) + (yy - mean).powi(2) + (zz - mean).powi(2);
    let spread = ((along + 2.0 * beside) / 6.0).sqrt();
    if spread <= mean.abs() * 1e-12 {
        return [mean; 3];
    }
    let [xx, yy, zz] = [xx, yy, zz].map(|part| (part - mean) / spread);
    let [xy, yz, zx] = [xy, yz, zx].map(|part| part / spread);
    let determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * zx) + zx * (xy * yz - yy * zx);
    let angle = (determinant / 2.0).clamp(-1.0, 1.0).acos() / 3.0;
    let greatest = mean + 2.0 * spread * angle.cos();
    let least = mean + 2.0 * spread * (angle + std::f64::consts::TAU / 3.0).cos();
    [least, 3.0 * mean - least - greatest, greatest]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A box of these sides about this centre, of this density.
    fn cuboid([a, b, c]: Triple, centre: Triple, density: f64) -> Solid {
        let volume = a * b * c;
        let mass = volume * density;
        let side = |one: f64, other: f64| mass * (one * one + other * other) / 12.0;
        Solid::from(&MassProperties {
            mass: vec![mass],
            volume: vec![volume],
            periphery: vec![2.0 * (a * b + b * c + c * a)],
            centroid: centre.to_vec(),
            inertia: vec![side(b, c), 0.0, 0.0, 0.0, side(a, c), 0.0, 0.0, 0.0, side(a, b)],
            has_mass: Some(mass > 0.0),
            ..MassProperties::default()
        })
    }

    fn near(found: Triple, expected: Triple) {
        let far = found.iter().zip(&expected).any(|(a, b)| (a - b).abs() > 1e-9);
        assert!(!far, "{found:?} is not {expected:?}");
    }

    #[test]
    fn two_halves_weigh_and_turn_like_the_whole() {
        let halves = [[-0.5, 2.0, 3.0], [0.5, 2.0, 3.0]].map(|at| cuboid([1.0, 1.0, 4.0], at, 3.0));
        let sum = halves.into_iter().sum::<Solid>().told();
        let whole = cuboid([2.0, 1.0, 4.0], [0.0, 2.0, 3.0], 3.0).told();
        assert_eq!((sum.mass, sum.volume), (whole.mass, whole.volume));
        near(sum.centre.unwrap(), whole.centre.unwrap());
        near(sum.moments.unwrap(), whole.moments.unwrap());
    }

    #[test]
    fn moments_stay_where_a_part_is_put_and_its_centre_moves() {
        let (sin, cos) = 0.7_f64.sin_cos();
        let turn = [cos, -sin, 0.0, 5.0, sin, cos, 0.0, 6.0, 0.0, 0.0, 1.0, 7.0, 0.0, 0.0, 0.0, 1.0];
        let one = cuboid([1.0, 2.0, 3.0], [1.0, 0.0, 0.0], 2.0);
        let moved = one.moved(&Frame::of(&turn).unwrap()).told();
        near(moved.centre.unwrap(), [5.0 + cos, 6.0 + sin, 7.0]);
        near(moved.moments.unwrap(), one.told().moments.unwrap());
        assert!(Frame::of(&[1.0; 12]).is_none());
    }

    #[test]
    fn without_a_material_there_is_no_mass_and_the_centre_is_that_of_volume() {
        let light = cuboid([1.0, 1.0, 1.0], [1.0, 0.0, 0.0], 0.0);
        let lone = light.told();
        assert_eq!((lone.mass, lone.moments, lone.without_material), (None, None, 1));
        near(lone.centre.unwrap(), [1.0, 0.0, 0.0]);
        let both = [light, cuboid([1.0, 1.0, 1.0], [3.0, 0.0, 0.0], 2.0)].into_iter().sum::<Solid>().told();
        assert_eq!((both.mass, both.volume, both.without_material), (Some(2.0), 2.0, 1));
        near(both.centre.unwrap(), [3.0, 0.0, 0.0]);
    }

    #[test]
    fn nothing_and_nonsense_weigh_nothing() {
        let nothing = std::iter::empty::<Solid>().sum::<Solid>().told();
        assert_eq!(nothing, Mass::default());
        let nonsense = Solid::from(&MassProperties {
            volume: vec![f64::NAN],
            centroid: vec![1.0],
            ..MassProperties::default()
        });
        assert_eq!(nonsense.told(), Mass::default());
    }
}
