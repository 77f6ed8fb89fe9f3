//! Icons: 16 by 16, drawn in the colour of the text around them.

use leptos::prelude::*;

use crate::documents::ElementKind;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A part studio, and a document.
    PartStudio,
    /// An assembly.
    Assembly,
    /// A drawing.
    Drawing,
    /// An uploaded file.
    File,
    /// A feature studio.
    FeatureStudio,
    /// A variable studio.
    VariableStudio,
    /// Any other element.
    Other,
    /// A workspace.
    Branch,
    /// A version.
    Version,
    /// What was done before.
    History,
    /// A folder.
    Folder,
    /// Opens what is below or beside it.
    Chevron,
    /// Copy.
    Copy,
    /// Search.
    Search,
    /// Clear or close.
    Close,
    /// Back.
    Back,
    /// All documents.
    Documents,
    /// Columns of a table.
    Columns,
    /// Before.
    Up,
    /// After.
    Down,
    /// Something is wrong.
    Alert,
    /// Something to know.
    Info,
    /// Access.
    Lock,
    /// Opens elsewhere.
    External,
    /// Browsers.
    Devices,
    /// Sign out.
    SignOut,
    /// Nobody answers.
    Offline,
    /// Nothing found.
    NoMatch,
}

impl Icon {
    fn paths(self) -> &'static str {
        match self {
            Self::PartStudio => {
                r#"<path d="M8 1.8 13.5 4.9v6.2L8 14.2l-5.5-3.1V4.9zM2.5 4.9 8 8l5.5-3.1M8 8v6.2"/>"#
            }
            Self::Assembly => {
                r#"<path d="m8 1.3 2.7 1.5v3L8 7.3 5.3 5.8v-3zM4.5 7.9l2.7 1.5v3l-2.7 1.5-2.7-1.5v-3zM11.5 7.9l2.7 1.5v3l-2.7 1.5-2.7-1.5v-3z"/>"#
            }
            Self::Drawing => {
                r#"<rect x="1.8" y="2.5" width="12.4" height="11" rx="1"/><path d="M4.3 5.2h4.2v3.3H4.3zM9 13.5v-2.7h5.2"/>"#
            }
            Self::File => {
                r#"<path d="M9.5 1.8H4.3a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1V5zv3.2h3.2"/>"#
            }
            Self::FeatureStudio => {
                r#"<path d="M6 2.5h-.5A1.5 1.5 0 0 0 4 4v2.4C4 7.3 3.4 8 2.5 8 3.4 8 4 8.7 4 9.6V12a1.5 1.5 0 0 0 1.5 1.5H6M10 2.5h.5A1.5 1.5 0 0 1 12 4v2.4c0 .9.6 1.6 1.5 1.6-.9 0-1.5.7-1.5 1.6V12a1.5 1.5 0 0 1-1.5 1.5H10M8 6.2v3.6M6.4 7.1l3.2 1.8M9.6 7.1 6.4 8.9"/>"#
            }
            Self::VariableStudio => {
                r#"<path d="m2.2 4.8 4.3 6.4M6.5 4.8l-4.3 6.4M9.2 6.7h4.6M9.2 9.3h4.6"/>"#
            }
            Self::Other => {
                r#"<rect x="2.2" y="2.2" width="11.6" height="11.6" rx="2"/><path d="M5.3 8h.01M8 8h.01M10.7 8h.01" stroke-width="1.9"/>"#
            }
            Self::Branch => {
                r#"<circle cx="4.5" cy="3.5" r="1.7"/><circle cx="4.5" cy="12.5" r="1.7"/><circle cx="11.5" cy="5.5" r="1.7"/><path d="M4.5 5.2v5.6M11.5 7.2c0 2.4-4.6 2-6.6 3.7"/>"#
            }
            Self::Version => {
                r#"<path d="M8.6 2H3.4A1.4 1.4 0 0 0 2 3.4v5.2l5.4 5.4 6.6-6.6zM5.2 5.2h.01" />"#
            }
            Self::History => r#"<circle cx="8" cy="8" r="6.2"/><path d="M8 4.5V8l2.5 1.6"/>"#,
            Self::Folder => {
                r#"<path d="M1.8 4.3a1 1 0 0 1 1-1h3.1l1.6 1.8h5.7a1 1 0 0 1 1 1v6.1a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1z"/>"#
            }
            Self::Chevron => r#"<path d="m4.2 6.2 3.8 3.8 3.8-3.8"/>"#,
            Self::Copy => {
                r#"<rect x="5.5" y="5.5" width="8.3" height="8.3" rx="1.2"/><path d="M10.5 2.9a.9.9 0 0 0-.8-.7H3.4a1.2 1.2 0 0 0-1.2 1.2v6.3c0 .4.3.7.7.8"/>"#
            }
            Self::Search => r#"<circle cx="7" cy="7" r="4.7"/><path d="m10.5 10.5 3.5 3.5"/>"#,
            Self::Close => r#"<path d="m4 4 8 8M12 4l-8 8"/>"#,
            Self::Back => r#"<path d="M9.8 3.3 5.2 8l4.6 4.7"/>"#,
            Self::Documents => {
                r#"<path d="M2.2 3.8h2.6v2.6H2.2zM2.2 9.6h2.6v2.6H2.2zM7.5 5.1h6.3M7.5 10.9h6.3"/>"#
            }
            Self::Columns => r#"<path d="M2.2 2.8h11.6v10.4H2.2zM6.1 2.8v10.4M9.9 2.8v10.4"/>"#,
            Self::Up => r#"<path d="m3.5 10 4.5-4.5 4.5 4.5"/>"#,
            Self::Down => r#"<path d="m3.5 6 4.5 4.5L12.5 6"/>"#,
            Self::Alert => r#"<path d="M8 2.2 14.3 13.3H1.7zM8 6.5v3.2M8 11.6h.01"/>"#,
            Self::Info => r#"<circle cx="8" cy="8" r="6.2"/><path d="M8 7.3v3.7M8 4.9h.01"/>"#,
            Self::Lock => {
                r#"<rect x="3" y="7" width="10" height="7" rx="1.2"/><path d="M5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7"/>"#
            }
            Self::External => {
                r#"<path d="M9.5 2.3h4.2v4.2M13.5 2.5 7.8 8.2M11.8 9.3v3.4a1 1 0 0 1-1 1H3.3a1 1 0 0 1-1-1V5.2a1 1 0 0 1 1-1h3.4"/>"#
            }
            Self::Devices => {
                r#"<rect x="1.8" y="3" width="9.4" height="7.2" rx="1"/><path d="M4.3 13h3.4"/><rect x="10.2" y="6.5" width="4" height="6.7" rx=".8" fill="var(--surface-raised)"/>"#
            }
            Self::SignOut => {
                r#"<path d="M6.3 13.7H3.3a1 1 0 0 1-1-1V3.3a1 1 0 0 1 1-1h3M10.5 11.2 13.7 8l-3.2-3.2M13.5 8H6.3"/>"#
            }
            Self::Offline => {
                r#"<path d="M2 2l12 12M5 5.1A4 4 0 0 0 4.3 13H11.3M13.6 11.8A2.9 2.9 0 0 0 11.8 6.9 4 4 0 0 0 7.7 4.1"/>"#
            }
            Self::NoMatch => {
                r#"<circle cx="7" cy="7" r="4.7"/><path d="m10.5 10.5 3.5 3.5M5.4 5.4l3.2 3.2M8.6 5.4 5.4 8.6"/>"#
            }
        }
    }

    /// Icons that point somewhere turn round with the direction of the text.
    fn class(self) -> &'static str {
        match self {
            Self::Back | Self::External | Self::SignOut => "icon directional",
            _ => "icon",
        }
    }

    /// The icon as an element.
    pub(crate) fn view(self) -> impl IntoView {
        view! { <svg class=self.class() viewBox="0 0 16 16" aria-hidden="true" inner_html=self.paths()></svg> }
    }
}

