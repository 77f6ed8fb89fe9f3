//! The parts of a part studio, as the screens need them.

use serde::{Deserialize, Serialize};

/// A part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartItem {
    /// The part, in this microversion.
    pub id: String,
    /// The name, or nothing.
    pub name: Option<String>,
    /// The number that a company knows it by.
    pub number: Option<String>,
    /// What it is made of.
    pub material: Option<String>,
    /// Kilograms.
    pub mass: Option<f64>,
    /// How far its release is.
    pub state: Option<State>,
    /// How it looks.
    pub appearance: Option<Colour>,
    /// What kind of body it is.
    pub body: Option<Body>,
    /// Whether it is hidden in its part studio.
    pub hidden: bool,
}

/// How far a release is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Being worked on.
    InProgress,
    /// Waiting for approval.
    Pending,
    /// Released.
    Released,
    /// Replaced.
    Obsolete,
    /// Turned down.
    Rejected,
    /// Taken back.
    Discarded,
    /// Newer than this program, by Onshape's name.
    Other(String),
}

/// A kind of body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// A volume.
    Solid,
    /// A surface.
    Sheet,
    /// A curve.
    Wire,
    /// Several parts that are one.
    Composite,
    /// A point.
    Point,
    /// A mesh.
    Mesh,
    /// Newer than this program, by Onshape's name.
    Other(String),
}

/// A colour, and how much of what is behind it can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour {
    /// sRGB.
    pub rgb: [u8; 3],
    /// 0 is clear, 255 opaque.
    pub opacity: u8,
}

impl Colour {
    /// `#1a2b3c`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_with_six_digits() {
        assert_eq!(Colour { rgb: [0, 10, 255], opacity: 255 }.hex(), "#000aff");
    }
}
