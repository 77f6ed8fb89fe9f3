//! What the person before the host page has chosen: in the address, so that a link repeats it.

use serde::Deserialize;

/// The query of a document's page. What is not one of the choices is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    width: String,
    panel: String,
    theme: String,
    locale: String,
    follow: String,
}

/// Widths of the element tab's frame in pixels; else it is as wide as the page.
pub const WIDTHS: [&str; 4] = ["900", "400", "320", "280"];
/// Widths of the right panel in pixels; else it is closed.
pub const PANELS: [&str; 3] = ["280", "320", "400"];
/// Themes; else as the system is.
pub const THEMES: [&str; 2] = ["light", "dark"];
/// What the app is told as `locale`.
pub const LOCALES: [&str; 4] = ["en-US", "de-DE", "fr-FR", "ja-JP"];

fn one_of<'a>(text: &str, choices: &'a [&'a str]) -> Option<&'a str> {
    choices.iter().find(|choice| **choice == text).copied()
}

impl Look {
    /// The width of the tab's frame, if it is not the page's.
    pub fn width(&self) -> Option<&'static str> {
        one_of(&self.width, &WIDTHS)
    }

    /// The width of the right panel, if it is open.
    pub fn panel(&self) -> Option<&'static str> {
        one_of(&self.panel, &PANELS)
    }

    /// The theme, if it is not the system's.
    pub fn theme(&self) -> Option<&'static str> {
        one_of(&self.theme, &THEMES)
    }

    /// The locale.
    pub fn locale(&self) -> &'static str {
        one_of(&self.locale, &LOCALES).unwrap_or("en-US")
    }

    /// Whether the panel's address names the selection, so that it is loaded again with each.
    pub fn follows(&self) -> bool {
        self.follow == "true"
    }

    /// As a query with its question mark, or nothing; `panel` replaces the panel's width.
    pub fn query(&self, panel: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let locale = one_of(&self.locale, &LOCALES);
        let follow = self.follows().then_some("true");
        for (name, value) in [
            ("width", self.width()),
            ("panel", panel),
            ("theme", self.theme()),
            ("locale", locale),
            ("follow", follow),
        ] {
            query.extend_pairs(value.map(|value| (name, value)));
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}
