//! The part studios' geometry. Metres, Z up, made by code: circles and fillets are real arcs, every vertex of one lies on it.

pub mod assembly;
pub mod bearing;
pub mod bracket;
pub mod catalogue;
pub mod configurable;
pub mod configuration;
pub mod documented;
pub mod extruded;
pub mod fasteners;
pub mod flange;
pub mod gear;
pub mod gltf;
pub mod housing;
pub mod knurled;
pub mod many;
pub mod mass;
pub mod material;
pub mod mesh;
pub mod open;
pub mod outline;
pub mod part;
pub mod plate;
pub mod scene;
pub mod shaft;
pub mod shell;
pub mod space;
pub mod spring;
pub mod turned;

use crate::world::draw::Draw;
use configuration::{Configuration, Parameter};
use part::Part;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// One of the part studios that the sandbox can model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// A base plate with holes and slots.
    Plate,
    /// A round flange with a hub and bolt holes.
    Flange,
    /// A spur gear with involute teeth.
    Gear,
    /// An angle bracket with a filleted bend.
    Bracket,
    /// A stepped shaft and its retaining ring.
    Shaft,
    /// An open box with bearing holes.
    Housing,
    /// A hexagon bolt.
    Bolt,
    /// A hexagon nut.
    Nut,
    /// A washer.
    Washer,
    /// A ball bearing; its balls are a composite part.
    Bearing,
    /// A helical compression spring.
    Spring,
    /// A V-belt pulley.
    Pulley,
    /// A glass bottle.
    Bottle,
    /// A heat sink.
    HeatSink,
    /// A square tube.
    Tube,
    /// A cover of bent sheet.
    SheetMetal,
    /// A box and its clear lid.
    Enclosure,
    /// Sixty pins.
    Pins,
    /// Parts with odd ids and names.
    Odd,
    /// A strap with configuration inputs.
    Configurable,
    /// Surfaces only.
    Surfaces,
    /// Curves only.
    Wires,
    /// One part of 10,000 triangles.
    Knurled10k,
    /// One part of 200,000 triangles.
    Knurled200k,
    /// One part of 2,000,000 triangles.
    Knurled2m,
    /// An article of a catalogue of 20,000, chosen by its number.
    Catalogue,
    /// A bracket with every kind of property, and one with none.
    Documented,
}

impl Model {
    /// All of them; the first six make up the gearbox and the ordinary documents.
    pub const ALL: [Self; 27] = [
        Self::Plate,
        Self::Flange,
        Self::Gear,
        Self::Bracket,
        Self::Shaft,
        Self::Housing,
        Self::Bolt,
        Self::Nut,
        Self::Washer,
        Self::Bearing,
        Self::Spring,
        Self::Pulley,
        Self::Bottle,
        Self::HeatSink,
        Self::Tube,
        Self::SheetMetal,
        Self::Enclosure,
        Self::Pins,
        Self::Odd,
        Self::Configurable,
        Self::Surfaces,
        Self::Wires,
        Self::Knurled10k,
        Self::Knurled200k,
        Self::Knurled2m,
        Self::Catalogue,
        Self::Documented,
    ];

    /// One of the first six.
    pub fn drawn(draw: &mut Draw) -> Self {
        let at = usize::try_from(draw.below(6)).unwrap_or(0);
        Self::ALL.into_iter().nth(at).unwrap_or(Self::Plate)
    }

    /// Its parts, not configured.
    pub fn parts(self, fineness: Fineness) -> Vec<Part> {
        self.configured(fineness, &Configuration::default())
    }

    /// Its parts in a configuration.
    pub fn configured(self, fineness: Fineness, configuration: &Configuration) -> Vec<Part> {
        match self {
            Self::Plate => plate::parts(fineness),
            Self::Flange => flange::parts(fineness),
            Self::Gear => gear::parts(fineness),
            Self::Bracket => bracket::parts(fineness),
            Self::Shaft => shaft::parts(fineness),
            Self::Housing => housing::parts(fineness),
            Self::Bolt => fasteners::bolt(fineness),
            Self::Nut => fasteners::nut(fineness),
            Self::Washer => fasteners::washer(fineness),
            Self::Bearing => bearing::parts(fineness),
            Self::Spring => spring::parts(fineness),
            Self::Pulley => turned::pulley(fineness),
            Self::Bottle => turned::bottle(fineness),
            Self::HeatSink => extruded::heat_sink(fineness),
            Self::Tube => extruded::tube(fineness),
            Self::SheetMetal => extruded::sheet_metal(fineness),
            Self::Enclosure => extruded::enclosure(fineness),
            Self::Pins => many::pins(fineness),
            Self::Odd => many::odd(fineness),
            Self::Configurable => configurable::parts(fineness, configuration),
            Self::Surfaces => open::surfaces(fineness),
            Self::Wires => open::wires(fineness),
            Self::Knurled10k => knurled::parts(fineness, 100, 49),
            Self::Knurled200k => knurled::parts(fineness, 400, 249),
            Self::Knurled2m => knurled::parts(fineness, 1000, 999),
            Self::Catalogue => catalogue::parts(configuration),
            Self::Documented => documented::parts(fineness),
        }
    }

