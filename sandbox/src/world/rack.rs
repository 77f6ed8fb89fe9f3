//! Racks of a warehouse, each place with another article of the catalogue: tens of thousands of instances that nobody has
//! to keep.

use super::id::Id;
use super::placed::Placed;
use crate::models::catalogue::NUMBER;
use crate::models::space::Transform;
use serde::{Deserialize, Serialize};

/// A rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rack {
    /// The part studio of the catalogue.
    pub studio: Id,
    /// The number of its first article.
    pub first: u16,
    /// How many articles.
    pub count: u16,
}

/// Articles beside each other on a shelf.
const ON_A_SHELF: u16 = 100;

impl Rack {
    /// What is in it, as the instances of this assembly.
    pub fn placed(self, assembly: Id) -> Vec<Placed> {
        let place = |number: u16| {
            let article = u32::from(self.first) + u32::from(number);
            let id = Id::of("instance", format_args!("{assembly}/{number}"));
            let (column, row) = (f64::from(number % ON_A_SHELF), f64::from(number / ON_A_SHELF));
            let transform = Transform::moved([0.05 * column, 0.0, 0.06 * row]);
            let name = format!("Article {article:05} <1>");
            Placed {
                configuration: format!("{}={article}", NUMBER.id),
                ..Placed::part(id, name, self.studio, "JHD", transform)
            }
        };
        (0..self.count).map(place).collect()
    }
}
