//! The inputs of a configured element, and the values that are chosen for them.

use leptos_router::location::Url;
use serde::{Deserialize, Serialize};

use crate::units::Unit;

/// The longest encoded configuration that is passed on, in bytes; the server's addresses of models take no longer one.
pub const LONGEST: usize = 4096;
/// The longest value, in characters.
const LONGEST_VALUE: usize = 256;
/// What a figure may be beyond its limits, of the figure: converted limits are not exact.
const SLACK: f64 = 1e-9;
/// What Onshape writes before the fraction of a number.
const POINT: char = '.';
/// What may stand between thousands, beside points and commas.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// An input of a configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// As Onshape knows it.
    pub id: String,
    /// As shown.
    pub name: String,
    /// What it takes.
    pub kind: InputKind,
}

/// What an input takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum InputKind {
    /// One of these.
    List {
        /// Value and name.
        options: Vec<(String, String)>,
        /// The value at first.
        first: String,
    },
    /// Yes or no.
    Checkbox {
        /// At first.
        first: bool,
    },
    /// A number.
    Quantity {
        /// Of all figures here; nothing for numbers without one.
        unit: Option<Unit>,
        /// Least.
        least: Option<f64>,
        /// Greatest.
        greatest: Option<f64>,
        /// At first.
        first: f64,
        /// Whether it takes whole numbers only.
        whole: bool,
    },
    /// Text.
    Text {
        /// At first.
        first: String,
    },
}

/// Why an input does not take a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is no number, or its unit is none that fits.
    NoNumber,
    /// It is no whole number.
    NotWhole,
    /// It is less than the least.
    TooSmall,
    /// It is more than the greatest.
    TooLarge,
    /// It has too many characters.
    TooLong,
    /// There is no such option.
    NoOption,
}

/// What came of encoding values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoded {
    /// As other questions take it.
    Here(String),
    /// Onshape does not take these values, with what it says of that.
    Refused(Option<String>),
}

/// A value for an input: its id, and what Onshape reads.
pub type Value = (String, String);

impl Input {
    /// What it holds at first, as typed.
    pub fn first(&self) -> String {
        match &self.kind {
            InputKind::List { first, .. } | InputKind::Text { first } => first.clone(),
            InputKind::Checkbox { first } => first.to_string(),
            InputKind::Quantity { first, .. } => first.to_string(),
        }
    }

    /// What Onshape is to read for what was typed, with `decimal`, a point or a comma, before fractions.
    pub fn check(&self, typed: &str, decimal: char) -> Result<String, Wrong> {
        match &self.kind {
            InputKind::List { options, .. } => {
                let known = options.iter().any(|(option, _)| option == typed);
                if known { Ok(typed.to_owned()) } else { Err(Wrong::NoOption) }
            }
            InputKind::Checkbox { .. } => {
                if matches!(typed, "true" | "false") {
                    Ok(typed.to_owned())
                } else {
                    Err(Wrong::NoOption)
                }
            }
            InputKind::Text { .. } => {
                if typed.chars().count() > LONGEST_VALUE {
                    Err(Wrong::TooLong)
                } else {
                    Ok(typed.to_owned())
                }
            }
            InputKind::Quantity { unit, .. } => {
                let figure = self.figure(typed, decimal)?;
                Ok(unit.map_or_else(|| figure.to_string(), |unit| format!("{figure} {}", unit.symbol())))
            }
        }
    }

    /// The figure that was typed, in the input's unit.
    fn figure(&self, typed: &str, decimal: char) -> Result<f64, Wrong> {
        let InputKind::Quantity { unit, least, greatest, whole, .. } = &self.kind else {
            return Err(Wrong::NoNumber);
        };
        let figure = figure(typed, *unit, decimal).ok_or(Wrong::NoNumber)?;
        let slack = figure.abs() * SLACK;
        if *whole && figure.fract().abs() > 0.0 {
            Err(Wrong::NotWhole)
        } else if least.is_some_and(|least| figure < least - slack) {
            Err(Wrong::TooSmall)
        } else if greatest.is_some_and(|greatest| figure > greatest + slack) {
            Err(Wrong::TooLarge)
        } else {
            Ok(figure)
        }
    }

    /// A value of an encoded configuration as one would type it.
    fn typed(&self, value: &str) -> String {
        match self.figure(value, POINT) {
            Ok(figure) => figure.to_string(),
            Err(_) => value.to_owned(),
        }
    }

    /// Whether it surely does not take this value of an encoded configuration. Onshape reads more than this does:
    /// formulas, for one.
    fn refuses(&self, value: &str) -> bool {
        !matches!(self.check(value, POINT), Ok(_) | Err(Wrong::NoNumber))
    }
}

