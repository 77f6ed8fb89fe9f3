//! From where a picture is taken, how large it is, and what is on it.

use crate::models::space::{Vector, add, cross, unit};

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// To the right on the picture, in the model's space.
    pub right: Vector,
    /// Upwards on the picture.
    pub up: Vector,
    /// Pixels.
    pub width: u16,
    /// Pixels.
    pub height: u16,
    /// Metres of a pixel; 0 fits everything.
    pub pixel_size: f64,
    /// Draws edges.
    pub edges: bool,
    /// White faces and black edges instead of colours.
    pub line_drawing: bool,
}

/// From the model to the eye, and what is up, of Onshape's named views.
const NAMED: [(&str, Vector, Vector); 9] = [
    ("front", [0.0, -1.0, 0.0], [0.0, 0.0, 1.0]),
    ("back", [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]),
    ("right", [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]),
    ("left", [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]),
    ("top", [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]),
    ("bottom", [0.0, 0.0, -1.0], [0.0, -1.0, 0.0]),
    ("isometric", [1.0, -1.0, 1.0], [0.0, 0.0, 1.0]),
    ("dimetric", [0.6, -1.0, 0.8], [0.0, 0.0, 1.0]),
    ("trimetric", [0.5, -1.0, 0.4], [0.0, 0.0, 1.0]),
];

impl View {
    /// A thumbnail's: from the front, the right and above.
    pub fn thumbnail(width: u16, height: u16) -> Self {
        Self::towards([0.6, -1.0, 0.8], [0.0, 0.0, 1.0], width, height)
    }

    fn towards(eye: Vector, up: Vector, width: u16, height: u16) -> Self {
        let right = unit(cross(up, eye));
        let up = unit(cross(eye, right));
        Self { right, up, width, height, pixel_size: 0.0, edges: true, line_drawing: false }
    }

    /// One of the named views, or a matrix of 12 numbers: three rows of four, the rotation to the screen's axes (right,
    /// up, towards the eye) and a move, which a picture that fits does not need. Nothing if it is neither.
    pub fn parse(text: &str, width: u16, height: u16) -> Option<Self> {
        if let Some((_, eye, up)) = NAMED.into_iter().find(|(name, ..)| *name == text) {
            return Some(Self::towards(eye, up, width, height));
        }
        let numbers: Vec<f64> =
            text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [ax, ay, az, _, bx, by, bz, _, _, _, _, _] = numbers.as_slice() else { return None };
        let (right, up) = ([*ax, *ay, *az], [*bx, *by, *bz]);
        let across = cross(right, up);
        let straight =
            numbers.iter().all(|number| number.is_finite()) && across.iter().any(|part| part.abs() > 1e-6);
        let right = unit(right);
        // Whatever is not at a right angle is brought there.
        let up = unit(add(up, right, -crate::models::space::dot(up, right)));
        straight.then_some(Self {
            right,
            up,
            width,
            height,
            pixel_size: 0.0,
            edges: true,
            line_drawing: false,
        })
    }
}
