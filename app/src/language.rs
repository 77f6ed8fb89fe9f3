//! The languages of the interface: one for each file in `locales/`.

use serde::{Deserialize, Serialize};

use crate::texts;

/// A language that there is a catalogue for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Language(usize);

impl Language {
    /// All of them, English first.
    pub fn every() -> impl Iterator<Item = Self> {
        (0..texts::LANGUAGES.len()).map(Self)
    }

    /// The language of a tag such as `fr`, `fr-CA` or, as Onshape also writes it, `fr_CA` (RFC 5646).
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::every().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// Its tag, such as `fr`.
    pub fn code(self) -> &'static str {
        texts::LANGUAGES.get(self.0).map_or("en", |(code, _)| code)
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        texts::LANGUAGES.get(self.0).map_or("English", |(_, name)| name)
    }

    #[cfg(feature = "ssr")]
    pub(crate) fn texts(self) -> &'static [&'static str] {
        texts::TEXTS.get(self.0).copied().unwrap_or_default()
    }
}

impl TryFrom<String> for Language {
    type Error = &'static str;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::every()
            .find(|language| language.code() == code)
            .ok_or("there is no catalogue for this language")
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn onshape_spells_locales_in_two_ways_and_both_are_understood() {
        for tag in ["fr", "fr-FR", "fr_FR", "FR-ca"] {
            assert_eq!(Language::of(tag).map(Language::code), Some("fr"), "{tag}");
        }
        assert_eq!(Language::of("tlh"), None);
        assert_eq!(Language::of(""), None);
    }
}
