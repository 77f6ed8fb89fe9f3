//! Names as a search compares them: without accents, in small letters.

/// `Boîte à ÉCROUS` as `boite a ecrous`.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let apart = decomposed(text);
    let mut folded = String::with_capacity(apart.len());
    for c in apart.chars().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase).filter(|c| !is_mark(*c)) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded
}

/// Letters and their accents one after the other (Unicode's NFKD), by the browser, which knows how.
#[cfg(not(feature = "ssr"))]
fn decomposed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

/// Nothing is searched on the server.
#[cfg(feature = "ssr")]
fn decomposed(text: &str) -> String {
    text.to_owned()
}

/// Marks that are put on letters: of Latin, Greek and Cyrillic, Hebrew's points, Arabic's vowels.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters that Unicode does not take apart, as one types them without their key.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        '\u{2019}' | '\u{2018}' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_capitals_are_gone() {
        assert_eq!(fold("E\u{301}CROUS"), "ecrous");
        assert_eq!(fold("Straße Ło\u{301}dz\u{301}"), "strasse lodz");
        assert_eq!(fold("ПЛИТА"), "плита");
    }
}
