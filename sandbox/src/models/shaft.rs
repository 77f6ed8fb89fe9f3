//! A stepped shaft with fillets and chamfers, and the ring that holds a gear on it.

use super::Fineness;
use super::material;
use super::outline::{Outline, Segment};
use super::part::Part;
use super::shell::Shell;
use super::space::Frame;

const END: f64 = 0.008;
const SEAT: f64 = 0.010;
const COLLAR: f64 = 0.014;

/// The shaft along Z, its middle at the origin, and the ring.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let mut shaft = Shell::new(fineness);
    shaft.revolve(Frame::level(0.0), &profile());
    let mut ring = Shell::new(fineness);
    let hole = Outline::circle([0.0, 0.0], SEAT);
    ring.extrude(Frame::level(0.0125), &Outline::circle([0.0, 0.0], 0.0135), &[hole], 0.0012);
    vec![
        Part::solid("JHD", "Shaft", "GB-130", material::CARBON_STEEL, [176, 182, 188], shaft.finish()),
        Part::solid("JI/", "Retaining ring", "GB-131", material::SPRING_STEEL, [70, 74, 80], ring.finish()),
    ]
}

/// From the lower end's centre up to the upper end's.
fn profile() -> Outline {
    let corners = [
        ([0.0, -0.080], 0.0),
        ([END - 0.001, -0.080], 0.0),
        ([END, -0.079], 0.0),
        ([END, -0.050], 0.001),
        ([SEAT, -0.050], 0.0),
        ([SEAT, -0.012], 0.001),
        ([COLLAR, -0.012], 0.0),
        ([COLLAR, -0.008], 0.0),
        ([SEAT, -0.008], 0.0),
        ([SEAT, 0.050], 0.0),
        ([END, 0.050], 0.001),
        ([END, 0.079], 0.0),
        ([END - 0.001, 0.080], 0.0),
        ([0.0, 0.080], 0.0),
    ];
    let mut closed = Outline::filleted(&corners);
    // The last line closes the outline along the axis, where nothing is to be swept.
    if matches!(closed.0.last(), Some(Segment::Line([_, from], [_, to])) if from > to) {
        closed.0.pop();
    }
    closed
}
