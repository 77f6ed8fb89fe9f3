//! A property's value, as people read it.

use js_sys::{Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::{browser::dates, properties::PropertyValue, start::Who, state::app_state, texts::properties};

/// The value. What is a web address is a link; everything else is text.
#[component]
pub(super) fn Value(value: PropertyValue) -> impl IntoView {
    let text = text(&value);
    match value {
        PropertyValue::Empty => view! { <span class="nothing">{text}</span> }.into_any(),
        PropertyValue::Text(_) if is_address(&text) => view! {
            <a href=text.clone() target="_blank" rel="noopener noreferrer" dir="ltr">
                {text.clone()}
            </a>
        }
        .into_any(),
        PropertyValue::Text(_) | PropertyValue::NotComputed(_) => {
            view! { <span class="value" dir="auto">{text}</span> }.into_any()
        }
        PropertyValue::User(id) => {
            let name = user(&id);
            view! { <bdi class="value">{name.unwrap_or(id)}</bdi> }.into_any()
        }
        PropertyValue::Colour { rgb: [red, green, blue], .. } => view! {
            <span class="value">
                <span
                    class="swatch"
                    aria-hidden="true"
                    style:background-color=format!("rgb({red} {green} {blue})")
                ></span>
                {text}
            </span>
        }
        .into_any(),
        PropertyValue::Number(_)
        | PropertyValue::YesNo(_)
        | PropertyValue::Moment(_)
        | PropertyValue::Day(_) => view! { <span class="value">{text}</span> }.into_any(),
    }
}

/// The value as a text.
#[expect(clippy::cast_precision_loss, reason = "milliseconds are far below 2^52")]
pub(super) fn text(value: &PropertyValue) -> String {
    match value {
        PropertyValue::Empty => "—".to_owned(),
        PropertyValue::Text(text) => text.clone(),
        PropertyValue::User(id) => id.clone(),
        PropertyValue::Number(number) => formatted(*number, ("maximumSignificantDigits", 15.into())),
        PropertyValue::YesNo(true) => properties::yes().to_owned(),
        PropertyValue::YesNo(false) => properties::no().to_owned(),
        PropertyValue::Moment(at) => dates::exact(*at as f64),
        PropertyValue::Day(at) => dates::day(*at as f64),
        PropertyValue::Colour { rgb: [red, green, blue], opacity } => {
            let colour = format!("#{red:02x}{green:02x}{blue:02x}");
            if *opacity == u8::MAX {
                return colour;
            }
            let percent = f64::from(*opacity) / f64::from(u8::MAX);
            properties::colour(&colour, &formatted(percent, ("style", "percent".into())))
        }
        PropertyValue::NotComputed(reason) => properties::not_computed(reason),
    }
}

/// The name of a user whom Onshape tells by their id only: one's own is known.
fn user(id: &str) -> Option<String> {
    app_state().who.with_untracked(|who| match who {
        Who::User(me) if me.id.as_str() == id => Some(properties::you(&me.name)),
        _ => None,
    })
}

/// A number with the digits that it has, or as a percentage.
fn formatted(number: f64, option: (&str, JsValue)) -> String {
    let object = Object::new();
    // A fresh object takes any property.
    let _ = Reflect::set(object.unchecked_ref(), &option.0.into(), &option.1);
    let format = Intl::NumberFormat::new(&dates::locales(), &object).format();
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Whether a text is a web address and nothing else.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(char::is_alphanumeric)
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn only_web_addresses_are_links() {
        for address in ["https://example.com/a?b=c#d", "http://localhost:1/"] {
            assert!(is_address(address), "{address}");
        }
        for text in
            ["javascript:alert(1)", "https://", "see https://example.com", "https://a b", "data:text/html,x"]
        {
            assert!(!is_address(text), "{text}");
        }
    }
}
