//! Onshape's ids: 24 hexadecimal characters. Here they are hashes of what they name, the same at every start.

use sha2::{Digest, Sha256};
use std::fmt;

/// The id of a document, workspace, version, microversion, element or user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 12]);

impl Id {
    /// The id of the thing of this `kind` that `key` names.
    pub fn of(kind: &str, key: impl fmt::Display) -> Self {
        let digest = Sha256::digest(format!("onshape-sandbox/{kind}/{key}"));
        let mut bytes = [0; 12];
        bytes.iter_mut().zip(digest).for_each(|(byte, hashed)| *byte = hashed);
        Self(bytes)
    }

    /// Reads 24 hexadecimal characters.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 12];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// A number that follows from the id: where an "every so many" is decided.
    pub fn number(self) -> usize {
        self.0.iter().take(6).fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an id of 24 hexadecimal characters"))
    }
}
