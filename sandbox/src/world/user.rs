//! The people who have an account at the sandbox.

use super::id::Id;
use serde::{Deserialize, Serialize};

/// A user of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum User {
    /// Signed in unless somebody else is; owns thousands of documents, the demo and the awkward ones.
    Alice,
    /// Owns a few hundred documents.
    Bob,
    /// A light user: reads and comments, owns nothing.
    Lena,
}

impl User {
    /// Everybody.
    pub const ALL: [Self; 3] = [Self::Alice, Self::Bob, Self::Lena];

    /// The user of this first name, in any case of letters.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|user| user.first_name().eq_ignore_ascii_case(name))
    }

    /// Onshape's id of the user.
    pub fn id(self) -> Id {
        Id::of("user", self.first_name())
    }

    /// As on the buttons that switch users.
    pub fn first_name(self) -> &'static str {
        match self {
            Self::Alice => "Alice",
            Self::Bob => "Bob",
            Self::Lena => "Lena",
        }
    }

    /// Family name.
    pub fn last_name(self) -> &'static str {
        match self {
            Self::Alice => "Archer",
            Self::Bob => "Berger",
            Self::Lena => "Lindqvist",
        }
    }

    /// Full name.
    pub fn name(self) -> String {
        format!("{} {}", self.first_name(), self.last_name())
    }

    /// The user of this id.
    pub fn of_id(id: Id) -> Option<Self> {
        Self::ALL.into_iter().find(|user| user.id() == id)
    }

    /// Whether Onshape's licence lets the user only look and comment.
    pub fn is_light(self) -> bool {
        self == Self::Lena
    }

    /// E-mail address, at a domain that cannot exist.
    pub fn email(self) -> String {
        format!("{}@sandbox.invalid", self.first_name().to_lowercase())
    }
}
