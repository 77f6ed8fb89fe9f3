//! From Onshape's shapes to those of the screens, and back.

use onshape::ElementType;

use super::open::Opened;
use crate::{
    documents::{DocumentItem, ElementItem, ElementKind, Filter, OpenDocument, Page, title},
    place::{Id, Wvm},
};

/// The client's identifier of a document.
pub fn document_id(id: &Id) -> Result<onshape::DocumentId, onshape::InvalidId> {
    id.as_str().parse()
}

/// The client's name of a state.
pub fn wvm(wvm: &Wvm) -> Result<onshape::Wvm, onshape::InvalidId> {
    onshape::Wvm::from_parts(&wvm.letter().to_string(), wvm.id().as_str())
}

impl From<Filter> for onshape::DocumentFilter {
    fn from(filter: Filter) -> Self {
        match filter {
            Filter::Recent => Self::Recent,
            Filter::Created => Self::Created,
            Filter::Shared => Self::Shared,
            Filter::All => Self::All,
        }
    }
}

/// A page of the list.
pub fn page(page: onshape::Page<onshape::Document>) -> Page {
    Page { items: page.items.into_iter().map(item).collect(), next: page.next_offset }
}

fn item(document: onshape::Document) -> DocumentItem {
    let id = Id::from_onshape(document.id);
    let workspace = document.default_workspace.map(|workspace| Id::from_onshape(workspace.id));
    let thumbnail = document.thumbnail.zip(workspace.as_ref()).map(|(info, workspace)| {
        let changed = || document.modified_at.map(|at| at.as_millisecond().to_string());
        let version = info.href.as_deref().and_then(picture_version).or_else(changed).unwrap_or_default();
        format!("/files/thumbnails/{id}/w/{workspace}/70x40?t={version}")
    });
    DocumentItem {
        name: document.name,
        owner: document.owner.and_then(|owner| owner.name),
        modified_at: document.modified_at.map(jiff::Timestamp::as_millisecond),
        workspace,
        thumbnail,
        id,
    }
}

/// The `t` of a thumbnail's address: it changes with the picture.
fn picture_version(href: &str) -> Option<String> {
    let (_, query) = href.split_once('?')?;
    let version = query.split('&').find_map(|pair| pair.strip_prefix("t="))?;
    Some(version.chars().filter(char::is_ascii_alphanumeric).collect()).filter(|t: &String| !t.is_empty())
}

/// A document with its elements, without the tabs of the app whose client id is given.
pub fn open_document(id: Id, opened: Opened, client_id: &str) -> OpenDocument {
    let ours = |element: &onshape::Element| element.application_client_id() == Some(client_id);
    let elements = opened.elements.iter().filter(|element| !ours(element)).map(element).collect();
    let wvm = match opened.wvm {
        onshape::Wvm::Workspace(id) => Wvm::Workspace(Id::from_onshape(id)),
        onshape::Wvm::Version(id) => Wvm::Version(Id::from_onshape(id)),
        onshape::Wvm::Microversion(id) => Wvm::Microversion(Id::from_onshape(id)),
    };
    let microversion = opened.microversion.map(Id::from_onshape);
    OpenDocument { id, name: title(opened.document.name.as_deref()), wvm, microversion, elements }
}

fn element(element: &onshape::Element) -> ElementItem {
    ElementItem {
        id: Id::from_onshape(element.id.clone()),
        name: title(element.name.as_deref()),
        kind: kind(element.kind()),
        microversion: element.microversion_id.clone(),
        length_unit: element.length_units.as_ref().map(|unit| unit.as_str().to_owned()),
    }
}

fn kind(kind: ElementType) -> ElementKind {
    match kind {
        ElementType::PartStudio => ElementKind::PartStudio,
        ElementType::Assembly => ElementKind::Assembly,
        ElementType::Drawing => ElementKind::Drawing,
        ElementType::Blob => ElementKind::Blob,
        ElementType::FeatureStudio => ElementKind::FeatureStudio,
        ElementType::VariableStudio => ElementKind::VariableStudio,
        ElementType::Application => ElementKind::Application,
        ElementType::BillOfMaterials => ElementKind::Other("BILL_OF_MATERIALS".into()),
        ElementType::Other(name) => ElementKind::Other(name),
    }
}
