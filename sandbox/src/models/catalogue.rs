//! A catalogue of 20,000 articles: small blocks whose properties are of every kind that a bill of materials can hold, the
//! hostile ones too. One article is made at a time, chosen by its number.

use super::configuration::{Configuration, Kind, Parameter, Setting};
use super::material::{self, Material};
use super::mesh::Mesh;
use super::part::Part;
use super::space::Vector;
use crate::world::names;
use crate::world::user::User;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many articles there are.
pub const ARTICLES: u32 = 20_000;

/// Its input: the article's number.
pub const NUMBER: Parameter = Parameter {
    id: "Number",
    name: "Article number",
    kind: Kind::Count { min: 1, default: 1, max: ARTICLES },
};

/// Its inputs.
pub static PARAMETERS: [Parameter; 1] = [NUMBER];

/// The article that the configuration chooses.
pub fn parts(configuration: &Configuration) -> Vec<Part> {
    let number = if let Setting::Count(number) = configuration.of(&NUMBER) { number } else { 1 };
    let materials: [Option<Material>; 4] =
        [Some(material::ALUMINUM), Some(material::STAINLESS), Some(material::BRASS), None];
    let shade = |step: u32| u8::try_from(90 + number * step % 140).unwrap_or(128);
    let size = |least: f64, step: u32| least + 0.000_5 * f64::from(number * step % 40);
    let mesh = block([size(0.012, 1), size(0.010, 7), size(0.014, 11)]);
    let color = [shade(3), shade(5), shade(7)];
    let part = Part::solid("JHD", "", "", material::ALUMINUM, color, mesh);
    vec![Part {
        name: name(number).into(),
        number: if number % 250 == 3 { "".into() } else { format!("AR-{number:05}").into() },
        material: materials.iter().copied().cycle().nth(number as usize % 4).flatten(),
        properties: properties(number),
        ..part
    }]
}

/// Most are plain; some are markup, run from right to left, or do not end.
fn name(number: u32) -> String {
    match number % 500 {
        100 => format!("<b>Article</b> {number:05} & \"more\""),
        200 => format!("قطعة {number:05}"),
        300 => format!("🔩 Article {number:05}"),
        400 => names::of_240_characters(),
        _ => format!("Article {number:05}"),
    }
}

/// What a spreadsheet, a browser or a table can stumble over.
fn description(number: u32) -> Value {
    match number % 20 {
        1 => json!("=1+1"),
        2 => json!("@SUM(A1:A9)"),
        3 => json!("+cmd|' /C calc'!A0"),
        4 => json!("-2+3"),
        5 => json!("<img src=x onerror=\"alert('bom')\">"),
        6 => json!("Said \"M8\";\r\nthen\ta tab, and a comma"),
        7 => json!("وصف من اليمين إلى اليسار (M8)"),
        8 if number % 500 == 8 => json!("Supplied with a long text. ".repeat(200)),
        9 => json!(""),
        10 => Value::Null,
        _ => json!(format!("Block for shelf {}", number % 100)),
    }
}

fn properties(number: u32) -> BTreeMap<&'static str, Value> {
    let person = |user: User| json!({ "displayName": user.name(), "id": user.id() });
    let category = |name: &str, id: &str| json!({ "name": name, "id": id });
    let part = category("Onshape part", "5877a03ebe4c21163b49dce5");
    let bought = category("Purchased part", "64a2000000000000000000b1");
    BTreeMap::from([
        ("description", description(number)),
        (
            "vendor",
            if number.is_multiple_of(3) {
                Value::Null
            } else {
                json!(["Acme & Sons", "O'Neil <Tools>"].get(number as usize % 2))
            },
        ),
        ("category", if number.is_multiple_of(5) { json!([part, bought]) } else { json!([part]) }),
        ("finish", if number.is_multiple_of(10) { json!(["ANODIZED", "ZINC"]) } else { json!("NONE") }),
        (
            "inspectedOn",
            if number.is_multiple_of(2) {
                json!(format!("2026-{:02}-{:02}", 1 + number % 12, 1 + number % 28))
            } else {
                Value::Null
            },
        ),
        (
            "cost",
            if number.is_multiple_of(7) { Value::Null } else { json!(f64::from(number % 10_000) / 100.0) },
        ),
        ("leadTime", json!(number % 90)),
        (
            "responsible",
            if number.is_multiple_of(4) {
                Value::Null
            } else {
                person(if number.is_multiple_of(2) { User::Alice } else { User::Bob })
            },
        ),
        ("safetyRelevant", json!(number.is_multiple_of(9))),
        ("title1", json!(format!("{}.5 mm", number % 60))),
    ])
}

/// A block that stands on the XY plane, of these lengths in metres.
fn block([width, depth, height]: Vector) -> Mesh {
    const FACES: [(Vector, [usize; 4]); 6] = [
        ([0.0, 0.0, -1.0], [0, 2, 3, 1]),
        ([0.0, 0.0, 1.0], [4, 5, 7, 6]),
        ([0.0, -1.0, 0.0], [0, 1, 5, 4]),
        ([0.0, 1.0, 0.0], [2, 6, 7, 3]),
        ([-1.0, 0.0, 0.0], [0, 4, 6, 2]),
        ([1.0, 0.0, 0.0], [1, 3, 7, 5]),
    ];
    let corner = |at: usize| -> Vector {
        let side = |bit: usize, length: f64| if at & bit == 0 { -length / 2.0 } else { length / 2.0 };
        [side(1, width), side(2, depth), if at & 4 == 0 { 0.0 } else { height }]
    };
    let mut mesh = Mesh::default();
    for (normal, corners) in FACES {
        let [a, b, c, d] = corners.map(|at| mesh.vertex(corner(at), normal));
        mesh.triangles.extend([[a, b, c], [a, c, d]]);
        mesh.edges.push(corners.iter().chain(corners.first()).map(|at| corner(*at)).collect());
    }
    mesh
}
