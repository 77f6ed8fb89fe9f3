//! What a call is about: a document in one of its states, and an element in it.

use std::fmt;

use crate::{DocumentId, ElementId, InvalidId, WvmId};

/// Which state of a document is meant: a workspace (which changes), a version or a microversion (which never do).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wvm {
    /// The moving tip of a branch.
    Workspace(WvmId),
    /// A named, immutable state.
    Version(WvmId),
    /// An unnamed, immutable state.
    Microversion(WvmId),
}

impl Wvm {
    /// The identifier after its letter.
    pub fn id(&self) -> &WvmId {
        match self {
            Self::Workspace(id) | Self::Version(id) | Self::Microversion(id) => id,
        }
    }

    /// The letter that Onshape's paths use: `w`, `v` or `m`.
    pub fn letter(&self) -> char {
        match self {
            Self::Workspace(_) => 'w',
            Self::Version(_) => 'v',
            Self::Microversion(_) => 'm',
        }
    }

    /// From the letter and the identifier of a path.
    pub fn from_parts(letter: &str, id: &str) -> Result<Self, InvalidId> {
        let id = id.parse()?;
        match letter {
            "w" => Ok(Self::Workspace(id)),
            "v" => Ok(Self::Version(id)),
            "m" => Ok(Self::Microversion(id)),
            _ => Err(InvalidId),
        }
    }
}

/// As in a path: `w/5fe0…`.
impl fmt::Display for Wvm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.letter(), self.id())
    }
}

/// A document in one of its states.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentAt {
    /// The document.
    pub document: DocumentId,
    /// Its state.
    pub wvm: Wvm,
    /// The document through which a linked document's version is read (`linkDocumentId`).
    pub link_document: Option<DocumentId>,
}

/// An element of a document in one of the document's states.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ElementAt {
    /// Where it is.
    pub at: DocumentAt,
    /// The element.
    pub element: ElementId,
    /// In which configuration, as [`crate::Client::encode_configuration`] writes it; nothing is the one that was
    /// chosen last.
    pub configuration: Option<String>,
}

impl DocumentAt {
    /// A document by itself.
    pub fn new(document: DocumentId, wvm: Wvm) -> Self {
        Self { document, wvm, link_document: None }
    }

    /// An element in it, in its default configuration.
    pub fn element(&self, element: ElementId) -> ElementAt {
        ElementAt { at: self.clone(), element, configuration: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wvm_reads_as_a_path() {
        let wvm = Wvm::from_parts("v", "E60C4803EAF2AC8BE492C18E");
        assert_eq!(wvm.map(|w| w.to_string()), Ok("v/e60c4803eaf2ac8be492c18e".to_owned()));
        assert!(Wvm::from_parts("x", "e60c4803eaf2ac8be492c18e").is_err());
    }
}