    /// Its configuration inputs.
    pub fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Configurable => &configurable::PARAMETERS,
            Self::Catalogue => &catalogue::PARAMETERS,
            _ => &[],
        }
    }

    /// Whether its features succeed in a configuration. Where they do not, it has no parts.
    pub fn regenerates(self, configuration: &Configuration) -> bool {
        self != Self::Configurable || configurable::regenerates(configuration)
    }

    /// The names of its parts.
    pub fn part_names(self) -> Vec<String> {
        self.parts(Fineness::COARSE).into_iter().map(|part| part.name.into_owned()).collect()
    }

    /// What its feature list shows.
    pub fn features(self) -> &'static [&'static str] {
        match self {
            Self::Plate => &["Sketch 1", "Extrude 1", "Fillet 1", "Hole 1", "Linear pattern 1"],
            Self::Flange => {
                &["Sketch 1", "Revolve 1", "Fillet 1", "Sketch 2", "Extrude 1", "Circular pattern 1"]
            }
            Self::Gear => &["Spur gear 1", "Sketch 1", "Extrude 1", "Circular pattern 1"],
            Self::Bracket => &["Sketch 1", "Extrude 1", "Fillet 1", "Fillet 2", "Hole 1", "Hole 2"],
            Self::Shaft => &["Sketch 1", "Revolve 1", "Chamfer 1", "Fillet 1", "Sketch 2", "Extrude 1"],
            Self::Housing => &["Sketch 1", "Extrude 1", "Shell 1", "Fillet 1", "Hole 1", "Mirror 1"],
            Self::Bearing | Self::Pulley | Self::Bottle => &["Sketch 1", "Revolve 1", "Fillet 1"],
            Self::Spring => &["Helix 1", "Sketch 1", "Sweep 1"],
            Self::Surfaces => &["Sketch 1", "Fill 1", "Extrude 1"],
            Self::Wires => &["Helix 1", "Sketch 1", "Projected curve 1"],
            Self::Pins => &["Sketch 1", "Extrude 1", "Linear pattern 1"],
            _ => &["Sketch 1", "Extrude 1"],
        }
    }
}

/// How finely arcs are divided. Only the angle counts, so that circles that meet have the same vertices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fineness {
    /// Steps of a full circle.
    steps: u16,
}

impl Fineness {
    /// For lists of parts, where only names are wanted.
    pub const COARSE: Self = Self { steps: 12 };
    /// For pictures.
    pub const PICTURE: Self = Self { steps: 48 };
    /// For exports that name no tolerance.
    pub const NORMAL: Self = Self { steps: 96 };

    /// By the tolerances of an export: radians between two facets, metres between facet and a 50 mm arc.
    pub fn of(angle: Option<f64>, chord: Option<f64>) -> Self {
        let from_chord =
            chord.filter(|chord| *chord > 0.0).map(|chord| 2.0 * (1.0 - (chord / 0.05).min(1.0)).acos());
        let finest = [angle, from_chord].into_iter().flatten().filter(|angle| *angle > 0.0).reduce(f64::min);
        finest.map_or(Self::NORMAL, |angle| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 8..=720")]
            let steps = (TAU / angle).ceil().clamp(8.0, 720.0) as u16;
            Self { steps: steps.next_multiple_of(4) }
        })
    }

    /// Steps for an arc of this many radians: the same for the same angle.
    pub fn steps(self, sweep: f64) -> u16 {
        let exact = f64::from(self.steps) * sweep.abs() / TAU;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u16")]
        let steps = (exact - 1e-9).ceil().clamp(1.0, f64::from(u16::MAX)) as u16;
        steps
    }
}
