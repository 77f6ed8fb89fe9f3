//! `GET /host/items`: what the select-item dialog lists, for whoever is signed in at the sandbox.

use super::session::SignedIn;
use crate::models::Fineness;
use crate::state::Shared;
use crate::world::document::{Document, Owner};
use crate::world::element::Content;
use crate::world::id::Id;
use crate::world::structure;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// More are not listed.
const MOST: usize = 200;
/// So many documents are looked into.
const DOCUMENTS: usize = 30;

/// Which document, and what the name holds.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    did: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    everywhere: bool,
}

/// The members of each item are those of `itemSelectedInSelectItemDialog`, and what the dialog shows.
pub async fn list(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Query(wanted): Query<Wanted>,
) -> Json<Value> {
    let q = wanted.q.to_lowercase();
    let documents: Vec<Arc<Document>> = {
        let world = shared.world();
        if wanted.everywhere {
            let mine = world.documents().filter(|document| {
                let close = document.owner == Owner::User(user) || document.is_shared_with(user);
                close && document.trashed_at.is_none()
            });
            let mut mine: Vec<_> = mine.cloned().collect();
            mine.sort_unstable_by(|a, b| b.modified_at.cmp(&a.modified_at).then(a.id.cmp(&b.id)));
            mine.into_iter().take(DOCUMENTS).collect()
        } else {
            Id::parse(&wanted.did).and_then(|id| world.document_for(user, id)).into_iter().collect()
        }
    };
    let items = documents.iter().flat_map(|document| of_document(document));
    let named = |item: &Value| {
        item.get("name").and_then(Value::as_str).is_some_and(|name| name.to_lowercase().contains(&q))
    };
    Json(json!({ "items": items.filter(named).take(MOST).collect::<Vec<_>>() }))
}

fn of_document(document: &Document) -> Vec<Value> {
    let mut items = Vec::new();
    for tab in document.elements().iter() {
        let item_type = match &tab.content {
            content if content.is_studio() => "PARTSTUDIO",
            Content::Assembly(_) => "ASSEMBLY",
            Content::Blob(_) => "BLOB",
            _ => continue,
        };
        let item = |kind: &str, item_type: &str, name: &str| {
            json!({
                "documentId": document.id,
                "documentMicroversionId": document.microversion(),
                "workspaceId": document.workspace(),
                "elementId": tab.id,
                "elementName": tab.name,
                "elementType": tab.content.element_type(),
                "elementMicroversionId": tab.microversion,
                "elementConfiguration": "default",
                "itemType": item_type,
                "isConfigurable": tab.content.model().is_some_and(|model| !model.parameters().is_empty()),
                "name": name,
                "kind": kind,
                "documentName": document.name,
                "dataType": tab.content.data_type(),
            })
        };
        items.push(item(tab.content.type_name(), item_type, &tab.name));
        for part in structure::parts(tab, Fineness::COARSE, "default").unwrap_or_default() {
            let mut entry = item("Part", "PART", &part.name);
            if let Some(entry) = entry.as_object_mut() {
                let body = part.body.name();
                entry.insert("partName".to_owned(), json!(part.name));
                entry.insert("idTag".to_owned(), json!(part.id));
                entry.insert("partNumber".to_owned(), json!(part.number));
                entry.insert("isSurface".to_owned(), json!(body == "sheet"));
                entry.insert("isComposite".to_owned(), json!(body == "composite"));
                entry.insert("isFlattenedBody".to_owned(), json!(false));
                entry.insert("isSketch".to_owned(), json!(false));
            }
            items.push(entry);
        }
    }
    items
}
