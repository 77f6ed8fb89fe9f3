//! The properties of a document, an element or a part, as the screens need them.

use serde::{Deserialize, Serialize};

/// Of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// The document.
    Document,
    /// The element.
    Element,
    /// A part of the part studio, by its id.
    Part(String),
    /// What an instance of the assembly is of, by the path that leads to it.
    Instance(Vec<String>),
}

/// Properties that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PropertyGroup {
    /// The category, where Onshape names one.
    pub category: Option<String>,
    /// In Onshape's order.
    pub properties: Vec<PropertyItem>,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PropertyItem {
    /// As Onshape shows it, in the language of the account.
    pub name: String,
    /// What it says.
    pub value: PropertyValue,
}

/// What a property says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PropertyValue {
    /// Nothing.
    Empty,
    /// A text, which may hold a number with its unit.
    Text(String),
    /// A number without a unit.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// A moment, in milliseconds since 1970.
    Moment(i64),
    /// A day, in milliseconds from 1970 to its beginning in UTC.
    Day(i64),
    /// A user, by their id: Onshape does not always tell the name.
    User(String),
    /// A colour.
    Colour {
        /// Red, green and blue.
        rgb: [u8; 3],
        /// From 0, which lets everything through, to 255.
        opacity: u8,
    },
    /// Onshape could not work it out, and says why.
    NotComputed(String),
}
