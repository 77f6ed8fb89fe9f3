//! In which units an element's figures are shown.

use onshape::{Client, ElementAt};

use crate::units::Unit;

/// The units of an element.
#[derive(Debug, Clone, Copy)]
pub struct Units {
    /// Of lengths.
    pub length: Unit,
    /// Of angles.
    pub angle: Unit,
    /// Of masses.
    pub mass: Unit,
}

/// As the document's contents say, which were read when the document was opened: no call, as long as they are
/// kept. Where they say nothing, or cannot be had, Onshape's own.
pub async fn of(onshape: &Client, element: &ElementAt) -> Units {
    let contents = onshape.contents(&element.at).await.unwrap_or_default();
    let found = contents.elements.into_iter().find(|one| one.id == element.element);
    let unit = |said: Option<onshape::Unit>, otherwise: &str| {
        said.and_then(|unit| Unit::named(unit.as_str())).or_else(|| Unit::named(otherwise))
    };
    let (length, angle, mass) =
        found.map_or((None, None, None), |one| (one.length_units, one.angle_units, one.mass_units));
    Units {
        length: unit(length, "millimeter").unwrap_or(Unit::METER),
        angle: unit(angle, "degree").unwrap_or(Unit::METER),
        mass: unit(mass, "kilogram").unwrap_or(Unit::KILOGRAM),
    }
}
