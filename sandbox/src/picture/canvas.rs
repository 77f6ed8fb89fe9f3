//! A picture with depth: triangles and lines hide each other as they should.

use crate::models::space::{Vector, dot};

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
    depth: f64,
    drawn: bool,
}

impl Canvas {
    /// An empty, transparent picture.
    pub fn new(width: usize, height: usize) -> Self {
        let empty = Pixel { color: [255; 3], depth: f64::MIN, drawn: false };
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
        let (left, right) = range(ax.min(bx).min(cx), ax.max(bx).max(cx), self.width);
        let (top, bottom) = range(ay.min(by).min(cy), ay.max(by).max(cy), self.height);
        for row in top..bottom {
            let y = float(row) + 0.5;
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

    /// Draws a line that is `bias` nearer than it is, so that the faces it belongs to do not hide it.
    pub fn line(
        &mut self,
        [ax, ay, az]: Vector,
        [bx, by, bz]: Vector,
        bias: f64,
        color: [u8; 3],
        thick: bool,
    ) {
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

    /// Draws the outlines of round shapes, which have no edges: where a pixel is nearer than its neighbour by more than
    /// `step`.
    pub fn outline(&mut self, step: f64, color: [u8; 3]) {
        let depths: Vec<f64> = self.pixels.iter().map(|pixel| pixel.depth).collect();
        let width = self.width;
        for (at, pixel) in self.pixels.iter_mut().enumerate().filter(|(_, pixel)| pixel.drawn) {
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
                let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| {
                    self.pixels.get((row * 2 + y) * self.width + column * 2 + x).filter(|pixel| pixel.drawn)
                });
                bytes.extend(blend(four));
            }
        }
        bytes
    }

    fn put(&mut self, column: usize, row: usize, depth: f64, opacity: u8, color: impl FnOnce() -> [u8; 3]) {
        if column >= self.width {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(row * self.width + column)
            && depth > pixel.depth
        {
            if opacity == 255 {
                *pixel = Pixel { color: color(), depth, drawn: true };
            } else {
                let mixed = |over: u8, under: u8| {
                    let (over, under, share) = (u32::from(over), u32::from(under), u32::from(opacity));
                    u8::try_from((over * share + under * (255 - share)) / 255).unwrap_or(255)
                };
                let ([r, g, b], [ur, ug, ub]) = (color(), pixel.color);
                pixel.color = [mixed(r, ur), mixed(g, ug), mixed(b, ub)];
                pixel.drawn = true;
            }
        }
    }
}

fn blend(four: [Option<&Pixel>; 4]) -> [u8; 4] {
    let (mut sum, mut count) = ([0_u16; 3], 0_u16);
    for pixel in four.into_iter().flatten() {
        let ([r, g, b], [pr, pg, pb]) = (sum, pixel.color.map(u16::from));
        sum = [r + pr, g + pg, b + pb];
        count += 1;
    }
    let [red, green, blue] =
        sum.map(|part| u8::try_from(part.checked_div(count).unwrap_or(255)).unwrap_or(255));
    [red, green, blue, u8::try_from(count * 255 / 4).unwrap_or(255)]
}

fn range(low: f64, high: f64, limit: usize) -> (usize, usize) {
    (whole(low.max(0.0)), (whole(high.max(0.0)) + 1).min(limit))
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
