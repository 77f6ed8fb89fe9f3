//! What the interface says: a function for each text of `locales/*.json`, by section and name, as `app/build.rs` writes
//! them. A text with `{values}` takes them as arguments; one with plural forms takes the number first.
//!
//! On the server the language is that of the request, by context; in the browser it is the page's, whose texts came
//! along with it: no other language is in the WebAssembly.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Id of the page's element that holds the texts, as a JSON list.
pub(crate) const ELEMENT: &str = "texts";

/// The text at `index`.
#[cfg(feature = "ssr")]
fn text(index: usize) -> &'static str {
    language().texts().get(index).copied().unwrap_or_default()
}

#[cfg(feature = "ssr")]
mod server {
    use leptos::prelude::use_context;

    use crate::language::Language;

    tokio::task_local! {
        /// The language of the request that a task answers.
        static SPOKEN: Language;
    }

    /// The page's language, else that of the request.
    pub(crate) fn language() -> Language {
        use_context::<Language>().or_else(|| SPOKEN.try_get().ok()).unwrap_or_default()
    }

    /// The language of the request that is being answered, where no page is rendered.
    pub fn spoken() -> Language {
        language()
    }

    /// Answers in `language`.
    pub async fn in_language<F: Future>(language: Language, answer: F) -> F::Output {
        SPOKEN.scope(language, answer).await
    }

    #[cfg(test)]
    pub(super) fn say_in<T>(language: Language, say: impl FnOnce() -> T) -> T {
        SPOKEN.sync_scope(language, say)
    }

    /// The texts of a language, for its pages: JSON that can stand in a script element.
    pub(crate) fn page_texts(language: Language) -> String {
        let json = leptos::serde_json::to_string(language.texts()).unwrap_or_default();
        json.replace('<', "\\u003c")
    }
}
#[cfg(feature = "ssr")]
pub use server::{in_language, spoken};
#[cfg(feature = "ssr")]
pub(crate) use server::{language, page_texts};

#[cfg(not(feature = "ssr"))]
mod page {
    use std::cell::OnceCell;

    use leptos::serde_json;

    thread_local! {
        static TEXTS: OnceCell<&'static [String]> = const { OnceCell::new() };
    }

    /// The text at `index`, from the page.
    pub(super) fn text(index: usize) -> &'static str {
        TEXTS.with(|texts| *texts.get_or_init(read)).get(index).map_or("", String::as_str)
    }

    fn read() -> &'static [String] {
        let element = leptos::prelude::document().get_element_by_id(super::ELEMENT);
        let json = element.and_then(|element| element.text_content()).unwrap_or_default();
        // For the life of the page.
        Vec::leak(serde_json::from_str(&json).unwrap_or_default())
    }
}
#[cfg(not(feature = "ssr"))]
use page::text;

/// `text` with its values.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The form of the text at `index` for `n`, with its values.
fn plural(index: usize, n: u64, values: &[(&str, &str)]) -> String {
    let form = text(index + crate::format::plural_form(n));
    let form = if form.is_empty() { text(index + crate::format::OTHER) } else { form };
    let number = crate::format::number(n);
    let values: Vec<_> = values.iter().copied().chain([("n", number.as_str())]).collect();
    fill(form, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn values_are_filled_in_and_never_read_again() {
        assert_eq!(fill("Nothing matches “{text}”", &[("text", "{n} <b>")]), "Nothing matches “{n} <b>”");
    }

    #[test]
    fn a_number_chooses_its_form_in_each_language() {
        let french = Language::of("fr").unwrap();
        assert_eq!(documents::count(1), "1 document");
        assert_eq!(documents::count(0), "0 documents");
        assert_eq!(server::say_in(french, || documents::count(0)), "0 document");
        assert_eq!(server::say_in(french, || documents::count(2400)), "2\u{202f}400 documents");
    }
}
