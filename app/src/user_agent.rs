//! What a browser calls itself, as far as people tell browsers apart.

/// The browsers that have advice of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Chrome,
    Edge,
    Firefox,
    Safari,
    Other,
}

impl Browser {
    /// Every browser names most of the others: the order counts.
    pub(crate) fn of(user_agent: &str) -> Self {
        let known = [
            ("Edg", Self::Edge),
            ("Firefox/", Self::Firefox),
            ("FxiOS/", Self::Firefox),
            ("Chrome/", Self::Chrome),
            ("CriOS/", Self::Chrome),
            ("Safari/", Self::Safari),
        ];
        known
            .into_iter()
            .find(|(token, _)| user_agent.contains(token))
            .map_or(Self::Other, |(_, browser)| browser)
    }

    #[cfg(feature = "ssr")]
    fn name(self) -> &'static str {
        match self {
            Self::Chrome => "Chrome",
            Self::Edge => "Edge",
            Self::Firefox => "Firefox",
            Self::Safari => "Safari",
            Self::Other => "A browser",
        }
    }
}

/// "Chrome on Windows": enough for a user to recognise it.
#[cfg(feature = "ssr")]
pub(crate) fn describe(user_agent: &str) -> String {
    // Phones name the desktop systems too: the order counts.
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    let browser = Browser::of(user_agent).name();
    match systems.iter().find(|(token, _)| user_agent.contains(token)) {
        Some((_, system)) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_its_user_would() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 \
                 Safari/537.36 Edg/156.0",
                "Edge on Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/26.2 Safari/605.1.15",
                "Safari on Mac",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile \
                 Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 CriOS/156.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            ("curl/8.5", "A browser"),
            ("", "A browser"),
        ] {
            assert_eq!(describe(user_agent), name);
        }
    }
}