/// `12.5 mm`, `0.5in` or `3` in `unit`, which is the one that is meant where none is said.
fn figure(typed: &str, unit: Option<Unit>, decimal: char) -> Option<f64> {
    let typed = typed.trim();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    // An exponent and a space are part of the number only where it goes on after them.
    let goes_on = |at: usize, c: char| {
        let rest = typed.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            'e' | 'E' => rest.starts_with(is_of_number),
            _ => SPACES.contains(&c) && rest.starts_with(|c: char| c.is_ascii_digit()),
        }
    };
    let end = typed.char_indices().find(|(at, c)| !is_of_number(*c) && !goes_on(*at, *c));
    let (number, name) = typed.split_at_checked(end.map_or(typed.len(), |(at, _)| at))?;
    let number = number_of(number, decimal).filter(|number| number.is_finite())?;
    let name = name.trim_start_matches(SPACES).trim_start_matches('*').trim_start_matches(SPACES);
    if name.is_empty() {
        return Some(number);
    }
    let (said, unit) = (Unit::named(if name == "°" { "deg" } else { name })?, unit?);
    if said == unit {
        return Some(number);
    }
    (said.measure() == unit.measure()).then(|| unit.of_si(said.to_si(number), 1))
}

/// A number with `decimal` before its fraction, and perhaps with marks between its thousands: what might be meant
/// otherwise, such as `1,00` where the decimal sign is a point, is none.
fn number_of(text: &str, decimal: char) -> Option<f64> {
    let end = text.find([decimal, 'e', 'E']).unwrap_or(text.len());
    let (whole, rest) = text.split_at_checked(end)?;
    let rest = rest.replacen(decimal, ".", 1);
    let is_mark = |c: char| matches!(c, '.' | ',') || SPACES.contains(&c);
    let Some(mark) = whole.chars().find(|c| is_mark(*c)) else {
        return format!("{whole}{rest}").parse().ok();
    };
    let mut groups = whole.trim_start_matches(['+', '-']).split(mark);
    let first = groups.next()?;
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let begins = (1..=3).contains(&first.len()) && are_digits(first) && !first.starts_with('0');
    let are_thousands = begins && groups.all(|group| group.len() == 3 && are_digits(group));
    are_thousands.then(|| whole.replace(mark, "") + &rest)?.parse().ok()
}

/// The configuration of an address, if it can be one.
pub fn of_address(text: &str) -> Option<String> {
    let can_be = (1..=LONGEST).contains(&text.len()) && text != "default" && !text.contains(char::is_control);
    can_be.then(|| text.to_owned())
}

/// The values that an encoded configuration names: `Size=Large;Length=0.05+meter`.
fn values(encoded: &str) -> impl Iterator<Item = Value> {
    encoded.split(';').filter(|pair| !pair.is_empty()).map(|pair| {
        let (id, value) = pair.split_once('=').unwrap_or((pair, ""));
        (Url::unescape(id), Url::unescape(&value.replace('+', " ")))
    })
}

/// What each input holds in this configuration, as typed.
pub fn drafts(inputs: &[Input], encoded: Option<&str>) -> Vec<String> {
    let chosen: Vec<Value> = encoded.map(|encoded| values(encoded).collect()).unwrap_or_default();
    let of = |input: &Input| {
        let value = chosen.iter().find(|(id, _)| *id == input.id).map(|(_, value)| input.typed(value));
        value.unwrap_or_else(|| input.first())
    };
    inputs.iter().map(of).collect()
}

/// Whether the element may have this configuration, as far as one can tell without asking.
pub fn may_fit(inputs: &[Input], encoded: &str) -> bool {
    values(encoded).all(|(id, value)| {
        inputs.iter().find(|input| input.id == id).is_some_and(|input| !input.refuses(&value))
    })
}

/// The values that are not those at first, or which of the inputs do not take theirs. Numbers are typed with `decimal`, a
/// point or a comma, before their fractions.
pub fn check(inputs: &[Input], drafts: &[String], decimal: char) -> Result<Vec<Value>, Vec<(usize, Wrong)>> {
    let mut chosen = Vec::new();
    let mut wrong = Vec::new();
    for (at, (input, draft)) in inputs.iter().zip(drafts).enumerate() {
        match input.check(draft, decimal) {
            Ok(value) if input.check(&input.first(), POINT).as_ref() == Ok(&value) => {}
            Ok(value) => chosen.push((input.id.clone(), value)),
            Err(why) => wrong.push((at, why)),
        }
    }
    if wrong.is_empty() { Ok(chosen) } else { Err(wrong) }
}

#[cfg(test)]
mod tests;
