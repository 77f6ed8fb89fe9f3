//! The value of a property: Onshape gives texts, numbers, and objects of many shapes.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::serde_json::Value;
use onshape::{Property, ValueType};

use crate::{properties::PropertyValue, ssr::convert::shortened};

/// The most letters of a value.
const TEXT: usize = 10_000;

/// The most letters of an object that nobody knows.
const JSON: usize = 2_000;

/// Milliseconds in a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a property says.
pub(super) fn of(property: &Property) -> PropertyValue {
    if let Some(label) = property.label() {
        return text(label);
    }
    let value = read(&property.value, property.value_type.as_ref());
    match property.computed_property_error.as_deref().map(str::trim) {
        Some(error) if !error.is_empty() && value == PropertyValue::Empty => {
            PropertyValue::NotComputed(shortened(error, TEXT))
        }
        _ => value,
    }
}

fn read(value: &Value, kind: Option<&ValueType>) -> PropertyValue {
    match value {
        Value::Null => PropertyValue::Empty,
        Value::Bool(yes) => PropertyValue::YesNo(*yes),
        Value::Number(number) => number.as_f64().map_or(PropertyValue::Empty, PropertyValue::Number),
        Value::String(written) => match kind {
            Some(ValueType::Date) => date(written).unwrap_or_else(|| text(written)),
            Some(ValueType::User) => user(written),
            Some(ValueType::Bool) if written == "true" || written == "false" => {
                PropertyValue::YesNo(written == "true")
            }
            _ => text(written),
        },
        Value::Array(items) => list(items, kind),
        Value::Object(_) => colour(value).unwrap_or_else(|| object(value)),
    }
}

fn text(written: &str) -> PropertyValue {
    match written.trim() {
        "" => PropertyValue::Empty,
        written => PropertyValue::Text(shortened(written, TEXT)),
    }
}

fn user(written: &str) -> PropertyValue {
    let id = written.len() == 24 && written.bytes().all(|b| b.is_ascii_hexdigit());
    if id { PropertyValue::User(written.to_owned()) } else { text(written) }
}

/// A day is a date without a time, or at midnight in UTC.
fn date(written: &str) -> Option<PropertyValue> {
    if let Ok(at) = written.parse::<Timestamp>() {
        let at = at.as_millisecond();
        return Some(if at % DAY == 0 { PropertyValue::Day(at) } else { PropertyValue::Moment(at) });
    }
    let day = written.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(PropertyValue::Day(day.timestamp().as_millisecond()))
}

/// The items after each other, by their names.
fn list(items: &[Value], kind: Option<&ValueType>) -> PropertyValue {
    if let [one] = items {
        return read(one, kind);
    }
    let written = items.iter().filter_map(|item| match read(item, kind) {
        PropertyValue::Empty => None,
        PropertyValue::Text(text) | PropertyValue::User(text) => Some(text),
        _ => Some(item.to_string()),
    });
    text(&written.collect::<Vec<_>>().join(", "))
}

/// By its name, as a number with its unit, or as it is.
fn object(value: &Value) -> PropertyValue {
    let field = |name: &&str| match value.get(name)? {
        Value::String(written) => Some(written.trim().to_owned()).filter(|written| !written.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let first = |names: &[&str]| names.iter().find_map(field);
    if let Some(name) = first(&["displayName", "name", "label", "title"]) {
        return text(&name);
    }
    if let Some(number) = first(&["value"]) {
        let unit = first(&["units", "unit"]).map(|unit| format!(" {unit}")).unwrap_or_default();
        return text(&(number + &unit));
    }
    match value.as_object() {
        Some(nothing) if nothing.is_empty() => PropertyValue::Empty,
        _ => PropertyValue::Text(shortened(&value.to_string(), JSON)),
    }
}

/// An appearance: Onshape tells its colour from 0 to 255.
fn colour(value: &Value) -> Option<PropertyValue> {
    let byte = |value: &Value| value.as_u64().and_then(|part| u8::try_from(part).ok());
    let colour = value.get("color")?;
    let part = |name: &str| byte(colour.get(name)?);
    let rgb = [part("red")?, part("green")?, part("blue")?];
    let opacity = value.get("opacity").and_then(byte).unwrap_or(u8::MAX);
    Some(PropertyValue::Colour { rgb, opacity })
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn value(kind: &str, value: &Value) -> PropertyValue {
        let property = json!({
            "propertyId": "57f3fb8efa3416c06701d60d", "name": "P", "value": value, "valueType": kind,
            "enumValues": [{ "value": "POWDER", "label": "Powder coated" }],
        });
        of(&from_value(property).unwrap())
    }

    fn written(text: &str) -> PropertyValue {
        PropertyValue::Text(text.into())
    }

    #[test]
    fn values_of_every_kind_are_read() {
        let cases = [
            ("STRING", json!(" Bolt "), written("Bolt")),
            ("STRING", json!("  "), PropertyValue::Empty),
            ("STRING", json!("0.5 kg"), written("0.5 kg")),
            ("ENUM", json!("POWDER"), written("Powder coated")),
            ("ENUM", json!("NEW_ONE"), written("NEW_ONE")),
            ("BOOL", json!(false), PropertyValue::YesNo(false)),
            ("DOUBLE", json!(12.5), PropertyValue::Number(12.5)),
            ("DATE", json!("2026-03-01"), PropertyValue::Day(1_772_323_200_000)),
            ("DATE", json!("2026-03-01T00:00:00.000+00:00"), PropertyValue::Day(1_772_323_200_000)),
            ("DATE", json!("2026-03-01T08:30:00Z"), PropertyValue::Moment(1_772_353_800_000)),
            ("DATE", json!("next week"), written("next week")),
            ("OBJECT", json!({ "displayName": "Steel", "id": "x" }), written("Steel")),
            ("OBJECT", json!({ "value": 1.5, "units": "mm" }), written("1.5 mm")),
            ("OBJECT", json!({ "a": { "b": null } }), written(r#"{"a":{"b":null}}"#)),
            ("CATEGORY", json!([{ "name": "A" }, { "name": "B" }, null]), written("A, B")),
            (
                "USER",
                json!("e60c4803eaf2ac8be492c18e"),
                PropertyValue::User("e60c4803eaf2ac8be492c18e".into()),
            ),
            ("USER", json!({ "name": "Alice", "id": "e60c4803eaf2ac8be492c18e" }), written("Alice")),
            ("HOLOGRAM", json!(null), PropertyValue::Empty),
            ("CATEGORY", json!([]), PropertyValue::Empty),
        ];
        for (kind, given, expected) in cases {
            assert_eq!(value(kind, &given), expected, "{kind} {given}");
        }
    }

    #[test]
    fn an_appearance_is_a_colour() {
        let given = json!({ "color": { "red": 10, "green": 20, "blue": 255 }, "opacity": 128 });
        assert_eq!(value("OBJECT", &given), PropertyValue::Colour { rgb: [10, 20, 255], opacity: 128 });
        let broken = json!({ "color": { "red": 900 } });
        assert!(matches!(value("OBJECT", &broken), PropertyValue::Text(_)));
    }

    #[test]
    fn a_value_without_end_is_cut() {
        let PropertyValue::Text(text) = value("STRING", &json!("x".repeat(100_000))) else {
            panic!("no text")
        };
        assert!(text.chars().count() <= TEXT + 1);
    }
}
