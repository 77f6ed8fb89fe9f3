//! The order of a list.

use serde::{Deserialize, Serialize};

use crate::texts::documents;

/// What documents are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Sort {
    /// When they last changed.
    #[default]
    Modified,
    /// Their names.
    Name,
    /// When they were made.
    Created,
}

/// What documents are ordered by, and which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Order {
    /// What by.
    pub sort: Sort,
    /// Z before A, the newest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self::by(Sort::default())
    }
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const EVERY: [Self; 3] = [Self::Modified, Self::Name, Self::Created];

    /// As in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Modified => "modified",
            Self::Name => "name",
            Self::Created => "created",
        }
    }

    /// From an address.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|sort| sort.key() == key)
    }

    /// Head of the column.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Modified => documents::modified(),
            Self::Name => documents::name(),
            Self::Created => documents::created(),
        }
    }
}

impl Order {
    /// All of them, in the order in which they are offered.
    pub const EVERY: [Self; 6] = [
        Self { sort: Sort::Modified, descending: true },
        Self { sort: Sort::Modified, descending: false },
        Self { sort: Sort::Name, descending: false },
        Self { sort: Sort::Name, descending: true },
        Self { sort: Sort::Created, descending: true },
        Self { sort: Sort::Created, descending: false },
    ];

    /// As one expects it: names from A on, dates from the newest on.
    pub fn by(sort: Sort) -> Self {
        Self { sort, descending: sort != Sort::Name }
    }

    /// What a press on the head of a column makes of it: that column's order, or the other way round.
    #[must_use]
    pub fn pressed(self, sort: Sort) -> Self {
        if self.sort == sort { Self { descending: !self.descending, ..self } } else { Self::by(sort) }
    }

    /// For people.
    pub(crate) fn label(self) -> &'static str {
        match (self.sort, self.descending) {
            (Sort::Modified, true) => documents::modified_newest(),
            (Sort::Modified, false) => documents::modified_oldest(),
            (Sort::Name, false) => documents::name_a_z(),
            (Sort::Name, true) => documents::name_z_a(),
            (Sort::Created, true) => documents::created_newest(),
            (Sort::Created, false) => documents::created_oldest(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_on_a_head_turns_the_order_round() {
        let names = Order::default().pressed(Sort::Name);
        assert_eq!(names, Order { sort: Sort::Name, descending: false });
        assert_eq!(names.pressed(Sort::Name), Order { sort: Sort::Name, descending: true });
        assert_eq!(names.pressed(Sort::Modified), Order::default());
    }
}
