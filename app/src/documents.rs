//! Documents and elements, as the screens need them.

use serde::{Deserialize, Serialize};

use crate::place::{Id, Place, Wvm};

/// Which documents to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Filter {
    /// Opened recently.
    Recent,
    /// Created by the user.
    Created,
    /// Shared with the user.
    Shared,
    /// All that the user may open.
    #[default]
    All,
}

impl Filter {
    /// All of them, in the order in which they are offered.
    pub const EVERY: [Self; 4] = [Self::Recent, Self::Created, Self::Shared, Self::All];

    /// As in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Created => "created",
            Self::Shared => "shared",
            Self::All => "all",
        }
    }

    /// From an address; anything else is all.
    pub fn from_key(key: &str) -> Self {
        Self::EVERY.into_iter().find(|filter| filter.key() == key).unwrap_or_default()
    }

    /// For people, in full.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recent => "Recently opened",
            Self::Created => "Created by me",
            Self::Shared => "Shared with me",
            Self::All => "All",
        }
    }

    /// For people in a narrow panel.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::Recent => "Recent",
            Self::Created => "Created",
            Self::Shared => "Shared",
            Self::All => "All",
        }
    }
}

/// What the list of documents shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Query {
    /// Part of the name.
    pub text: String,
    /// Which documents.
    pub filter: Filter,
}

/// A page of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Up to 20.
    pub items: Vec<DocumentItem>,
    /// Where the next page starts, if there is one.
    pub next: Option<u32>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentItem {
    /// The document.
    pub id: Id,
    /// The name, or nothing.
    pub name: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// When it last changed, in milliseconds since 1970.
    pub modified_at: Option<i64>,
    /// Where one lands when opening it.
    pub workspace: Option<Id>,
    /// Address of its picture on this server, if Onshape says that it has one.
    pub thumbnail: Option<String>,
}

impl DocumentItem {
    /// The name to show.
    pub fn title(&self) -> String {
        title(self.name.as_deref())
    }

    /// Where it opens.
    pub fn place(&self) -> Place {
        Place::Document { document: self.id.clone(), wvm: self.workspace.clone().map(Wvm::Workspace) }
    }
}

/// A document that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDocument {
    /// The document.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// The state that is shown.
    pub wvm: Wvm,
    /// Where a workspace was when it was opened.
    pub microversion: Option<Id>,
    /// Its elements, without the tabs of this app.
    pub elements: Vec<ElementItem>,
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
            Self::PartStudio => "Part studio".into(),
            Self::Assembly => "Assembly".into(),
            Self::Drawing => "Drawing".into(),
            Self::Blob => "File".into(),
            Self::FeatureStudio => "Feature studio".into(),
            Self::VariableStudio => "Variable studio".into(),
            Self::Application => "App".into(),
            Self::Other(name) if name.is_empty() => "Unknown type".into(),
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
        None | Some("") => "Untitled".into(),
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

/// Address of an element's model on this server. It changes with the document, since an element's model may change with
/// others that it uses.
pub fn element_model(document: &OpenDocument, element: &ElementItem) -> String {
    let kind = (element.kind == ElementKind::Assembly).then(|| "kind=assembly".to_owned());
    let version = document.microversion.as_ref().map(|id| format!("t={id}"));
    let query = kind.into_iter().chain(version).collect::<Vec<_>>().join("&");
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
