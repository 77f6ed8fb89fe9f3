//! A strap whose size, length, holes and marking are configured.

use super::Fineness;
use super::configuration::{Configuration, Kind, Parameter, Setting};
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

/// The size in which the features fail.
const IMPOSSIBLE: &str = "Impossible";

const SIZE: Parameter = Parameter {
    id: "List_Size",
    name: "Size",
    kind: Kind::List(&[
        ("Small", "Small"),
        ("Medium", "Medium"),
        ("Large", "Large"),
        (IMPOSSIBLE, "Wider than long (does not regenerate)"),
    ]),
};
const LENGTH: Parameter =
    Parameter { id: "Length", name: "Length", kind: Kind::Length { min: 0.05, default: 0.12, max: 0.5 } };
const HOLES: Parameter =
    Parameter { id: "Holes", name: "With holes", kind: Kind::Checkbox { default: true } };
const MARKING: Parameter = Parameter { id: "Marking", name: "Marking", kind: Kind::Text { default: "A1" } };
const TWIST: Parameter =
    Parameter { id: "Twist", name: "Turned by", kind: Kind::Angle { min: -90.0, default: 0.0, max: 90.0 } };
const COUNT: Parameter =
    Parameter { id: "Count", name: "Straps", kind: Kind::Count { min: 1, default: 1, max: 12 } };

/// Its inputs, one of each kind at least.
pub static PARAMETERS: [Parameter; 6] = [SIZE, LENGTH, HOLES, MARKING, TWIST, COUNT];

/// Whether its features succeed.
pub fn regenerates(configuration: &Configuration) -> bool {
    configuration.of(&SIZE) != Setting::Option(IMPOSSIBLE.to_owned())
}

/// The straps, lying on the XY plane, one over the other; none where the features fail.
pub fn parts(fineness: Fineness, configuration: &Configuration) -> Vec<Part> {
    if !regenerates(configuration) {
        return Vec::new();
    }
    let count = if let Setting::Count(count) = configuration.of(&COUNT) { count } else { 1 };
    (0..count).map(|number| strap(fineness, configuration, number)).collect()
}

/// The `number`-th strap from below.
fn strap(fineness: Fineness, configuration: &Configuration, at: u32) -> Part {
    let (width, number) = match configuration.of(&SIZE) {
        Setting::Option(size) if size == "Large" => (0.040, "CS-300"),
        Setting::Option(size) if size == "Medium" => (0.030, "CS-200"),
        _ => (0.020, "CS-100"),
    };
    let length = if let Setting::Length(length) = configuration.of(&LENGTH) { length } else { 0.12 };
    let marking = if let Setting::Text(text) = configuration.of(&MARKING) { text } else { String::new() };
    let holes = if configuration.of(&HOLES) == Setting::Flag(true) {
        let end = length / 2.0 - width / 2.0;
        vec![Outline::circle([-end, 0.0], width / 5.0), Outline::circle([end, 0.0], width / 5.0)]
    } else {
        Vec::new()
    };
    let mut shell = Shell::new(fineness);
    let turn =
        if let Setting::Angle(degrees) = configuration.of(&TWIST) { degrees.to_radians() } else { 0.0 };
    let (sin, cos) = turn.sin_cos();
    let level = Frame::level(0.006 * f64::from(at));
    shell.extrude(
        Frame { x: [cos, sin, 0.0], y: [-sin, cos, 0.0], ..level },
        &Outline::rectangle([0.0, 0.0], length, width, width / 4.0),
        &holes,
        0.004,
    );
    let strap = Part::solid("JHD", "", number, material::ALUMINUM, [96, 150, 180], shell.finish());
    let id = format!("JH{}", letter(at)).into();
    Part { id, name: format!("Strap {marking}").trim_end().to_owned().into(), ..strap }
}

/// What the ids of the straps end in.
fn letter(at: u32) -> char {
    u8::try_from(at).map_or('Z', |at| char::from(b'D' + at))
}
