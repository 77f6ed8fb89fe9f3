//! Figures as people write them, by the browser's own `Intl`.

use js_sys::{Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::dates::locales;
use crate::texts::file;

/// Beyond these, a figure is written with a power of ten.
const PLAIN: std::ops::Range<f64> = 1e-4..1e9;

/// With four significant digits.
pub(crate) fn significant(figure: f64) -> String {
    let plain = figure.abs() < f64::MIN_POSITIVE || PLAIN.contains(&figure.abs());
    let notation = if plain { "standard" } else { "scientific" };
    written(figure, &[("maximumSignificantDigits", 4.into()), ("notation", notation.into())])
}

/// As one would type it: all digits, nothing between thousands.
pub(crate) fn typed(figure: f64) -> String {
    written(figure, &[("maximumSignificantDigits", 12.into()), ("useGrouping", false.into())])
}

/// What stands before the fraction of a number: a point or a comma.
pub(crate) fn decimal_sign() -> char {
    if typed(0.5).contains(',') { ',' } else { '.' }
}

/// `12 %`, of a share of one.
pub(crate) fn percent(share: f64) -> String {
    written(share, &[("style", "percent".into())])
}

/// `12 bytes`, `12 kB` or `12 MB`.
pub(crate) fn bytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
    let figure = bytes as f64;
    let kilobytes = |figure: f64| {
        let unit =
            [("style", "unit".into()), ("unit", "kilobyte".into()), ("maximumSignificantDigits", 3.into())];
        written(figure / 1e3, &unit)
    };
    match bytes {
        0..1000 => file::bytes(bytes),
        1000..1_000_000 => kilobytes(figure),
        _ => megabytes(figure),
    }
}

/// `12 MB`
pub(crate) fn megabytes(bytes: f64) -> String {
    written(
        bytes / 1e6,
        &[("style", "unit".into()), ("unit", "megabyte".into()), ("maximumSignificantDigits", 3.into())],
    )
}

fn written(figure: f64, options: &[(&str, JsValue)]) -> String {
    let object = Object::new();
    for (key, value) in options {
        // A fresh object takes any property.
        let _ = Reflect::set(object.unchecked_ref(), &(*key).into(), value);
    }
    let format = Intl::NumberFormat::new(&locales(), &object).format();
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(figure));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
