//! Cells as people read them.

use std::borrow::Cow;

use js_sys::{Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::{
    browser::dates::locales,
    table::{Cell, Kind},
    texts,
};

/// The text of a cell in a column of this kind.
pub(super) fn of(cell: &Cell, kind: Kind) -> Cow<'_, str> {
    match cell {
        Cell(text, Some(flag)) if text.is_empty() && kind == Kind::Flag => {
            let said = if *flag == 0.0 { texts::bom::no() } else { texts::bom::yes() };
            said.into()
        }
        Cell(text, Some(number)) if text.is_empty() => number_text(*number).into(),
        Cell(text, _) => text.into(),
    }
}

/// A number in the page's language.
pub(crate) fn number_text(number: f64) -> String {
    // Small counts are the most of them, and the same in every language that there is.
    if (0.0..1000.0).contains(&number) && number.fract() == 0.0 {
        return number.to_string();
    }
    thread_local! {
        static FORMAT: Function = format();
    }
    let text = FORMAT.with(|format| format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number)));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.to_string())
}

/// A mass in a unit in which it is read easily.
pub(crate) fn mass_text(kilograms: f64) -> String {
    let (number, unit) = in_a_handy_unit(kilograms);
    format!("{} {unit}", number_text(number))
}

/// Four digits that count.
fn in_a_handy_unit(kilograms: f64) -> (f64, &'static str) {
    let (number, unit) = match kilograms.abs() {
        size if size == 0.0 || size >= 1.0 => (kilograms, "kg"),
        size if size >= 0.001 => (kilograms * 1e3, "g"),
        _ => (kilograms * 1e6, "mg"),
    };
    if number == 0.0 || !number.is_finite() {
        return (number, unit);
    }
    let digits = 10_f64.powf(3.0 - number.abs().log10().floor());
    if digits.is_finite() && digits > 0.0 {
        ((number * digits).round() / digits, unit)
    } else {
        (number, unit)
    }
}

fn format() -> Function {
    let options = Object::new();
    // A fresh object takes any property.
    let _ = Reflect::set(&options, &"maximumSignificantDigits".into(), &9.into());
    Intl::NumberFormat::new(&locales(), &options).format()
}

/// For the style sheet.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "grid-name",
        Kind::Number => "grid-number",
        Kind::Flag => "grid-flag",
        Kind::Short => "grid-short",
        Kind::Text => "grid-text",
        Kind::Long => "grid-long",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_are_told_in_kilograms_grams_or_milligrams() {
        let cases =
            [(0.0, 0.0, "kg"), (12.345_67, 12.35, "kg"), (0.012_345_6, 12.35, "g"), (0.000_001, 1.0, "mg")];
        for (kilograms, number, unit) in cases {
            let (found, said) = in_a_handy_unit(kilograms);
            assert!((found - number).abs() < 1e-9 && said == unit, "{kilograms}: {found} {said}");
        }
    }
}
