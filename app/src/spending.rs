//! How many calls of Onshape's API were made, against how many the plan has in a year.

use serde::{Deserialize, Serialize};

use crate::texts::account;

/// What was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// By the user today (UTC).
    pub own_today: u64,
    /// By the user this year (UTC).
    pub own_this_year: u64,
    /// By everybody today.
    pub all_today: u64,
    /// By everybody this year.
    pub all_this_year: u64,
    /// How many the plan has.
    pub per_year: u32,
}

/// How much of the year's calls is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than a quarter.
    Calm,
    /// A quarter and more.
    Quarter,
    /// Half and more.
    Half,
    /// Three quarters and more.
    ThreeQuarters,
    /// All.
    Spent,
}

impl Spending {
    /// Whole percent of the year's calls, as Onshape counts: those of everybody. More than 100 is possible.
    pub fn percent(&self) -> u64 {
        self.all_this_year.saturating_mul(100).checked_div(u64::from(self.per_year)).unwrap_or(100)
    }

    /// See [`Level`].
    pub fn level(&self) -> Level {
        match self.percent() {
            0..25 => Level::Calm,
            25..50 => Level::Quarter,
            50..75 => Level::Half,
            75..100 => Level::ThreeQuarters,
            _ => Level::Spent,
        }
    }
}

impl Level {
    /// As in an attribute.
    pub fn key(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::ThreeQuarters => "three-quarters",
            Self::Spent => "spent",
        }
    }

    /// What there is to say; nothing, as long as there is enough.
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Self::Calm => None,
            Self::Quarter => Some(account::quarter()),
            Self::Half => Some(account::half()),
            Self::ThreeQuarters => Some(account::three_quarters()),
            Self::Spent => Some(account::spent()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_warns_at_each_quarter() {
        let level = |spent| {
            let spending = Spending {
                own_today: 0,
                own_this_year: 0,
                all_today: 0,
                all_this_year: spent,
                per_year: 2500,
            };
            spending.level()
        };
        for (spent, expected) in [
            (0, Level::Calm),
            (624, Level::Calm),
            (625, Level::Quarter),
            (1250, Level::Half),
            (1875, Level::ThreeQuarters),
            (2499, Level::ThreeQuarters),
            (2500, Level::Spent),
            (u64::MAX, Level::Spent),
        ] {
            assert_eq!(level(spent), expected, "{spent}");
        }
    }
}
