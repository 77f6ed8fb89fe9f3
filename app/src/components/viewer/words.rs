//! The viewer's own words, in the language of the page.

use leptos::serde_json::{Map, Value};

use crate::{browser::dates::locale, texts::viewer_words};

/// For the attribute `words`; nothing in English, which the viewer speaks by itself.
pub(super) fn words() -> Option<String> {
    if locale().starts_with("en") {
        return None;
    }
    let mut words = Map::new();
    for (key, text) in viewer_words::all() {
        let text = Value::from(text);
        match key.split_once('.') {
            None => {
                words.insert(key.to_owned(), text);
            }
            Some((group, name)) => {
                let group = words.entry(group).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(group) = group {
                    group.insert(name.to_owned(), text);
                }
            }
        }
    }
    Some(Value::Object(words).to_string())
}
