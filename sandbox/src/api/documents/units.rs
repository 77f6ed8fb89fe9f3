//! `GET /documents/d/{did}/{wvm}/{wvmid}/unitinfo`: every document of the sandbox is in millimetres.

use crate::api::answer;
use axum::response::Response;
use serde_json::{Map, Value, json};

/// Quantity, the document's unit, and decimals shown.
const UNITS: [(&str, &str, u8); 12] = [
    ("length", "millimeter", 3),
    ("angle", "degree", 3),
    ("mass", "kilogram", 3),
    ("time", "second", 3),
    ("force", "newton", 3),
    ("pressure", "pascal", 3),
    ("moment", "newtonMeter", 3),
    ("acceleration", "meterPerSecondSquared", 3),
    ("angularVelocity", "degreePerSecond", 3),
    ("energy", "joule", 3),
    ("area", "squareMillimeter", 3),
    ("volume", "cubicMillimeter", 3),
];

/// The units as elements carry them, `lengthUnits` and so on.
pub fn of_element() -> Map<String, Value> {
    UNITS.iter().map(|(quantity, unit, _)| (format!("{quantity}Units"), json!(unit))).collect()
}

/// The units of a document or of a user (`BTDefaultUnitsInfo`).
pub fn defaults() -> Value {
    let units: Vec<_> = UNITS
        .iter()
        .map(|(quantity, unit, _)| json!({ "key": quantity.to_uppercase(), "value": unit.to_uppercase() }))
        .collect();
    json!({ "nodeId": null, "units": units })
}

/// The answer (`BTUnitInfo`).
pub fn info() -> Response {
    let precision: Map<_, _> =
        UNITS.iter().map(|(_, unit, decimals)| (unit.to_uppercase(), json!(decimals))).collect();
    answer::json(&json!({ "defaultUnits": defaults(), "unitsDisplayPrecision": precision }))
}
