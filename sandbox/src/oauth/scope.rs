//! OAuth scopes by the names of Onshape's `OpenAPI` (`securitySchemes.OAuth2`).

use serde::{Deserialize, Serialize};
use std::fmt;

/// One of Onshape's OAuth scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// Read the user's name and e-mail address.
    ReadPii,
    /// Read documents.
    Read,
    /// Write documents.
    Write,
    /// Delete documents and workspaces.
    Delete,
    /// Buy things.
    Purchase,
    /// Share documents.
    Share,
}

impl Scope {
    const ALL: [Self; 6] =
        [Self::ReadPii, Self::Read, Self::Write, Self::Delete, Self::Purchase, Self::Share];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReadPii => "OAuth2ReadPII",
            Self::Read => "OAuth2Read",
            Self::Write => "OAuth2Write",
            Self::Delete => "OAuth2Delete",
            Self::Purchase => "OAuth2Purchase",
            Self::Share => "OAuth2Share",
        }
    }

    /// What the consent page says the app will be able to do.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::ReadPii => "Read your profile information",
            Self::Read => "Read your documents",
            Self::Write => "Write to your documents",
            Self::Delete => "Delete your documents and workspaces",
            Self::Purchase => "Purchase on your behalf",
            Self::Share => "Share and unshare your documents",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A set of scopes; written with spaces between the names (RFC 6749, 3.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// What a read-only document browser registers for.
    pub fn registered_by_default() -> Self {
        Self(vec![Scope::ReadPii, Scope::Read])
    }

    /// Reads a space-separated list; nothing when a name in it is unknown or the list is empty.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scopes = text.split_whitespace().map(Scope::from_name).collect::<Option<Vec<_>>>()?;
        scopes.sort_unstable();
        scopes.dedup();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// Everything, as API keys allow.
    pub fn all() -> Self {
        Self(Scope::ALL.to_vec())
    }

    /// Whether every scope of `other` is in this set.
    pub fn cover(&self, other: &Self) -> bool {
        other.0.iter().all(|scope| self.contains(*scope))
    }

    /// Whether `scope` is in this set.
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether the scope of this name is in this set.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|scope| scope.name() == name)
    }

    /// The scopes in their order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    /// The bit mask that `sessioninfo` answers as `oauth2Scopes`. Onshape does not document the bits; these are ours.
    pub fn bits(&self) -> i64 {
        self.0.iter().map(|scope| 1 << (*scope as u32)).sum()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.iter().map(|scope| scope.name()).collect();
        f.write_str(&names.join(" "))
    }
}
