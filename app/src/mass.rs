//! Mass properties of what is open, or of what of it is selected. SI: kilograms, metres.

use std::collections::HashSet;

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

/// The most bytes of what is selected: the server takes 64 KiB, with what it is selected of.
const MOST_BYTES: usize = 48 << 10;

/// Whether more is selected than can be added up.
pub fn is_too_much(selected: &[Vec<String>]) -> bool {
    // With quotes, commas and brackets.
    let bytes = |path: &Vec<String>| path.iter().map(|id| id.len() + 3).sum::<usize>() + 2;
    selected.len() > MOST_SELECTED || selected.iter().map(bytes).sum::<usize>() > MOST_BYTES
}

/// Without what is below something else that is selected, and is counted with that.
pub fn outermost(selected: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let all: HashSet<Vec<String>> = selected.iter().cloned().collect();
    let is_inside = |path: &Vec<String>| {
        (1..path.len()).any(|end| path.get(..end).is_some_and(|path| all.contains(path)))
    };
    selected.into_iter().filter(|path| !is_inside(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn what_is_below_what_is_selected_is_not_sent() {
        let selected = ["a.b", "a", "c.d", "a.b.c", "c.e"].map(path).to_vec();
        assert_eq!(outermost(selected), ["a", "c.d", "c.e"].map(path));
    }

    #[test]
    fn what_would_not_fit_into_a_request_is_too_much() {
        let id = "0123456789abcdef01234567";
        assert!(!is_too_much(&vec![vec![id.to_owned()]; 1_500]));
        assert!(is_too_much(&vec![vec![id.to_owned(); 3]; 1_500]), "many bytes");
        assert!(is_too_much(&vec![vec!["a".to_owned()]; MOST_SELECTED + 1]), "many parts");
    }
}
