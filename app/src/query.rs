//! The query of an address, as the address has it: the router's own map decodes values twice, and a `%` or `+` that is
//! part of one is lost.

use leptos_router::location::Url;

/// The value of this name, decoded once; the first, where there are several.
pub(crate) fn value_of(query: &str, name: &str) -> Option<String> {
    let (_, value) = pairs(query).map(named).find(|(known, _)| *known == name)?;
    Some(Url::unescape(&value.replace('+', " ")))
}

/// The query with this value, or without one; all others stay as they are. It begins with `?`, if there is any.
pub(crate) fn with_value(query: &str, name: &str, value: Option<&str>) -> String {
    let others = pairs(query).filter(|pair| named(pair).0 != name).map(str::to_owned);
    let value = value.map(|value| format!("{name}={}", Url::escape(value)));
    let pairs: Vec<String> = others.chain(value).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty())
}

fn named(pair: &str) -> (&str, &str) {
    pair.split_once('=').unwrap_or((pair, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_decoded_once() {
        let read = |query: &str| value_of(query, "q");
        assert_eq!(read("?view=grid&q=100%2525").as_deref(), Some("100%25"));
        assert_eq!(read("q=a%2Bb+c%20d").as_deref(), Some("a+b c d"));
        assert_eq!(read("q=Size%3DL%3BName%3Da%253Bb").as_deref(), Some("Size=L;Name=a%3Bb"));
        assert_eq!(read("q=a=b&q=c").as_deref(), Some("a=b"));
        assert_eq!(read("?q").as_deref(), Some(""));
        assert_eq!(read("?query=a"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn one_value_is_replaced_and_the_others_stay_as_they_are() {
        let query = "?server=https%3A%2F%2Fa.example&c=x&flag&view=a+b";
        let chosen = with_value(query, "c", Some("Size=L;Name=a+b%"));
        assert_eq!(chosen, "?server=https%3A%2F%2Fa.example&flag&view=a+b&c=Size%3DL%3BName%3Da%2Bb%25");
        assert_eq!(value_of(&chosen, "c").as_deref(), Some("Size=L;Name=a+b%"));
        assert_eq!(with_value(&chosen, "c", None), "?server=https%3A%2F%2Fa.example&flag&view=a+b");
        assert_eq!(with_value("c=x", "c", None), "");
        assert_eq!(with_value("", "c", Some("x")), "?c=x");
    }
}
