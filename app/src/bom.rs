//! Bills of materials, as the screens need them.

use serde::{Deserialize, Serialize};

use crate::{
    place::{Id, Wvm},
    table::Table,
};

/// What an assembly is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Bom {
    /// As it is read.
    pub table: Table,
    /// What is behind each row of the table.
    pub items: Vec<Item>,
    /// Key of the column of quantities, if there is one.
    pub quantity: Option<String>,
    /// Key of the column of masses, if there is one.
    pub mass: Option<String>,
    /// How many rows there are beyond those of the table.
    pub left_out: u32,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Item {
    /// Where it is from.
    pub source: Option<Source>,
    /// Paths of the occurrences that it counts, as the viewer has them.
    pub occurrences: Vec<Vec<String>>,
    /// How many, in what it is inside of.
    pub quantity: Option<f64>,
    /// Of one, in kilograms.
    pub mass: Option<f64>,
}

/// Where a part or an assembly is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The document.
    pub document: Id,
    /// Its state.
    pub wvm: Option<Wvm>,
    /// The element.
    pub element: Id,
    /// Whether it is a part of that element; else it is the element.
    pub is_part: bool,
}
