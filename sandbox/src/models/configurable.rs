//! A strap whose size, length, holes and marking are configured.

use super::Fineness;
use super::configuration::{Configuration, Kind, Parameter, Setting};
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

const SIZE: Parameter = Parameter {
    id: "List_Size",
    name: "Size",
    kind: Kind::List(&[("Small", "Small"), ("Medium", "Medium"), ("Large", "Large")]),
};
const LENGTH: Parameter =
    Parameter { id: "Length", name: "Length", kind: Kind::Length { min: 0.05, default: 0.12, max: 0.5 } };
const HOLES: Parameter =
    Parameter { id: "Holes", name: "With holes", kind: Kind::Checkbox { default: true } };
const MARKING: Parameter = Parameter { id: "Marking", name: "Marking", kind: Kind::Text { default: "A1" } };

/// Its inputs, one of each kind.
pub static PARAMETERS: [Parameter; 4] = [SIZE, LENGTH, HOLES, MARKING];

/// The strap, lying on the XY plane.
pub fn parts(fineness: Fineness, configuration: &Configuration) -> Vec<Part> {
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
    shell.extrude(
        Frame::level(0.0),
        &Outline::rectangle([0.0, 0.0], length, width, width / 4.0),
        &holes,
        0.004,
    );
    let strap = Part::solid("JHD", "", number, material::ALUMINUM, [96, 150, 180], shell.finish());
    vec![Part { name: format!("Strap {marking}").trim_end().to_owned().into(), ..strap }]
}
