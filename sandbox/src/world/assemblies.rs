//! Documents with assemblies that try a viewer: nested, linked, large.

use super::derived;
use super::document::Document;
use super::element::{Assembly, Content};
use super::id::Id;
use super::placed::Placed;
use super::special::{APP, Special, Tab, alice, bob};
use crate::models::Model;
use crate::models::space::Transform;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;

/// Racks of the big assembly.
const RACKS: u8 = 20;
/// Parts in each rack: 5,000 in all.
const IN_A_RACK: u8 = 250;

/// All of them.
pub fn documents() -> Vec<(Special, Document)> {
    let library =
        bob("fasteners", "Bob's library, closed to Alice, that *linked* uses", "Fasteners", fasteners(), 31);
    let linked = linked(&library.1);
    vec![machine(), big(), linked, library, heavy()]
}

fn studio(name: &str, model: Model) -> Tab<'_> {
    (name, Content::Studio(model))
}

/// A tab with an assembly that is written down.
pub fn assembly(name: &str, placed: Vec<Placed>) -> Tab<'_> {
    (name, Content::Assembly(Assembly::Of(Arc::new(placed))))
}

/// A list of instances in the making; tabs are known by their number.
pub struct Builder {
    document: Id,
    name: String,
    /// What is in it so far.
    pub placed: Vec<Placed>,
}

impl Builder {
    /// An empty one, of the document with this key; `name` tells the assemblies of a document apart.
    pub fn new(key: &str, name: &str) -> Self {
        Self { document: Id::of("document", key), name: name.to_owned(), placed: Vec::new() }
    }

    fn next(&self, name: &str) -> (Id, String) {
        let id = Id::of("instance", format_args!("{}/{}/{}", self.document, self.name, self.placed.len()));
        let number = self.placed.iter().filter(|other| other.name.starts_with(name)).count() + 1;
        (id, format!("{name} <{number}>"))
    }

    /// Adds a use of a part of a tab.
    #[must_use]
    pub fn part(mut self, name: &str, tab: usize, part: &str, at: Transform) -> Self {
        let (id, name) = self.next(name);
        self.placed.push(Placed::part(id, name, derived::element_id(self.document, tab), part, at));
        self
    }

    /// Adds a use of an assembly.
    #[must_use]
    pub fn group(mut self, name: &str, tab: usize, at: Transform) -> Self {
        let (id, name) = self.next(name);
        self.placed.push(Placed::assembly(id, name, derived::element_id(self.document, tab), at));
        self
    }

    /// Changes the last one.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Placed)) -> Self {
        if let Some(last) = self.placed.last_mut() {
            change(last);
        }
        self
    }
}

/// Three levels: screws in joints, joints in an axis, axes in the machine.
fn machine() -> (Special, Document) {
    let new = |name| Builder::new("machine", name);
    let moved = Transform::moved;
    let screw = new("Screw joint")
        .part("Hexagon bolt M8x30", 1, "JHD", moved([0.0, 0.0, 0.0]))
        .part("Washer 8", 3, "JHD", moved([0.0, 0.0, -0.0016]))
        .part("Hexagon nut M8", 2, "JHD", moved([0.0, 0.0, -0.028]));
    let mut axis =
        new("Axis").part("Square tube 40x3", 4, "JHD", moved([0.0; 3])).with(|placed| placed.fixed = true);
    for x in [-0.15, 0.15] {
        axis = axis.part("Outer ring", 5, "JHD", Transform::lying([x, 0.0, 0.050]));
        axis = axis.part("Inner ring", 5, "JHH", Transform::lying([x, 0.0, 0.050]));
        axis = axis.part("Balls", 5, "JHL", Transform::lying([x, 0.0, 0.050]));
        for y in [-0.012, 0.012] {
            axis = axis.group("Screw joint", 9, moved([x, y, 0.0216]));
        }
    }
    let axis = axis.part("Compression spring", 6, "JHD", moved([0.0, 0.0, 0.020])).part(
        "V-belt pulley",
        7,
        "JHD",
        Transform::lying([0.230, 0.0, 0.050]),
    );
    let whole = new("Machine")
        .group("Axis", 10, moved([0.0, 0.15, 0.0]))
        .group("Axis", 10, moved([0.0, -0.15, 0.0]))
        .group("Axis", 10, Transform::turned(FRAC_PI_2, [0.0, 0.0, 0.12]))
        .with(|placed| placed.hidden = true)
        .part("Strap", 8, "JHD", moved([0.15, 0.0, 0.022]))
        .with(|placed| "List_Size=Large;Length=0.4+meter".clone_into(&mut placed.configuration))
        .part("Compression spring", 6, "JHD", moved([0.0, 0.3, 0.0]))
        .with(|placed| placed.suppressed = true);
    let tabs = vec![
        APP,
        studio("Bolt", Model::Bolt),
        studio("Nut", Model::Nut),
        studio("Washer", Model::Washer),
        studio("Tube", Model::Tube),
        studio("Bearing", Model::Bearing),
        studio("Spring", Model::Spring),
        studio("Pulley", Model::Pulley),
        studio("Strap", Model::Configurable),
        assembly("Screw joint", screw.placed),
        assembly("Axis", axis.placed),
        assembly("Machine", whole.placed),
        ("Machine drawing", Content::Drawing(Some(derived::element_id(Id::of("document", "machine"), 11)))),
    ];
    let purpose = "Sub-assemblies three deep; instances suppressed, hidden, fixed, configured";
    alice("machine", purpose, "Test machine", tabs, 32)
}

