//! A part studio of sixty parts, and one whose parts are odd.

use super::Fineness;
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

/// Sixty pins on a grid, of growing length and changing colour.
pub fn pins(fineness: Fineness) -> Vec<Part> {
    let pin = |number: u8| {
        let (column, row) = (f64::from(number % 10), f64::from(number / 10));
        let mut shell = Shell::new(fineness);
        let foot = Outline::circle([0.012 * (column - 4.5), 0.012 * (row - 2.5)], 0.004);
        shell.extrude(Frame::level(0.0), &foot, &[], 0.010 + 0.0005 * f64::from(number));
        let color = [90 + number * 2, 120, 210 - number * 2];
        let pin = Part::solid("", "", "", material::BRASS, color, shell.finish());
        let number = u32::from(number) + 1;
        Part {
            id: format!("J{number:02}").into(),
            name: format!("Pin {number}").into(),
            number: format!("PIN-{number:03}").into(),
            ..pin
        }
    };
    (0..60).map(pin).collect()
}

/// Blocks in a row: ids that want escaping, a name that is markup, a very long one, one without a material, one hidden.
pub fn odd(fineness: Fineness) -> Vec<Part> {
    let block = |place: u8| {
        let mut shell = Shell::new(fineness);
        let foot = Outline::rectangle([0.030 * f64::from(place), 0.0], 0.020, 0.020, 0.003);
        shell.extrude(Frame::level(0.0), &foot, &[], 0.020);
        shell.finish()
    };
    let part = |id, name, number, place: u8| {
        Part::solid(id, name, number, material::ABS, [200 - place * 20, 110, 60 + place * 24], block(place))
    };
    let long = crate::world::names::of_240_characters().into();
    vec![
        part("J/+D", "Slash and plus", "A/1+2", 0),
        part("JH%2", "<img src=x onerror=alert(1)>", "=1+1", 1),
        Part { name: long, ..part("JHL", "", "LONG", 2) },
        Part { material: None, ..part("JHP", "No material", "", 3) },
        Part { hidden: true, ..part("JHT", "Hidden", "HID-1", 4) },
    ]
}
