//! Units by Onshape's names. Inside, everything is SI: metres, radians, kilograms.

use serde::{Deserialize, Serialize};

/// What a unit is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Metres.
    Length,
    /// Radians.
    Angle,
    /// Kilograms.
    Mass,
}

/// A unit that figures are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unit(u8);

struct Known {
    /// Onshape's name.
    name: &'static str,
    symbol: &'static str,
    measure: Measure,
    /// How many of the SI's units it has.
    si: f64,
}

const fn known(name: &'static str, symbol: &'static str, measure: Measure, si: f64) -> Known {
    Known { name, symbol, measure, si }
}

/// As [`onshape::Unit`] has them; the browser does not know that crate.
static KNOWN: [Known; 12] = [
    known("meter", "m", Measure::Length, 1.0),
    known("centimeter", "cm", Measure::Length, 0.01),
    known("millimeter", "mm", Measure::Length, 0.001),
    known("inch", "in", Measure::Length, 0.0254),
    known("foot", "ft", Measure::Length, 0.3048),
    known("yard", "yd", Measure::Length, 0.9144),
    known("radian", "rad", Measure::Angle, 1.0),
    known("degree", "deg", Measure::Angle, std::f64::consts::PI / 180.0),
    known("kilogram", "kg", Measure::Mass, 1.0),
    known("gram", "g", Measure::Mass, 0.001),
    known("pound", "lb", Measure::Mass, 0.453_592_37),
    known("ounce", "oz", Measure::Mass, 0.028_349_523_125),
];

impl Unit {
    /// `m`
    pub const METER: Self = Self(0);
    /// `kg`
    pub const KILOGRAM: Self = Self(8);

    /// The unit of Onshape's name, or of its symbol.
    pub fn named(name: &str) -> Option<Self> {
        let at = KNOWN.iter().position(|unit| unit.name.eq_ignore_ascii_case(name) || unit.symbol == name)?;
        u8::try_from(at).ok().map(Self)
    }

    /// One that came over the wire may be none.
    fn known(self) -> &'static Known {
        let [first, ..] = &KNOWN;
        KNOWN.get(usize::from(self.0)).unwrap_or(first)
    }

    /// Short for its name, in figures and in what Onshape reads.
    pub fn symbol(self) -> &'static str {
        self.known().symbol
    }

    /// What it is of.
    pub fn measure(self) -> Measure {
        self.known().measure
    }

    /// A figure of the SI in this unit, or in its `power`: 2 for an area, 3 for a volume.
    pub fn of_si(self, figure: f64, power: i32) -> f64 {
        tidy(figure / self.known().si.powi(power))
    }

    /// A figure in this unit as one of the SI.
    pub fn to_si(self, figure: f64) -> f64 {
        tidy(figure * self.known().si)
    }
}

/// Without the noise that conversions leave behind the twelfth digit: 0.12 m are 120 mm, not 119.99999999999999.
fn tidy(figure: f64) -> f64 {
    format!("{figure:.11e}").parse().unwrap_or(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> Unit {
        Unit::named(name).unwrap()
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "tidy figures are exact")]
    fn figures_are_converted_without_noise() {
        assert_eq!(unit("millimeter").of_si(0.12, 1), 120.0);
        assert_eq!(unit("mm").of_si(3.2e-5, 2), 32.0);
        assert_eq!(unit("inch").of_si(0.0254_f64.powi(3) * 2.0, 3), 2.0);
        assert_eq!(unit("degree").to_si(180.0), tidy(std::f64::consts::PI));
        assert_eq!(unit("lb").to_si(2.0), 0.907_184_74);
        assert_eq!(unit("foot").of_si(unit("foot").to_si(0.1), 1), 0.1);
    }

    #[test]
    fn a_unit_goes_by_its_name_and_its_symbol() {
        assert_eq!(unit("Millimeter"), unit("mm"));
        assert_eq!(unit("kg"), Unit::KILOGRAM);
        assert_eq!(unit("meter"), Unit::METER);
        assert_eq!(Unit::named("parsec"), None);
        assert_eq!(Unit::named(""), None);
        assert_eq!(Unit(200).symbol(), "m", "what came over the wire does not panic");
    }

    #[test]
    fn every_unit_is_what_the_client_says() {
        for known in &KNOWN {
            let theirs = onshape::Unit::from(known.name.to_owned()).si().unwrap();
            assert!((theirs - known.si).abs() < 1e-15, "{}", known.name);
        }
    }
}
