//! From Onshape's shapes to those of the screens, and back.

use std::collections::HashMap;

use onshape::ElementType;

use super::open::Opened;
use crate::{
    documents::{ElementItem, ElementKey, ElementKind, Folder, OpenDocument, Tab},
    place::{Id, Wvm},
};

/// The client's identifier of a document.
pub fn document_id(id: &Id) -> Result<onshape::DocumentId, onshape::InvalidId> {
    id.as_str().parse()
}

/// What of an element is shown, and the microversion in which its document was opened.
pub fn element_at(
    shown: &ElementKey,
) -> Result<(onshape::ElementAt, Option<onshape::MicroversionId>), onshape::InvalidId> {
    let document = document_id(&shown.document)?;
    let mut at =
        onshape::DocumentAt::new(document, wvm(&shown.wvm)?).element(shown.element.as_str().parse()?);
    at.configuration.clone_from(&shown.configuration);
    Ok((at, shown.known.as_ref().map(|id| id.as_str().parse()).transpose()?))
}

/// The client's name of a state.
pub fn wvm(wvm: &Wvm) -> Result<onshape::Wvm, onshape::InvalidId> {
    onshape::Wvm::from_parts(&wvm.letter().to_string(), wvm.id().as_str())
}

/// A document with its elements, without the tabs of the app whose client id is given.
pub fn open_document(id: Id, opened: Opened, client_id: &str) -> OpenDocument {
    let ours = |element: &onshape::Element| element.application_client_id() == Some(client_id);
    let elements = opened.contents.elements.iter().filter(|element| !ours(element));
    let elements: Vec<_> = elements.map(element).collect();
    let wvm = match opened.wvm {
        onshape::Wvm::Workspace(id) => Wvm::Workspace(Id::from_onshape(id)),
        onshape::Wvm::Version(id) => Wvm::Version(Id::from_onshape(id)),
        onshape::Wvm::Microversion(id) => Wvm::Microversion(Id::from_onshape(id)),
    };
    OpenDocument {
        id,
        name: name(opened.document.name.as_deref()),
        wvm,
        state: opened.state,
        microversion: opened.microversion.map(Id::from_onshape),
        tabs: tabs(opened.contents.folders.as_ref(), &elements),
        elements,
    }
}

/// What has no name is given one in the reader's language, on the page.
fn name(name: Option<&str>) -> String {
    name.map(str::trim).unwrap_or_default().to_owned()
}

fn element(element: &onshape::Element) -> ElementItem {
    ElementItem {
        id: Id::from_onshape(element.id.clone()),
        name: name(element.name.as_deref()),
        kind: kind(element.kind()),
        microversion: element.microversion_id.clone(),
        length_unit: element.length_units.as_ref().map(|unit| unit.as_str().to_owned()),
        data_type: element.data_type.clone().filter(|data_type| !data_type.is_empty()),
        file_name: element.filename.clone().filter(|file_name| !file_name.is_empty()),
    }
}

/// The elements in their folders, in the order of Onshape's tab bar; those that no folder names come last.
fn tabs(folders: Option<&onshape::TabFolder>, elements: &[ElementItem]) -> Vec<Tab> {
    let mut left: HashMap<&str, usize> =
        elements.iter().enumerate().map(|(index, element)| (element.id.as_str(), index)).collect();
    let mut tabs = folders.map(|root| inside(root, &mut left, DEEPEST)).unwrap_or_default();
    let mut rest: Vec<usize> = left.into_values().collect();
    rest.sort_unstable();
    tabs.extend(rest.into_iter().map(Tab::Element));
    tabs
}

/// Folders deeper than this are shown as if they were not there.
const DEEPEST: usize = 8;

fn inside(folder: &onshape::TabFolder, left: &mut HashMap<&str, usize>, depth: usize) -> Vec<Tab> {
    let mut tabs = Vec::new();
    for node in &folder.groups {
        if let Some(element) = &node.element_id {
            tabs.extend(left.remove(element.as_str()).map(Tab::Element));
            continue;
        }
        let inner = inside(node, left, depth.saturating_sub(1));
        if depth == 0 {
            tabs.extend(inner);
        } else if !inner.is_empty() {
            tabs.push(Tab::Folder(Folder { name: name(node.group_name.as_deref()), tabs: inner }));
        }
    }
    tabs
}

/// At most so many characters of a text, and a sign that there were more.
pub fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
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

#[cfg(test)]
mod tests {
    use leptos::serde_json::{from_value, json};

    use super::*;

    fn item(n: usize) -> ElementItem {
        let json =
            json!({ "id": format!("{n:024x}"), "name": format!("Tab {n}"), "elementType": "PARTSTUDIO" });
        element(&from_value(json).unwrap())
    }

    fn tab(n: usize) -> leptos::serde_json::Value {
        json!({ "elementId": format!("{n:024x}") })
    }

    #[test]
    fn elements_are_in_their_folders_and_what_no_folder_names_comes_last() {
        let folders = json!({ "groups": [
            tab(2),
            { "groupName": "Fasteners", "nodeId": "x", "groups": [tab(0), { "groupName": null, "groups": [tab(3)] }] },
            { "groupName": "Empty", "groups": [tab(9)] },
            tab(2),
        ] });
        let elements: Vec<_> = (0..5).map(item).collect();
        let unnamed = Tab::Folder(Folder { name: String::new(), tabs: vec![Tab::Element(3)] });
        let fasteners = Folder { name: "Fasteners".into(), tabs: vec![Tab::Element(0), unnamed] };
        let expected = [Tab::Element(2), Tab::Folder(fasteners), Tab::Element(1), Tab::Element(4)];
        assert_eq!(tabs(Some(&from_value(folders).unwrap()), &elements), expected);
        assert_eq!(tabs(None, &elements).len(), 5);
    }

    #[test]
    fn folders_without_end_are_flat_from_some_depth_on() {
        let deep = (0..60).fold(tab(0), |inner, _| json!({ "groupName": "In", "groups": [inner] }));
        let mut found = tabs(Some(&from_value(json!({ "groups": [deep] })).unwrap()), &[item(0)]);
        let mut depth = 0;
        while let [Tab::Folder(folder)] = found.as_slice() {
            found = folder.tabs.clone();
            depth += 1;
        }
        assert_eq!((depth, found.as_slice()), (DEEPEST, [Tab::Element(0)].as_slice()));
    }
}
