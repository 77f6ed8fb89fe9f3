//! A picture with depth: triangles and lines hide each other as they should.

use crate::models::space::{Vector, add, dot};

/// Pixels with colour, coverage and depth.
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

#[derive(Clone, Copy, Debug)]
struct Pixel {
    color: [u8; 3],
    /// 255 hides what is behind, 0 is nothing.
    opacity: u8,
    depth: f64,
}

impl Canvas {
    /// An empty, transparent picture.
    pub fn new(width: usize, height: usize) -> Self {
        let empty = Pixel { color: [255; 3], opacity: 0, depth: f64::MIN };
        Self { width, height, pixels: vec![empty; width * height] }
    }

    /// Fills a triangle whose corners are pixels and nearness; `color` is given the weights of the corners. What is not
    /// opaque is mixed with what is behind it and hides nothing that comes later.
    pub fn triangle(&mut self, corners: [Vector; 3], opacity: u8, color: impl Fn(Vector) -> [u8; 3]) {
        let [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = corners;
        let area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        if area.abs() < 1e-9 {
            return;
        }
        let (top, bottom) = range(ay.min(by).min(cy), ay.max(by).max(cy), self.height);
        for row in top..bottom {
            let y = float(row) + 0.5;
            let (low, high) = across(corners, y);
            let (left, right) = range(low, high, self.width);
            for column in left..right {
                let x = float(column) + 0.5;
                let first = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
                let second = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
                let weights = [first, second, 1.0 - first - second];
                if weights.iter().all(|weight| *weight >= 0.0) {
                    self.put(column, row, dot(weights, [az, bz, cz]), opacity, || color(weights));
                }
            }
        }
    }

    /// Draws what is on the picture of a line that is `bias` nearer than it is, so that the faces it belongs to do not hide it.
    pub fn line(&mut self, from: Vector, to: Vector, bias: f64, color: [u8; 3], thick: bool) {
        let Some(([ax, ay, az], [bx, by, bz])) = self.clipped(from, to) else { return };
        let length = (bx - ax).abs().max((by - ay).abs()).ceil().max(1.0);
        let mut step = 0.0;
        while step <= length {
            let share = step / length;
            let (x, y) = (ax + (bx - ax) * share, ay + (by - ay) * share);
            let thickness = if thick { 2 } else { 1 };
            for (right, down) in
                (0..thickness).flat_map(|right| (0..thickness).map(move |down| (right, down)))
            {
                if x >= 0.0 && y >= 0.0 {
                    let depth = az + (bz - az) * share + bias;
                    self.put(whole(x) + right, whole(y) + down, depth, 255, || color);
                }
            }
            step += 1.0;
        }
    }

    /// The part of a line that is on the picture (Liang and Barsky's way): from where to where it is inside each of the
    /// four borders.
    fn clipped(&self, from: Vector, to: Vector) -> Option<(Vector, Vector)> {
        let way = add(to, from, -1.0);
        let ([x, y, _], [dx, dy, _]) = (from, way);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (speed, room) in [(-dx, x), (dx, float(self.width) - x), (-dy, y), (dy, float(self.height) - y)] {
            let at = room / speed;
            if speed < 0.0 {
                enters = enters.max(at);
            } else if speed > 0.0 {
                leaves = leaves.min(at);
            } else if room < 0.0 {
                return None;
            }
        }
        (enters <= leaves).then(|| (add(from, way, enters), add(from, way, leaves)))
    }

    /// Draws the outlines of round shapes, which have no edges: where a pixel is nearer than its neighbour by more than
    /// `step`.
    pub fn outline(&mut self, step: f64, color: [u8; 3]) {
        let depths: Vec<f64> = self.pixels.iter().map(|pixel| pixel.depth).collect();
        let width = self.width;
        for (at, pixel) in self.pixels.iter_mut().enumerate().filter(|(_, pixel)| pixel.opacity > 0) {
            let neighbours = [at.wrapping_sub(1), at + 1, at.wrapping_sub(width), at + width];
            let far = |other: &usize| depths.get(*other).is_none_or(|depth| pixel.depth - depth > step);
            if neighbours.iter().any(far) {
                pixel.color = color;
            }
        }
    }

    /// The picture at half the size, red, green, blue and opacity of each pixel.
    pub fn halved(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.pixels.len());
        for row in 0..self.height / 2 {
            for column in 0..self.width / 2 {
                let four = [(0, 0), (1, 0), (0, 1), (1, 1)]
                    .map(|(x, y)| self.pixels.get((row * 2 + y) * self.width + column * 2 + x));
                bytes.extend(blend(four));
            }
        }
        bytes
    }

    fn put(&mut self, column: usize, row: usize, depth: f64, opacity: u8, color: impl FnOnce() -> [u8; 3]) {
        if column >= self.width {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(row.saturating_mul(self.width).saturating_add(column))
            && depth > pixel.depth
        {
            if opacity == 255 {
                *pixel = Pixel { color: color(), opacity, depth };
            } else {
                pixel.cover(color(), opacity);
            }
        }
    }
}

impl Pixel {
    /// Lays a colour that lets through over what is there (*source over* of Porter and Duff).
    fn cover(&mut self, [red, green, blue]: [u8; 3], opacity: u8) {
        let (over, under) = (u32::from(opacity), u32::from(self.opacity));
        let through = under * (255 - over) / 255;
        let total = over + through;
        let mixed = |above: u8, below: u8| {
            let sum = u32::from(above) * over + u32::from(below) * through;
            u8::try_from(sum.checked_div(total).unwrap_or(0)).unwrap_or(255)
        };
        let [r, g, b] = self.color;
        self.color = [mixed(red, r), mixed(green, g), mixed(blue, b)];
        self.opacity = u8::try_from(total).unwrap_or(255);
    }
}

/// The mean of four pixels, in which each counts as much as it is opaque.
fn blend(four: [Option<&Pixel>; 4]) -> [u8; 4] {
    let (mut sum, mut weight) = ([0_u32; 3], 0_u32);
    for pixel in four.into_iter().flatten() {
        let opacity = u32::from(pixel.opacity);
        let ([r, g, b], [red, green, blue]) = (sum, pixel.color.map(u32::from));
        sum = [r + red * opacity, g + green * opacity, b + blue * opacity];
        weight += opacity;
    }
    let [red, green, blue] =
        sum.map(|part| u8::try_from(part.checked_div(weight).unwrap_or(255)).unwrap_or(255));
    [red, green, blue, u8::try_from(weight / 4).unwrap_or(255)]
}

/// Where a triangle begins and ends on the line at height `at`; nowhere if it does not touch it.
fn across([a, b, c]: [Vector; 3], at: f64) -> (f64, f64) {
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for ([ax, ay, _], [bx, by, _]) in [(a, b), (b, c), (c, a)] {
        if (ay <= at) != (by <= at) {
            let x = ax + (bx - ax) * ((at - ay) / (by - ay));
            (low, high) = (low.min(x), high.max(x));
        }
    }
    (low, high)
}

fn range(low: f64, high: f64, limit: usize) -> (usize, usize) {
    (whole(low.max(0.0)), whole(high.max(0.0)).saturating_add(1).min(limit))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers give numbers of 0 and more"
)]
fn whole(number: f64) -> usize {
    number as usize
}

#[expect(clippy::cast_precision_loss, reason = "a picture has a few thousand rows at the most")]
fn float(number: usize) -> f64 {
    number as f64
}
