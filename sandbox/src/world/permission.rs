//! What somebody may do with a document (`BTOldPermission`).

use serde::{Deserialize, Serialize};

/// Levels, each with everything that the ones before it allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Permission {
    /// Open it; exports answer 403.
    Read,
    /// Copy it and export from it.
    ReadCopyExport,
    /// Comment.
    Comment,
    /// Change it.
    Write,
    /// Share it with others.
    Reshare,
    /// Everything but what only owners do.
    Full,
    /// Everything.
    Owner,
}

/// What each level adds, by the names of `permissionSet`.
const ADDED: [(Permission, &[&str]); 7] = [
    (Permission::Read, &["READ"]),
    (Permission::ReadCopyExport, &["EXPORT", "COPY"]),
    (Permission::Comment, &["COMMENT", "LINK"]),
    (Permission::Write, &["WRITE"]),
    (Permission::Reshare, &["RESHARE"]),
    (Permission::Full, &["DELETE"]),
    (Permission::Owner, &["OWNER"]),
];

impl Permission {
    /// The level's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::ReadCopyExport => "READ_COPY_EXPORT",
            Self::Comment => "COMMENT",
            Self::Write => "WRITE",
            Self::Reshare => "RESHARE",
            Self::Full => "FULL",
            Self::Owner => "OWNER",
        }
    }

    /// The level of this name.
    pub fn named(name: &str) -> Option<Self> {
        ADDED.into_iter().map(|(level, _)| level).find(|level| level.name() == name)
    }

    /// `permissionSet`
    pub fn set(self) -> Vec<&'static str> {
        ADDED.into_iter().filter(|(level, _)| *level <= self).flat_map(|(_, names)| names).copied().collect()
    }
}
