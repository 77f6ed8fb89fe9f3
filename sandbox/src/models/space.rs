//! Points and directions in space.

/// A point or direction, in metres.
pub type Vector = [f64; 3];

/// `a + b * factor`
pub fn add([ax, ay, az]: Vector, [bx, by, bz]: Vector, factor: f64) -> Vector {
    [ax + bx * factor, ay + by * factor, az + bz * factor]
}

/// `a - b`
pub fn between(a: Vector, b: Vector) -> Vector {
    add(a, b, -1.0)
}

/// Cross product.
pub fn cross([ax, ay, az]: Vector, [bx, by, bz]: Vector) -> Vector {
    [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
}

/// Dot product.
pub fn dot([ax, ay, az]: Vector, [bx, by, bz]: Vector) -> f64 {
    ax * bx + ay * by + az * bz
}

/// Length 1, same direction; zero stays zero.
pub fn unit(vector: Vector) -> Vector {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 { vector.map(|part| part / length) } else { vector }
}

/// A plane with an origin and two directions at right angles in it.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Where (0, 0) is.
    pub origin: Vector,
    /// First direction, of length 1.
    pub x: Vector,
    /// Second direction, of length 1.
    pub y: Vector,
}

impl Frame {
    /// The horizontal plane at a height, seen from above.
    pub fn level(height: f64) -> Self {
        Self { origin: [0.0, 0.0, height], x: [1.0, 0.0, 0.0], y: [0.0, 1.0, 0.0] }
    }

    /// The direction out of the plane.
    pub fn normal(&self) -> Vector {
        cross(self.x, self.y)
    }

    /// The point at these coordinates and this height over the plane.
    pub fn point(&self, [u, v]: [f64; 2], height: f64) -> Vector {
        add(add(add(self.origin, self.x, u), self.y, v), self.normal(), height)
    }

    /// The direction with these coordinates.
    pub fn direction(&self, [u, v]: [f64; 2]) -> Vector {
        add(add([0.0; 3], self.x, u), self.y, v)
    }
}

/// A rotation and a move, row by row as Onshape writes it (16 numbers).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Transform(pub [f64; 16]);

impl Transform {
    /// Nothing moves.
    pub const IDENTITY: Self =
        Self([1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);

    /// What is moved by `inner` first.
    #[must_use]
    pub fn then(&self, inner: &Self) -> Self {
        let [xx, xy, xz, x, yx, yy, yz, y, zx, zy, zz, z, ..] = inner.0;
        let [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] =
            [[xx, yx, zx], [xy, yy, zy], [xz, yz, zz]].map(|column| self.direction(column));
        let [px, py, pz] = self.point([x, y, z]);
        Self([ax, bx, cx, px, ay, by, cy, py, az, bz, cz, pz, 0.0, 0.0, 0.0, 1.0])
    }

    /// Turned around Z by an angle in radians, then a move.
    pub fn turned(angle: f64, [x, y, z]: Vector) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self([cos, -sin, 0.0, x, sin, cos, 0.0, y, 0.0, 0.0, 1.0, z, 0.0, 0.0, 0.0, 1.0])
    }

    /// Column by column, as glTF writes it.
    #[expect(clippy::many_single_char_names, reason = "the cells of a matrix")]
    pub fn columns(&self) -> [f64; 16] {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = self.0;
        [a, e, i, m, b, f, j, n, c, g, k, o, d, h, l, p]
    }

    /// A move.
    pub fn moved([x, y, z]: Vector) -> Self {
        Self([1.0, 0.0, 0.0, x, 0.0, 1.0, 0.0, y, 0.0, 0.0, 1.0, z, 0.0, 0.0, 0.0, 1.0])
    }

    /// Z turned to X, then a move.
    pub fn lying([x, y, z]: Vector) -> Self {
        Self([0.0, 0.0, 1.0, x, 0.0, 1.0, 0.0, y, -1.0, 0.0, 0.0, z, 0.0, 0.0, 0.0, 1.0])
    }

    /// Where it brings a point.
    pub fn point(&self, point: Vector) -> Vector {
        let [_, _, _, x, _, _, _, y, _, _, _, z, ..] = self.0;
        add(self.direction(point), [x, y, z], 1.0)
    }

    /// Where it turns a direction.
    pub fn direction(&self, direction: Vector) -> Vector {
        let [xx, xy, xz, _, yx, yy, yz, _, zx, zy, zz, ..] = self.0;
        [dot([xx, xy, xz], direction), dot([yx, yy, yz], direction), dot([zx, zy, zz], direction)]
    }
}