impl From<&ElementKind> for Icon {
    fn from(kind: &ElementKind) -> Self {
        match kind {
            ElementKind::PartStudio => Self::PartStudio,
            ElementKind::Assembly => Self::Assembly,
            ElementKind::Drawing => Self::Drawing,
            ElementKind::Blob => Self::File,
            ElementKind::FeatureStudio => Self::FeatureStudio,
            ElementKind::VariableStudio => Self::VariableStudio,
            ElementKind::Application | ElementKind::Other(_) => Self::Other,
        }
    }
}

/// The product's mark.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! { <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" inner_html=MARK></svg> }
}

const MARK: &str = r##"<path d="m16 8.8 7.4 3.9v7.8L16 24.4l-7.4-3.9v-7.8z" fill="#5a9bea"/><path d="m16 8.8 7.4 3.9-7.4 3.9-7.4-3.9z" fill="#a9d0fc"/><path d="M23.4 12.7v7.8L16 24.4v-7.8z" fill="#2463b4"/><path d="M16 1.6 28.6 8v13.9L16 28.3 3.4 21.9V8z" fill="#7db4f5" fill-opacity=".16" stroke="#3b82dc" stroke-width="2" stroke-linejoin="round"/><path d="M3.4 22 16 28.4 28.6 22v2.5L16 30.9 3.4 24.5z" fill="#2463b4" stroke="#2463b4" stroke-width="2" stroke-linejoin="round"/>"##;
