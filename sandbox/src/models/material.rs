//! Materials: what gives a part its mass.

/// A material of the library.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Material {
    /// Its name in the library.
    pub name: &'static str,
    /// Kilograms per cubic metre.
    pub density: f64,
}

const fn material(name: &'static str, density: f64) -> Material {
    Material { name, density }
}

/// Aluminium, wrought.
pub const ALUMINUM: Material = material("Aluminum - 6061", 2_700.0);
/// Aluminium, cast.
pub const CAST_ALUMINUM: Material = material("Aluminum - A380", 2_710.0);
/// Structural steel.
pub const STEEL: Material = material("Steel - S235", 7_850.0);
/// Mild steel.
pub const MILD_STEEL: Material = material("Steel - AISI 1018", 7_870.0);
/// Alloy steel.
pub const ALLOY_STEEL: Material = material("Steel - AISI 4140", 7_850.0);
/// Carbon steel.
pub const CARBON_STEEL: Material = material("Steel - C45", 7_850.0);
/// Bearing steel.
pub const BEARING_STEEL: Material = material("Steel - 100Cr6", 7_810.0);
/// Spring steel.
pub const SPRING_STEEL: Material = material("Spring steel", 7_850.0);
/// Stainless steel.
pub const STAINLESS: Material = material("Steel - AISI 304", 8_000.0);
/// Brass.
pub const BRASS: Material = material("Brass", 8_500.0);
/// A plastic that is printed.
pub const ABS: Material = material("ABS", 1_040.0);
/// A clear plastic.
pub const POLYCARBONATE: Material = material("Polycarbonate", 1_200.0);
/// Glass.
pub const GLASS: Material = material("Glass", 2_500.0);
