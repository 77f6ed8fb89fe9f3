//! A base plate: rounded corners, four screw holes, two slots, a row of dowel holes.

use super::Fineness;
use super::material;
use super::outline::Outline;
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

/// The plate, lying on the XY plane around the origin.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let outer = Outline::rectangle([0.0, 0.0], 0.260, 0.120, 0.012);
    let mut holes = Vec::new();
    for x in [-0.115, 0.115] {
        for y in [-0.045, 0.045] {
            holes.push(Outline::circle([x, y], 0.0045));
        }
        holes.push(Outline::rectangle([x * 0.8, 0.0], 0.008, 0.030, 0.004));
    }
    holes.extend([-0.030, -0.010, 0.010, 0.030].map(|x| Outline::circle([x, 0.051], 0.003)));
    let mut shell = Shell::new(fineness);
    shell.extrude(Frame::level(0.0), &outer, &holes, 0.008);
    vec![Part::solid("JHD", "Plate", "GB-100", material::ALUMINUM, [157, 173, 190], shell.finish())]
}
