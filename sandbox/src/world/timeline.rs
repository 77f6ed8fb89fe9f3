//! A document's states: workspaces that move on, versions that stay, and the microversions that both name.

use super::element::Element;
use super::id::Id;
use super::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A workspace, a version or a microversion, as paths name them (`w`, `v`, `m`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wvm {
    /// `w`
    Workspace(Id),
    /// `v`
    Version(Id),
    /// `m`
    Microversion(Id),
}

impl Wvm {
    /// Reads a letter and an id.
    pub fn parse(letter: &str, id: &str) -> Option<Self> {
        let id = Id::parse(id)?;
        match letter {
            "w" => Some(Self::Workspace(id)),
            "v" => Some(Self::Version(id)),
            "m" => Some(Self::Microversion(id)),
            _ => None,
        }
    }

    /// The letter in paths.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Workspace(_) => "w",
            Self::Version(_) => "v",
            Self::Microversion(_) => "m",
        }
    }

    /// The id.
    pub fn id(self) -> Id {
        match self {
            Self::Workspace(id) | Self::Version(id) | Self::Microversion(id) => id,
        }
    }
}

/// A line of work: it names the microversion that was made last in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// Workspace id.
    pub id: Id,
    /// Its name; the first one is *Main*.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where it is.
    pub microversion: Id,
    /// The version that it came from, or that was made in it last.
    pub parent: Option<Id>,
    /// Who made it.
    pub creator: User,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A named state that never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Version id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What its maker said of it.
    pub description: String,
    /// The microversion it names.
    pub microversion: Id,
    /// The version before it.
    pub parent: Option<Id>,
    /// Who made it.
    pub creator: User,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One state among all that a document has been in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Microversion {
    /// Microversion id.
    pub id: Id,
    /// The one before it.
    pub previous: Option<Id>,
    /// The one that was restored by it, if it was made so.
    pub restored: Option<Id>,
    /// Who made it.
    pub author: User,
    /// When.
    pub date: Timestamp,
    /// What was changed, as the history says it.
    pub description: String,
    /// The tabs, in order.
    pub elements: Arc<Vec<Element>>,
}

/// All states of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// *Main* first.
    pub workspaces: Vec<Workspace>,
    /// Oldest first; every document has the one named *Start*.
    pub versions: Vec<Version>,
    /// Oldest first.
    pub microversions: Vec<Microversion>,
}

impl Timeline {
    /// The workspace of this id.
    pub fn workspace(&self, id: Id) -> Option<&Workspace> {
        self.workspaces.iter().find(|workspace| workspace.id == id)
    }

    /// The version of this id.
    pub fn version(&self, id: Id) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The microversion of this id.
    pub fn microversion(&self, id: Id) -> Option<&Microversion> {
        // The newest is what is asked for mostly.
        self.microversions.iter().rfind(|microversion| microversion.id == id)
    }

    /// The state that `wvm` stands for; nothing when the document has no such state.
    pub fn at(&self, wvm: Wvm) -> Option<&Microversion> {
        let id = match wvm {
            Wvm::Workspace(id) => self.workspace(id)?.microversion,
            Wvm::Version(id) => self.version(id)?.microversion,
            Wvm::Microversion(id) => id,
        };
        self.microversion(id)
    }

    /// From this microversion back to the first.
    pub fn history(&self, from: Id) -> Vec<&Microversion> {
        let mut found = Vec::new();
        let mut next = self.microversion(from);
        while let Some(microversion) = next {
            found.push(microversion);
            next = microversion.previous.and_then(|id| self.microversion(id));
        }
        found
    }
}
