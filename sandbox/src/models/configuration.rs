//! Configurations of part studios: their parameters, and the values that a request gives them.

use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// An input of a configured part studio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// As in encoded configurations.
    pub id: &'static str,
    /// As users see it.
    pub name: &'static str,
    /// What values it takes.
    pub kind: Kind,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One of these (id, name); the first is the default.
    List(&'static [(&'static str, &'static str)]),
    /// Yes or no.
    Checkbox {
        /// If nothing is said.
        default: bool,
    },
    /// A length in metres.
    Length {
        /// Least.
        min: f64,
        /// If nothing is said.
        default: f64,
        /// Greatest.
        max: f64,
    },
    /// An angle in degrees.
    Angle {
        /// Least.
        min: f64,
        /// If nothing is said.
        default: f64,
        /// Greatest.
        max: f64,
    },
    /// A whole number.
    Count {
        /// Least.
        min: u32,
        /// If nothing is said.
        default: u32,
        /// Greatest.
        max: u32,
    },
    /// Text.
    Text {
        /// If nothing is said.
        default: &'static str,
    },
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// The id of an option.
    Option(String),
    /// Yes or no.
    Flag(bool),
    /// Metres.
    Length(f64),
    /// Degrees.
    Angle(f64),
    /// A whole number.
    Count(u32),
    /// Text.
    Text(String),
}

/// Why an encoded configuration was refused.
#[derive(Debug, thiserror::Error)]
#[error("Invalid configuration: {0}")]
pub struct BadConfiguration(String);

/// Values by parameter id; what is not there has its default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration(BTreeMap<&'static str, Setting>);

impl Configuration {
    /// Reads `Size=Large;Length=0.05+meter`, percent-encoded values and all; nothing and `default` are the defaults.
    pub fn parse(text: &str, parameters: &'static [Parameter]) -> Result<Self, BadConfiguration> {
        let mut settings = BTreeMap::new();
        for pair in text.split(';').filter(|pair| !pair.is_empty() && *pair != "default") {
            let (id, value) = pair.split_once('=').ok_or_else(|| BadConfiguration(pair.to_owned()))?;
            let parameter = parameters
                .iter()
                .find(|parameter| parameter.id == id)
                .ok_or_else(|| BadConfiguration(format!("unknown parameter {id}")))?;
            // A plus is a space, an encoded plus is a plus.
            let value = value.replace('+', " ");
            let value = percent_decode_str(&value).decode_utf8_lossy();
            settings.insert(parameter.id, parameter.kind.read(&value)?);
        }
        Ok(Self(settings))
    }

    /// The value of a parameter.
    pub fn of(&self, parameter: &Parameter) -> Setting {
        self.0.get(parameter.id).cloned().unwrap_or_else(|| parameter.kind.default())
    }

    /// As Onshape encodes it, `default` where everything is.
    pub fn encoded(&self) -> String {
        let pairs: Vec<_> =
            self.0.iter().map(|(id, setting)| format!("{id}={}", setting.encoded())).collect();
        if pairs.is_empty() { "default".to_owned() } else { pairs.join(";") }
    }
}

impl Kind {
    /// The value if nothing is said.
    pub fn default(self) -> Setting {
        match self {
            Self::List(options) => {
                Setting::Option(options.first().map(|(id, _)| (*id).to_owned()).unwrap_or_default())
            }
            Self::Checkbox { default } => Setting::Flag(default),
            Self::Length { default, .. } => Setting::Length(default),
            Self::Angle { default, .. } => Setting::Angle(default),
            Self::Count { default, .. } => Setting::Count(default),
            Self::Text { default } => Setting::Text(default.to_owned()),
        }
    }

    fn read(self, text: &str) -> Result<Setting, BadConfiguration> {
        let bad = || BadConfiguration(text.to_owned());
        match self {
            Self::List(options) => {
                let known = options.iter().any(|(id, _)| *id == text);
                known.then(|| Setting::Option(text.to_owned())).ok_or_else(bad)
            }
            Self::Checkbox { .. } => match text {
                "true" => Ok(Setting::Flag(true)),
                "false" => Ok(Setting::Flag(false)),
                _ => Err(bad()),
            },
            Self::Length { min, max, .. } => {
                let length = metres(text).ok_or_else(bad)?;
                (min..=max).contains(&length).then_some(Setting::Length(length)).ok_or_else(bad)
            }
            Self::Angle { min, max, .. } => {
                let angle = degrees(text).ok_or_else(bad)?;
                (min..=max).contains(&angle).then_some(Setting::Angle(angle)).ok_or_else(bad)
            }
            Self::Count { min, max, .. } => {
                let count = text.trim().parse().ok().filter(|count| (min..=max).contains(count));
                count.map(Setting::Count).ok_or_else(bad)
            }
            Self::Text { .. } if text.chars().count() <= 256 => Ok(Setting::Text(text.to_owned())),
            Self::Text { .. } => Err(bad()),
        }
    }
}

impl Setting {
    /// As in an encoded configuration.
    pub fn encoded(&self) -> String {
        match self {
            Self::Option(id) => id.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Length(metres) => format!("{metres}+meter"),
            Self::Angle(degrees) => format!("{degrees}+deg"),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => {
                percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
            }
        }
    }
}

/// `50 mm`, `0.05 meter`, `2*in` in metres.
fn metres(text: &str) -> Option<f64> {
    let factor = |unit: &str| match unit {
        "" | "m" | "meter" => Some(1.0),
        "mm" | "millimeter" => Some(0.001),
        "cm" | "centimeter" => Some(0.01),
        "in" | "inch" => Some(0.0254),
        "ft" | "foot" => Some(0.3048),
        _ => None,
    };
    quantity(text, factor)
}

/// `30 deg`, `0.5*radian` in degrees.
fn degrees(text: &str) -> Option<f64> {
    let factor = |unit: &str| match unit {
        "" | "deg" | "degree" => Some(1.0),
        "rad" | "radian" => Some(1.0_f64.to_degrees()),
        _ => None,
    };
    quantity(text, factor)
}

/// A number and its unit.
fn quantity(text: &str, factor: impl Fn(&str) -> Option<f64>) -> Option<f64> {
    let text = text.replace('*', " ");
    let at = text.find(|letter: char| letter.is_alphabetic() && letter != 'e').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(at)?;
    let number: f64 = number.trim().parse().ok()?;
    Some(number * factor(unit.trim())?).filter(|length| length.is_finite())
}
