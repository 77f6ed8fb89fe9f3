//! Dates as people say them, by the browser's own `Intl`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The page's locale: its language, with the region that Onshape names where it fits.
pub(crate) fn locale() -> String {
    let root = leptos::prelude::document().document_element();
    root.and_then(|root| root.get_attribute("lang"))
        .filter(|lang| !lang.is_empty())
        .unwrap_or_else(|| "en".into())
}

/// `3 days ago`, from milliseconds since 1970.
pub(crate) fn ago(milliseconds: f64) -> String {
    let seconds = (milliseconds - Date::now()) / 1000.0;
    let (unit, size) = match seconds.abs() {
        s if s < MINUTE => ("second", 1.0),
        s if s < HOUR => ("minute", MINUTE),
        s if s < DAY => ("hour", HOUR),
        s if s < 14.0 * DAY => ("day", DAY),
        s if s < 60.0 * DAY => ("week", 7.0 * DAY),
        s if s < 365.0 * DAY => ("month", 30.44 * DAY),
        _ => ("year", 365.25 * DAY),
    };
    let options = options(&[("numeric", "auto")]);
    let format = Intl::RelativeTimeFormat::new(&locales(), &options);
    // Towards zero: what was changed 40 hours ago was not changed two days ago.
    format.format((seconds / size).trunc() + 0.0, unit).into()
}

/// `21 August 2026 at 14:05`, in the user's time zone.
pub(crate) fn exact(milliseconds: f64) -> String {
    let options = options(&[("dateStyle", "long"), ("timeStyle", "short")]);
    let format = Intl::DateTimeFormat::new(&locales(), &options).format();
    let date = Date::new(&milliseconds.into());
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `21 August 2026`, of a day that begins at so many milliseconds since 1970 in UTC.
pub(crate) fn day(milliseconds: f64) -> String {
    let options = options(&[("dateStyle", "long"), ("timeZone", "UTC")]);
    let format = Intl::DateTimeFormat::new(&locales(), &options).format();
    let date = Date::new(&milliseconds.into());
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `2026-08-21T12:05:00.000Z`, for machines.
pub(crate) fn iso(milliseconds: f64) -> String {
    let date = Date::new(&milliseconds.into());
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}

pub(crate) fn locales() -> Array {
    Array::of1(&locale().into())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // A fresh object takes any property.
        let _ = Reflect::set(object.unchecked_ref(), &(*key).into(), &(*value).into());
    }
    object
}
