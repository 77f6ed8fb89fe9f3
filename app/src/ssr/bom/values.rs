//! Values of cells: Onshape sends texts, numbers, booleans, objects, lists and nothing at all.

use std::fmt::Write as _;

use leptos::serde_json::Value;

use crate::table::{Cell, Kind, Row};

/// The longest text of a cell, in characters.
pub const LONGEST_TEXT: usize = 1000;
/// The most members of a list that are read.
const MOST_MEMBERS: usize = 100;
/// How deep lists and objects are looked into.
const DEEPEST: u8 = 4;

/// A value as a cell.
pub(super) fn read(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::default(),
        Value::Bool(flag) => Cell(String::new(), Some(f64::from(u8::from(*flag)))),
        Value::Number(number) => Cell(String::new(), number.as_f64().filter(|number| number.is_finite())),
        Value::String(text) => {
            let text = shortened(text, LONGEST_TEXT);
            let number = measured(&text);
            Cell(text, number)
        }
        Value::Array(_) | Value::Object(_) => Cell::text(shortened(&said(value, DEEPEST), LONGEST_TEXT)),
    }
}

/// The text of a cell, a number as plain digits.
pub(super) fn plain(cell: &Cell) -> String {
    match cell {
        Cell(text, Some(number)) if text.is_empty() => number.to_string(),
        Cell(text, _) => text.clone(),
    }
}

/// What an object or a list says: its name, or what is in it.
fn said(value: &Value, deepest: u8) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.chars().take(LONGEST_TEXT).collect(),
        _ if deepest == 0 => String::new(),
        Value::Array(members) => joined(members.iter(), deepest),
        Value::Object(members) => {
            let named =
                ["displayName", "name", "label", "value"].iter().filter_map(|name| members.get(*name));
            let mut named =
                named.map(|value| said(value, deepest - 1)).filter(|text| !text.trim().is_empty());
            named.next().unwrap_or_else(|| joined(members.values(), deepest))
        }
    }
}

fn joined<'a>(values: impl Iterator<Item = &'a Value>, deepest: u8) -> String {
    let mut text = String::new();
    for said in values.take(MOST_MEMBERS).map(|value| said(value, deepest - 1)) {
        if said.trim().is_empty() {
            continue;
        }
        if text.len() > LONGEST_TEXT {
            break;
        }
        let comma = if text.is_empty() { "" } else { ", " };
        // Writing to a text does not fail.
        let _ = write!(text, "{comma}{said}");
    }
    text
}

/// The text on one line, without its ends' spaces and control characters, and no longer than `longest` characters.
pub fn shortened(text: &str, longest: usize) -> String {
    let visible = text.trim().chars().take(longest + 1);
    let mut short: String = visible.map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.chars().count() > longest {
        short.pop();
        short.pop();
        short.push('…');
    }
    short
}

/// The number that a text says, such as `12.5` or `3 mm`; lengths in metres, masses in kilograms, so that those of
/// different units can be compared. Before the fraction stands a point or a comma, as the account's preferences have it,
/// and nothing between thousands. <https://cad.onshape.com/help/Content/Plans/preferences.htm>
fn measured(text: &str) -> Option<f64> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = unit.trim();
    let factor = match unit {
        "mg" => 1e-6,
        "" | "kg" | "m" | "°" | "deg" | "rad" | "%" => 1.0,
        "g" | "mm" => 1e-3,
        "t" | "km" => 1e3,
        "lb" | "lbs" => 0.453_592_37,
        "oz" => 0.028_349_523_125,
        "cm" => 0.01,
        "in" | "\"" => 0.0254,
        "ft" | "'" => 0.3048,
        _ => return None,
    };
    let number: f64 = number.replace(',', ".").parse().ok()?;
    Some(number * factor).filter(|number: &f64| number.is_finite())
}

/// What a column is, by what is in it.
pub(super) fn kind(rows: &[Row], column: usize) -> Kind {
    let cells = || rows.iter().filter_map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    if cells().next().is_none() {
        return Kind::Short;
    }
    if cells().all(|cell| cell.1.is_some()) {
        return Kind::Number;
    }
    // The longest but for some outliers.
    let mut lengths: Vec<usize> = cells().map(|cell| cell.0.chars().count()).collect();
    let place = lengths.len() * 9 / 10;
    let (_, typical, _) = lengths.select_nth_unstable(place);
    match *typical {
        0..=10 => Kind::Short,
        11..=28 => Kind::Text,
        _ => Kind::Long,
    }
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::json;

    use super::*;

    #[test]
    fn every_value_is_a_text_or_a_number() {
        let cases = [
            (json!(null), Cell::default()),
            (json!(true), Cell(String::new(), Some(1.0))),
            (json!(3), Cell(String::new(), Some(3.0))),
            (json!(" Steel \n"), Cell::text("Steel")),
            (json!("3 mm"), Cell("3 mm".into(), Some(0.003))),
            (json!("0,5 kg"), Cell("0,5 kg".into(), Some(0.5))),
            (json!("1,234 kg"), Cell("1,234 kg".into(), Some(1.234))),
            (json!("1,234.5 kg"), Cell::text("1,234.5 kg")),
            (json!("M8 x 30"), Cell::text("M8 x 30")),
            (json!("10-32 screw"), Cell::text("10-32 screw")),
            (json!({ "displayName": "Steel", "id": "x" }), Cell::text("Steel")),
            (json!({ "name": { "displayName": "Nested" } }), Cell::text("Nested")),
            (json!({ "displayName": null, "name": "Named" }), Cell::text("Named")),
            (json!([{ "name": "A" }, "B", null, 3]), Cell::text("A, B, 3")),
            (json!({ "a": 1, "b": [true, {}] }), Cell::text("1, true")),
            (json!([]), Cell::default()),
        ];
        for (value, expected) in cases {
            assert_eq!(read(&value), expected, "{value}");
        }
    }

    #[test]
    fn a_text_without_end_has_an_end() {
        let text = read(&json!("x".repeat(100_000))).0;
        assert_eq!(text.chars().count(), LONGEST_TEXT);
        assert!(text.ends_with('…'));
        let list = read(&json!(vec!["word"; 100_000])).0;
        assert!(list.chars().count() <= LONGEST_TEXT);
        let mut deep = json!("bottom");
        for _ in 0..100 {
            deep = json!([deep]);
        }
        assert_eq!(read(&deep), Cell::default());
    }

    #[test]
    fn a_column_is_as_wide_as_most_of_what_is_in_it() {
        let rows = |texts: &[&str]| -> Vec<Row> {
            texts.iter().map(|text| Row { level: 0, cells: vec![read(&json!(text))] }).collect()
        };
        assert_eq!(kind(&rows(&["1 g", "", "2 kg"]), 0), Kind::Number);
        assert_eq!(kind(&rows(&["A", "B", ""]), 0), Kind::Short);
        assert_eq!(kind(&rows(&["a text of some words"]), 0), Kind::Text);
        assert_eq!(kind(&rows(&[&"long ".repeat(20)]), 0), Kind::Long);
        assert_eq!(kind(&rows(&["", ""]), 0), Kind::Short);
    }
}
