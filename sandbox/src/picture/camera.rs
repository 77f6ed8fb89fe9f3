//! Where a model lands on a picture.

use super::view::View;
use crate::models::space::{Vector, add, cross, dot, unit};

/// A parallel projection.
#[derive(Clone, Copy, Debug)]
pub struct Camera {
    right: Vector,
    up: Vector,
    /// From the model to the eye.
    pub towards: Vector,
    scale: f64,
    offset: [f64; 2],
}

impl Camera {
    /// Sees `points` as the view says, on a picture `zoom` times its size in pixels.
    pub fn of(view: &View, points: impl Iterator<Item = Vector>, zoom: f64) -> Self {
        let (right, up) = (view.right, view.up);
        let (width, height) = (f64::from(view.width) * zoom, f64::from(view.height) * zoom);
        let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
        for point in points {
            let [u, v] = [dot(point, right), dot(point, up)];
            let ([lu, lv], [hu, hv]) = (low, high);
            low = [lu.min(u), lv.min(v)];
            high = [hu.max(u), hv.max(v)];
        }
        let ([lu, lv], [hu, hv]) = (low, high);
        let fit = 0.88 * (width / (hu - lu).max(1e-6)).min(height / (hv - lv).max(1e-6));
        let scale = if view.pixel_size > 0.0 { zoom / view.pixel_size } else { fit };
        let offset =
            [width / 2.0 - scale * f64::midpoint(lu, hu), height / 2.0 + scale * f64::midpoint(lv, hv)];
        Self { right, up, towards: cross(right, up), scale, offset }
    }

    /// The metres of a pixel.
    pub fn pixel(&self) -> f64 {
        1.0 / self.scale
    }

    /// Pixels from the left and from the top, and nearness (greater is nearer).
    pub fn project(&self, point: Vector) -> Vector {
        let [x, y] = self.offset;
        [
            x + self.scale * dot(point, self.right),
            y - self.scale * dot(point, self.up),
            dot(point, self.towards),
        ]
    }

    /// Between the eye and the left of it, from where the main light comes.
    pub fn light(&self) -> Vector {
        unit(add(add(self.towards, self.right, -0.5), self.up, 0.7))
    }
}
