//! `GET /__sandbox/demo`: where the demo and the awkward documents are.

use crate::host::landing;
use crate::state::State;
use crate::world::document::Document;
use serde_json::{Map, Value, json};

/// Versions that are listed of a document, from its first on.
const VERSIONS: usize = 100;

/// Ids and addresses of the documents that have a key, by key.
pub fn documents(state: &State) -> Value {
    let entry = |key: &str, document: &Document| (key.to_owned(), one(&state.base_url, document));
    state
        .world()
        .specials()
        .map(|(special, document)| entry(special.key, &document))
        .collect::<Map<_, _>>()
        .into()
}

fn one(base: &str, document: &Document) -> Value {
    let elements: Vec<_> = document
        .elements()
        .iter()
        .map(|element| json!({ "id": element.id, "name": element.name, "type": element.content.element_type() }))
        .collect();
    let versions: Vec<_> = document
        .versions()
        .into_iter()
        .take(VERSIONS)
        .map(|version| json!({ "id": version.id, "name": version.name }))
        .collect();
    json!({
        "name": document.name,
        "owner": document.creator.first_name(),
        "documentId": document.id,
        "workspaceId": document.workspace(),
        "microversionId": document.microversion(),
        "versions": versions,
        "appElementId": document.app_element().map(|element| element.id),
        "url": format!("{base}{}", landing::address(document)),
        "elements": elements,
    })
}
