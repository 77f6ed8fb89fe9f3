//! The two people who have an account at the sandbox.

use super::id::Id;

/// A user of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum User {
    /// Signed in unless somebody else is; owns thousands of documents, the demo and the awkward ones.
    Alice,
    /// Owns a few hundred documents.
    Bob,
}

impl User {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Alice, Self::Bob];

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
        }
    }

    /// Family name.
    pub fn last_name(self) -> &'static str {
        match self {
            Self::Alice => "Archer",
            Self::Bob => "Berger",
        }
    }

    /// Full name.
    pub fn name(self) -> String {
        format!("{} {}", self.first_name(), self.last_name())
    }

    /// E-mail address, at a domain that cannot exist.
    pub fn email(self) -> String {
        format!("{}@sandbox.invalid", self.first_name().to_lowercase())
    }
}
