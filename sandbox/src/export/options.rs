//! What may be said about an export besides its format.

use crate::models::Fineness;
use serde::{Deserialize, Serialize};

/// How a model is to be exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer to a question of its own")]
pub struct Options {
    /// Radians between two facets.
    pub angle: Option<f64>,
    /// Metres between a facet and the true surface.
    pub chord: Option<f64>,
    /// Preset of the two tolerances, for those that are not given.
    pub resolution: Option<Resolution>,
    /// Only these parts; all when empty.
    pub parts: Vec<String>,
    /// As Onshape encodes it.
    pub configuration: String,
    /// Y up instead of Z.
    pub y_up: bool,
    /// All parts in one file; otherwise one file each, in a ZIP.
    pub grouping: bool,
    /// Leave out what is hidden.
    pub without_hidden: bool,
    /// Say which part and which occurrence a node is.
    pub export_ids: bool,
    /// Unit of the coordinates where the format has none of its own.
    pub unit: Unit,
    /// Factor on every length.
    pub scale: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            angle: None,
            chord: None,
            resolution: None,
            parts: Vec::new(),
            configuration: "default".to_owned(),
            y_up: false,
            grouping: true,
            without_hidden: false,
            export_ids: false,
            unit: Unit::Millimeter,
            scale: 1.0,
        }
    }
}

impl Options {
    /// How finely arcs are divided.
    pub fn fineness(&self) -> Fineness {
        let (angle, chord) = self.resolution.map(Resolution::tolerances).unzip();
        Fineness::of(self.angle.or(angle), self.chord.or(chord))
    }

    /// Whether the part of this id is wanted.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }

    /// What a length in metres is multiplied by in formats without a unit of their own.
    pub fn factor(&self) -> f64 {
        self.scale / self.unit.metres()
    }
}

/// Presets of the tolerances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// 2.5 degrees.
    Fine,
    /// 6.25 degrees.
    Medium,
    /// 12.5 degrees.
    Coarse,
}

impl Resolution {
    /// The preset of this name, in either case.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "fine" => Some(Self::Fine),
            "medium" => Some(Self::Medium),
            "coarse" => Some(Self::Coarse),
            _ => None,
        }
    }

    /// Radians and metres; those of *medium* are what Onshape's own glTF sample sends with it.
    fn tolerances(self) -> (f64, f64) {
        match self {
            Self::Fine => (2.5_f64.to_radians(), 0.000_06),
            Self::Medium => (6.25_f64.to_radians(), 0.000_12),
            Self::Coarse => (12.5_f64.to_radians(), 0.000_24),
        }
    }
}

/// Units of length (`GBTExportUnit`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 1 m
    Meter,
    /// 0.01 m
    Centimeter,
    /// 0.001 m
    Millimeter,
    /// 0.0254 m
    Inch,
    /// 0.3048 m
    Foot,
    /// 0.9144 m
    Yard,
}

impl Unit {
    const ALL: [Self; 6] =
        [Self::Meter, Self::Centimeter, Self::Millimeter, Self::Inch, Self::Foot, Self::Yard];

    /// The unit of this name, in either case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name().eq_ignore_ascii_case(name))
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meter => "METER",
            Self::Centimeter => "CENTIMETER",
            Self::Millimeter => "MILLIMETER",
            Self::Inch => "INCH",
            Self::Foot => "FOOT",
            Self::Yard => "YARD",
        }
    }

    /// Its length.
    pub fn metres(self) -> f64 {
        match self {
            Self::Meter => 1.0,
            Self::Centimeter => 0.01,
            Self::Millimeter => 0.001,
            Self::Inch => 0.0254,
            Self::Foot => 0.3048,
            Self::Yard => 0.9144,
        }
    }
}
