//! Documents and elements, as the screens need them.

use leptos_router::location::Url;
use serde::{Deserialize, Serialize};

use crate::{
    place::{Id, Wvm},
    texts::{self, elements},
};

/// A document that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDocument {
    /// The document.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// The state that is shown.
    pub wvm: Wvm,
    /// What the workspace or the version is called; a microversion has no name.
    pub state: Option<String>,
    /// Where a workspace was when it was opened.
    pub microversion: Option<Id>,
    /// Its elements, without the tabs of this app.
    pub elements: Vec<ElementItem>,
    /// The same in their folders, in the order of Onshape's tab bar.
    pub tabs: Vec<Tab>,
}

impl OpenDocument {
    /// Names what has no name, in the language of the page.
    pub(crate) fn titled(mut self) -> Self {
        self.name = title(Some(&self.name));
        for element in &mut self.elements {
            element.name = title(Some(&element.name));
        }
        self
    }
}

/// A tab of a document, or a folder of tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// By its place in [`OpenDocument::elements`].
    Element(usize),
    /// With tabs in it.
    Folder(Folder),
}

/// A folder of tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// As in Onshape, or empty.
    pub name: String,
    /// What is in it, in the same order.
    pub tabs: Vec<Tab>,
}

/// An element of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementItem {
    /// The element.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: ElementKind,
    /// Changes when the element does.
    pub microversion: Option<String>,
    /// Onshape's name of the unit in which lengths are told in it, such as `millimeter`.
    pub length_unit: Option<String>,
    /// What it holds, in Onshape's words: `onshape/partstudio`, or the media type of a file.
    pub data_type: Option<String>,
    /// Of an uploaded file.
    pub file_name: Option<String>,
}

/// What a question about an element's content names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ElementKey {
    /// The document.
    pub document: Id,
    /// The state that is shown.
    pub wvm: Wvm,
    /// The element.
    pub element: Id,
    /// As Onshape encodes it; nothing for the default.
    pub configuration: Option<String>,
    /// The microversion in which the document was opened: what is known of it need not be asked again.
    pub known: Option<Id>,
}

/// What is known of a part beside its shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartFacts {
    /// The part's id, or the path of the occurrence.
    pub id: Vec<String>,
    /// What it is made of.
    pub material: Option<String>,
    /// Kilograms.
    pub mass: Option<f64>,
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElementKind {
    /// Parts.
    PartStudio,
    /// Instances.
    Assembly,
    /// A drawing.
    Drawing,
    /// An uploaded file.
    Blob,
    /// Custom features.
    FeatureStudio,
    /// Variables.
    VariableStudio,
    /// Another app's tab.
    Application,
    /// Something newer than this program, by Onshape's name.
    Other(String),
}

impl ElementKind {
    /// For people.
    pub fn label(&self) -> String {
        match self {
            Self::PartStudio => elements::part_studio().into(),
            Self::Assembly => elements::assembly().into(),
            Self::Drawing => elements::drawing().into(),
            Self::Blob => elements::file().into(),
            Self::FeatureStudio => elements::feature_studio().into(),
            Self::VariableStudio => elements::variable_studio().into(),
            Self::Application => elements::app().into(),
            Self::Other(name) if name.is_empty() => elements::unknown().into(),
            Self::Other(name) => readable(name),
        }
    }
}

/// `BILLOFMATERIALS` as `Billofmaterials`: Onshape shouts.
fn readable(name: &str) -> String {
    let mut characters = name.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &characters.as_str().replace('_', " ").to_lowercase()
}

/// Name of something that may have none.
pub fn title(name: Option<&str>) -> String {
    match name.map(str::trim) {
        None | Some("") => texts::common::untitled().into(),
        Some(name) => name.to_owned(),
    }
}

/// Address of an element's picture on this server; it changes with the element.
pub fn element_picture(document: &OpenDocument, element: &ElementItem, size: &str) -> Option<String> {
    if matches!(document.wvm, Wvm::Microversion(_)) {
        return None;
    }
    // Assemblies and drawings change with what they show, which their own microversion does not tell.
    let alone = !matches!(element.kind, ElementKind::Assembly | ElementKind::Drawing);
    let whole = document.microversion.as_ref().map(Id::as_str);
    let own = element.microversion.as_deref().filter(|_| alone || whole.is_none());
    let version = own.or(whole).unwrap_or_default();
    let version: String = version.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(format!("/files/thumbnails/{}/{}/e/{}/{size}?t={version}", document.id, document.wvm, element.id))
}

/// Address of an element's model on this server, in this configuration. It changes with the document, since an element's
/// model may change with others that it uses.
pub fn element_model(document: &OpenDocument, element: &ElementItem, configuration: Option<&str>) -> String {
    let kind = (element.kind == ElementKind::Assembly).then(|| "kind=assembly".to_owned());
    let configuration = configuration.map(|text| format!("configuration={}", Url::escape(text)));
    let version = document.microversion.as_ref().map(|id| format!("t={id}"));
    let query = kind.into_iter().chain(configuration).chain(version).collect::<Vec<_>>().join("&");
    format!("/files/models/{}/{}/e/{}?{query}", document.id, document.wvm, element.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unheard_of_element_type_is_shown_by_onshapes_name() {
        assert_eq!(ElementKind::Other("HOLO_GRAM".into()).label(), "Holo gram");
        assert_eq!(ElementKind::Other(String::new()).label(), "Unknown type");
    }

    #[test]
    fn a_document_without_a_name_has_a_title() {
        assert_eq!(title(None), "Untitled");
        assert_eq!(title(Some("  ")), "Untitled");
    }
}
