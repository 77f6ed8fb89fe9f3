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
    /// A workspace, version or microversion; [`Wvm`](crate::Wvm) says which.
    WvmId;
    /// A state of a document that never changes.
    MicroversionId;
    /// A translation, which is a job of Onshape's.
    TranslationId;
    /// A file that a translation made.
    ExternalDataId;
    /// A comment.
    CommentId;
    /// A webhook.
    WebhookId;
    /// A team of a company.
    TeamId;
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// As Onshape writes it; it is percent-encoded where it goes into an address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// A part: a few characters, `/` and `+` among them, good within one microversion only.
    PartId;
    /// A company; `cad` stands for none.
    CompanyId;
    /// A property of metadata, which is a column of bills of materials as well.
    PropertyId;
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
}
