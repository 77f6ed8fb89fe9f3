//! In which language a request is answered.

use app::{language::Language, ssr::Caller};
use axum::http::{HeaderMap, header};

/// The user's own choice; else Onshape's, as its query says it; else the browser's.
pub(crate) async fn of_request(caller: &Caller, onshapes: Option<&str>, headers: &HeaderMap) -> Language {
    if let Some(chosen) = caller.chosen_language().await {
        return chosen;
    }
    onshapes.and_then(Language::of).unwrap_or_else(|| of_headers(headers))
}

/// The browser's best.
pub(crate) fn of_headers(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.and_then(best_accepted).unwrap_or_default()
}

/// The locale for numbers and dates: Onshape's, where it is of this language (RFC 5646 spells it with hyphens).
pub(crate) fn locale(language: Language, onshapes: Option<&str>) -> String {
    let fits = |tag: &&str| Language::of(tag) == Some(language) && is_tag(tag);
    onshapes.filter(fits).map_or_else(|| language.code().to_owned(), |tag| tag.replace('_', "-"))
}

/// Browsers refuse whole numbers and dates for a tag that is not well formed: language, script, region.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let primary = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && letters(part));
    let rest: Vec<&str> = parts.collect();
    let region = |part: &str| {
        (part.len() == 2 && letters(part))
            || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    primary
        && match rest.as_slice() {
            [] => true,
            [one] => region(one) || (one.len() == 4 && letters(one)),
            [script, last] => script.len() == 4 && letters(script) && region(last),
            _ => false,
        }
}

/// The language with the greatest weight (RFC 9110, 12.5.4); of equals the first.
fn best_accepted(header: &str) -> Option<Language> {
    let weighed = header.split(',').filter_map(|range| {
        let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
        let weight: f32 = weight.trim().parse().ok().filter(|weight| *weight > 0.0)?;
        Some((Language::of(tag.trim())?, weight))
    });
    let better = |best: (Language, f32), next: (Language, f32)| if next.1 > best.1 { next } else { best };
    weighed.reduce(better).map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_best_language_that_there_is_is_taken() {
        let code = |header| best_accepted(header).map(Language::code);
        assert_eq!(code("de-DE,fr;q=0.8,en;q=0.5"), Some("fr"));
        assert_eq!(code("en;q=0.2, fr;q=0.9"), Some("fr"));
        assert_eq!(code("fr;q=0, *"), None);
        assert_eq!(code("\"<script>"), None);
    }

    #[test]
    fn a_locale_is_onshapes_where_it_is_of_that_language_and_well_formed() {
        let french = Language::of("fr").unwrap();
        assert_eq!(locale(french, Some("fr_CA")), "fr-CA");
        assert_eq!(locale(french, Some("en-US")), "fr");
        assert_eq!(locale(french, Some("fr-<script>")), "fr");
        assert_eq!(locale(french, None), "fr");
    }
}
