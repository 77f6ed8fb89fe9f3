//! Places in the app, as its addresses name them. They read like Onshape's own:
//! `/documents/{did}/w/{wid}/e/{eid}`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An identifier of Onshape's: 24 hexadecimal digits, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// The text was no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an Onshape id is 24 hexadecimal digits")
    }
}

impl Id {
    /// Checks the form.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let valid = text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if valid { Ok(Self(text.to_ascii_lowercase())) } else { Err(NotAnId) }
    }

    /// From an identifier that Onshape's client has checked.
    #[cfg(feature = "ssr")]
    pub(crate) fn from_onshape(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As Onshape writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::parse(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which state of a document: a workspace, a version or a microversion.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wvm {
    /// The moving tip of a branch.
    Workspace(Id),
    /// Named and immutable.
    Version(Id),
    /// Unnamed and immutable.
    Microversion(Id),
}

impl Wvm {
    /// The letter that paths use: `w`, `v` or `m`.
    pub fn letter(&self) -> char {
        match self {
            Self::Workspace(_) => 'w',
            Self::Version(_) => 'v',
            Self::Microversion(_) => 'm',
        }
    }

    /// The identifier after the letter.
    pub fn id(&self) -> &Id {
        match self {
            Self::Workspace(id) | Self::Version(id) | Self::Microversion(id) => id,
        }
    }

    fn parse(letter: &str, id: &str) -> Option<Self> {
        let id = Id::parse(id).ok()?;
        match letter {
            "w" => Some(Self::Workspace(id)),
            "v" => Some(Self::Version(id)),
            "m" => Some(Self::Microversion(id)),
            _ => None,
        }
    }
}

impl fmt::Display for Wvm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.letter(), self.id())
    }
}

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The app's own address: where it goes from there depends on the tab that it was opened in.
    Start,
    /// All documents.
    Documents,
    /// A document's elements; without a state, those of its default workspace.
    Document {
        /// The document.
        document: Id,
        /// Its state.
        wvm: Option<Wvm>,
    },
    /// An element of a document.
    Element {
        /// The document.
        document: Id,
        /// Its state.
        wvm: Wvm,
        /// The element.
        element: Id,
    },
}

/// Why an address leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// It looks like a document's, but something in it is no identifier.
    BadAddress,
    /// Nothing is there.
    Unknown,
}

impl Place {
    /// The place that a path names.
    pub fn parse(path: &str) -> Result<Self, NoPlace> {
        let segments: Vec<&str> = path.trim_matches('/').split('/').filter(|s| !s.is_empty()).collect();
        let id = |text: &str| Id::parse(text).map_err(|_| NoPlace::BadAddress);
        let state = |letter: &str, id: &str| Wvm::parse(letter, id).ok_or(NoPlace::BadAddress);
        match segments.as_slice() {
            [] => Ok(Self::Start),
            ["documents"] => Ok(Self::Documents),
            ["documents", document] => Ok(Self::Document { document: id(document)?, wvm: None }),
            ["documents", document, letter, wvm] => {
                Ok(Self::Document { document: id(document)?, wvm: Some(state(letter, wvm)?) })
            }
            ["documents", document, letter, wvm, "e", element] => {
                Ok(Self::Element { document: id(document)?, wvm: state(letter, wvm)?, element: id(element)? })
            }
            ["documents", ..] => Err(NoPlace::BadAddress),
            _ => Err(NoPlace::Unknown),
        }
    }

    /// The document that the place is in.
    pub fn document(&self) -> Option<(&Id, Option<&Wvm>)> {
        match self {
            Self::Start | Self::Documents => None,
            Self::Document { document, wvm } => Some((document, wvm.as_ref())),
            Self::Element { document, wvm, .. } => Some((document, Some(wvm))),
        }
    }

    /// The element that is open there.
    pub fn element(&self) -> Option<&Id> {
        match self {
            Self::Element { element, .. } => Some(element),
            _ => None,
        }
    }
}

/// The path, which [`Place::parse`] reads.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("/"),
            Self::Documents => f.write_str("/documents"),
            Self::Document { document, wvm: None } => write!(f, "/documents/{document}"),
            Self::Document { document, wvm: Some(wvm) } => write!(f, "/documents/{document}/{wvm}"),
            Self::Element { document, wvm, element } => write!(f, "/documents/{document}/{wvm}/e/{element}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "e60c4803eaf2ac8be492c18e";

    #[test]
    fn every_place_is_read_back_from_its_path() {
        let id = Id::parse(ID).unwrap();
        let wvm = Wvm::Version(id.clone());
        let places = [
            Place::Start,
            Place::Documents,
            Place::Document { document: id.clone(), wvm: None },
            Place::Document { document: id.clone(), wvm: Some(wvm.clone()) },
            Place::Element { document: id.clone(), wvm, element: id },
        ];
        for place in places {
            assert_eq!(Place::parse(&place.to_string()), Ok(place));
        }
    }

    #[test]
    fn what_is_no_identifier_is_a_bad_address_and_the_rest_is_nowhere() {
        for path in
            ["/documents/x", &format!("/documents/{ID}/x/{ID}"), &format!("/documents/{ID}/w/{ID}/e/..")]
        {
            assert_eq!(Place::parse(path), Err(NoPlace::BadAddress), "{path}");
        }
        assert_eq!(Place::parse("/admin"), Err(NoPlace::Unknown));
    }
}
