//! Mass properties of what is open, or of what of it is selected. SI: kilograms, metres.

use serde::{Deserialize, Serialize};

use crate::units::Unit;

/// Three figures, for X, Y and Z.
pub type Triple = [f64; 3];

/// Mass, volume and what belongs to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Mass {
    /// Kilograms, if anything has a mass.
    pub mass: Option<f64>,
    /// Cubic metres.
    pub volume: f64,
    /// The surface, in square metres.
    pub area: f64,
    /// The centre of mass, in metres; that of volume where nothing has a mass.
    pub centre: Option<Triple>,
    /// Principal moments of inertia, kg m², least first.
    pub moments: Option<Triple>,
    /// How many parts have no mass, because nothing says of what they are made.
    pub without_material: u32,
}

/// What an element measures, and how to say it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// All of it.
    pub mass: Mass,
    /// Least and greatest corner of the box around everything, if there is anything.
    pub bounds: Option<[Triple; 2]>,
    /// Lengths are shown in this unit, areas and volumes in its powers.
    pub length: Unit,
    /// Masses are shown in this unit.
    pub unit_of_mass: Unit,
}

/// The most that can be selected to be added up.
pub const MOST_SELECTED: usize = 2000;
