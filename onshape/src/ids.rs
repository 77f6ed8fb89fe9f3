//! Onshape's identifiers as types: 24 hexadecimal digits, parsed once at the edge.
//! <https://onshape-public.github.io/docs/api-intro/architecture/>

use std::{fmt, str::FromStr};

/// The text was not an identifier of Onshape's: 24 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an Onshape id is 24 hexadecimal digits")]
pub struct InvalidId;

fn parse(text: &str) -> Result<String, InvalidId> {
    let valid = text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if valid { Ok(text.to_ascii_lowercase()) } else { Err(InvalidId) }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as Onshape writes it, in lower case.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                parse(&text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A document.
    DocumentId;
    /// An element: one tab of a document.
    ElementId;
    /// A user.
    UserId;
    /// A workspace, version or microversion; [`Wvm`] says which.
    WvmId;
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_24_hexadecimal_digits_are_an_id() {
        assert!("e60c4803eaf2ac8be492c18e".parse::<DocumentId>().is_ok());
        for bad in
            ["", "e60c", "e60c4803eaf2ac8be492c18g", "../../../../../../../../x", "e60c4803eaf2ac8be492c18e0"]
        {
            assert_eq!(bad.parse::<DocumentId>(), Err(InvalidId), "{bad:?}");
        }
    }

    #[test]
    fn a_wvm_reads_as_a_path() {
        let wvm = Wvm::from_parts("v", "E60C4803EAF2AC8BE492C18E");
        assert_eq!(wvm.map(|w| w.to_string()), Ok("v/e60c4803eaf2ac8be492c18e".to_owned()));
        assert!(Wvm::from_parts("x", "e60c4803eaf2ac8be492c18e").is_err());
    }
}
