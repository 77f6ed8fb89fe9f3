//! The grid that positions are rounded to.

use glam::{DVec3, IVec3, Vec3};

/// Sixteen bits a coordinate.
const FINE: f64 = 65_535.0;
/// Twenty-four bits with the sign, from the middle outwards.
const FINEST: f64 = 8_388_607.0;
/// The coarsest step, in metres, where sixteen bits are enough: at most half of it is lost.
const STEP: f64 = 4e-6;
/// The finest: a part of a million in a metre is far below what is made or measured, and finer steps are only noise to
/// encode. A power of two.
const LEAST_STEP: f64 = 1.0 / 524_288.0;

/// Points of a part are told in steps from its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grid {
    /// Metres.
    pub origin: DVec3,
    /// Metres.
    pub step: f64,
    /// Whether sixteen bits hold every coordinate.
    pub short: bool,
}

impl Grid {
    /// A grid for what lies between two corners, in metres. It loses at most [`error`](Self::error): 2 µm up to 32 m.
    pub(crate) fn over(low: DVec3, high: DVec3) -> Self {
        let extent = (high - low).max_element();
        if extent / FINE <= STEP {
            return Self { origin: low, step: LEAST_STEP.max(extent / FINE), short: true };
        }
        // A power of two: steps are then exact as floats, which is how such a grid is written.
        let step = LEAST_STEP.max((extent / 2.0 / FINEST).log2().ceil().exp2());
        Self { origin: (low + high) / 2.0, step, short: false }
    }

    /// The most that a coordinate is off, in metres.
    pub(crate) fn error(&self) -> f64 {
        self.step / 2.0
    }

    /// What one in a written coordinate stands for, in metres: a step, or a metre where floats are written.
    pub(crate) fn unit(&self) -> f64 {
        if self.short { self.step } else { 1.0 }
    }

    /// Steps from the origin.
    pub(crate) fn place(&self, point: DVec3) -> IVec3 {
        ((point - self.origin) / self.step).round().as_ivec3()
    }

    /// Metres from the origin.
    pub(crate) fn metres(&self, place: IVec3) -> Vec3 {
        (place.as_dvec3() * self.step).as_vec3()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loses(extent: f64) -> (f64, f64, bool) {
        let (low, high) = (DVec3::splat(-extent / 3.0), DVec3::splat(extent * 2.0 / 3.0));
        let grid = Grid::over(low, high);
        let points = (0..1000).map(|n| low + (high - low) * (f64::from(n) / 999.0));
        let lost = points.map(|p| {
            let back = grid.origin + grid.place(p).as_dvec3() * grid.step;
            (back - p).abs().max_element()
        });
        (lost.fold(0.0, f64::max), grid.error(), grid.short)
    }

    #[test]
    fn no_coordinate_is_off_by_more_than_is_said() {
        for extent in [0.0, 1e-6, 0.01, 0.25, 0.27, 1.0, 30.0, 1000.0, 1e6] {
            let (lost, error, _) = loses(extent);
            assert!(lost <= error * 1.000_001, "{extent} m: {lost} > {error}");
        }
    }

    #[test]
    fn two_micrometres_are_kept_up_to_32_metres() {
        for extent in [0.01, 0.26, 1.0, 32.0] {
            assert!(loses(extent).1 <= 2.0e-6, "{extent} m: {}", loses(extent).1);
        }
        assert!(loses(0.25).2 && !loses(0.3).2);
    }
}