/// Twenty racks of 250 parts.
fn big() -> (Special, Document) {
    let mut rack = Builder::new("big", "Rack");
    for number in 0..IN_A_RACK {
        let (column, row) = (f64::from(number % 25), f64::from(number / 25));
        let at = Transform::moved([0.022 * column, 0.022 * row, 0.0]);
        rack = match number % 5 {
            0 => rack.part("Hexagon nut M8", 2, "JHD", at),
            1 => rack.part("Washer 8", 3, "JHD", at),
            2 => rack.part("Bottle", 4, "JHD", at),
            _ => rack.part("Hexagon bolt M8x30", 1, "JHD", at),
        };
    }
    let mut whole = Builder::new("big", "Warehouse");
    for number in 0..RACKS {
        let (sin, cos) = (TAU * f64::from(number) / f64::from(RACKS)).sin_cos();
        whole = whole.group("Rack", 5, Transform::moved([1.6 * cos, 1.6 * sin, 0.05 * f64::from(number)]));
    }
    let tabs = vec![
        APP,
        studio("Bolt", Model::Bolt),
        studio("Nut", Model::Nut),
        studio("Washer", Model::Washer),
        studio("Bottle", Model::Bottle),
        assembly("Rack", rack.placed),
        assembly("Warehouse", whole.placed),
    ];
    alice("big", "An assembly of 5,000 instances", "Warehouse of 5,000 parts", tabs, 33)
}

/// Single parts of many triangles.
fn heavy() -> (Special, Document) {
    let tabs = vec![
        APP,
        studio("10,000 triangles", Model::Knurled10k),
        studio("200,000 triangles", Model::Knurled200k),
        studio("2,000,000 triangles", Model::Knurled2m),
    ];
    alice("heavy", "Part studios of 10,000, 200,000 and 2,000,000 triangles", "Knurled grips", tabs, 36)
}

/// A library that others link to.
fn fasteners() -> Vec<Tab<'static>> {
    let set = Builder::new("fasteners", "Set")
        .part("Hexagon bolt M8x30", 1, "JHD", Transform::IDENTITY)
        .part("Washer 8", 2, "JHD", Transform::moved([0.0, 0.0, -0.0016]));
    vec![APP, studio("Bolt", Model::Bolt), studio("Washer", Model::Washer), assembly("Set", set.placed)]
}

/// Alice's, with parts and a sub-assembly of a version of Bob's library.
fn linked(library: &Document) -> (Special, Document) {
    let version = library.versions().last().map(|version| version.id);
    let link = |tab: usize| {
        let element = derived::element_id(library.id, tab);
        move |placed: &mut Placed| {
            placed.linked = version.map(|version| (library.id, version));
            placed.element = element;
        }
    };
    let whole = Builder::new("linked", "Linked")
        .part("Plate", 1, "JHD", Transform::IDENTITY)
        .part("Hexagon bolt M8x30", 1, "JHD", Transform::moved([0.115, 0.045, 0.008]))
        .with(link(1))
        .part("Hexagon bolt M8x30", 1, "JHD", Transform::moved([-0.115, 0.045, 0.008]))
        .with(link(1))
        .group("Set", 1, Transform::moved([0.115, -0.045, 0.0096]))
        .with(link(3));
    let tabs = vec![APP, studio("Plate", Model::Plate), assembly("Linked assembly", whole.placed)];
    alice("linked", "An assembly that uses a version of another document", "Linked parts", tabs, 34)
}
