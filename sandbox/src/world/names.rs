//! Names as engineers give them, put together from word lists.

use super::draw::Draw;

const MACHINES: &[&str] = &[
    "Conveyor",
    "Gripper",
    "Gantry",
    "Packaging line",
    "Robot cell",
    "Hydraulic press",
    "Test rig",
    "Pump station",
    "Drone",
    "E-bike",
    "Wind turbine",
    "Coffee machine",
    "Microscope",
    "Linear axis",
    "Delta robot",
    "Rover",
    "Laser cutter",
    "Centrifuge",
    "Tractor",
    "Air compressor",
    "Spectrometer",
    "Espresso grinder",
    "Lathe",
    "Winch",
];
const ADJECTIVES: &[&str] = &[
    "Adjustable",
    "Rear",
    "Front",
    "Upper",
    "Lower",
    "Welded",
    "Machined",
    "Left-hand",
    "Right-hand",
    "Lightweight",
    "Heavy-duty",
    "Split",
    "Sealed",
    "Spring-loaded",
    "Quick-release",
    "Water-cooled",
    "Printed",
    "Cast",
    "Threaded",
];
const COMPONENTS: &[&str] = &[
    "bearing block",
    "motor mount",
    "drive shaft",
    "gearbox housing",
    "base plate",
    "side panel",
    "cable guide",
    "spur gear",
    "pulley",
    "flange",
    "bracket",
    "coupling",
    "manifold",
    "end effector",
    "sensor holder",
    "tensioner",
    "control box",
    "frame",
    "guide rail",
    "heat sink",
    "nozzle",
    "valve body",
    "piston",
    "crankshaft",
    "clamp",
    "cover",
    "hinge",
    "spindle",
    "carriage",
    "impeller",
    "lever",
    "foot",
    "hub",
    "adapter",
    "jig",
    "fixture",
];
const ENDINGS: &[&str] = &[
    "rev A",
    "rev B",
    "rev C",
    "v2",
    "v3",
    "prototype",
    "(old)",
    "concept",
    "for review",
    "2024",
    "mk II",
    "DRAFT",
];
const STUDIOS: &[&str] = &[
    "Part Studio 1",
    "Main body",
    "Base",
    "Bracket",
    "Drive",
    "Cover",
    "Carrier",
    "Fixture",
    "Insert",
    "Mount",
];

/// The name of the `number`-th seeded document of one owner.
pub fn document(owner: &str, number: u64) -> String {
    let mut draw = Draw::of(owner, number);
    let (machine, adjective) = (draw.word(MACHINES), draw.word(ADJECTIVES));
    let (component, ending) = (draw.word(COMPONENTS), draw.word(ENDINGS));
    let code = 1000 + draw.below(9000);
    match draw.below(6) {
        0 => format!("{machine} {component}"),
        1 => format!("{adjective} {component} {code}"),
        2 => format!("{machine} - {} {component}", adjective.to_lowercase()),
        3 => format!("P-{code} {adjective} {component}"),
        4 => format!("{adjective} {component} {ending}"),
        _ => format!("{machine} {component} {ending}"),
    }
}

/// The name of a part studio of a seeded document.
pub fn studio(draw: &mut Draw) -> &'static str {
    draw.word(STUDIOS)
}

/// A name of exactly 240 characters.
pub fn of_240_characters() -> String {
    "A document whose name goes on and on, as names do that were once a sentence in somebody's specification "
        .chars()
        .cycle()
        .take(239)
        .chain(['.'])
        .collect()
}
