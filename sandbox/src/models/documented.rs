//! Two brackets: one whose every property says something, one of which nobody has said anything.

use super::Fineness;
use super::bracket;
use super::part::Part;
use serde_json::json;

/// The brackets, beside each other.
pub fn parts(fineness: Fineness) -> Vec<Part> {
    let Some(bracket) = bracket::parts(fineness).into_iter().next() else { return Vec::new() };
    let mut silent = bracket.clone();
    for [x, ..] in silent.mesh.positions.iter_mut().chain(silent.mesh.edges.iter_mut().flatten()) {
        *x += 0.1;
    }
    let documented = Part {
        name: "Documented bracket".into(),
        properties: [
            ("description", json!("Bent from 5 mm sheet.\nSecond line, with <b>markup</b> in it.")),
            ("revision", json!("C")),
            ("vendor", json!("Acme & Sons")),
            ("project", json!("=HYPERLINK(\"https://example.com\")")),
            ("title1", json!("دعامة")),
            ("finish", json!("ANODIZED")),
            ("inspectedOn", json!("2026-03-14T00:00:00.000+00:00")),
            ("cost", json!(12.5)),
            ("leadTime", json!(21)),
            ("safetyRelevant", json!(true)),
        ]
        .into(),
        ..bracket
    };
    let silent =
        Part { id: "JHH".into(), name: "Silent bracket".into(), number: "".into(), material: None, ..silent };
    vec![documented, silent]
}
