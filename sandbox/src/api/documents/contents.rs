//! The tabs of a document with the folders that they are in.

use super::elements;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::target::Target;
use crate::world::element::Element;
use crate::world::id::Id;
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/{wvm}/{wvmid}/contents` (`BTDocumentContentsInfo`). Filters leave the folders as they are.
pub fn tree(call: &Call<'_>, target: &Target) -> Response {
    let all: Vec<&Element> = target.elements().iter().collect();
    answer::json(&json!({
        "elements": elements::infos(call, target),
        "folders": { "btType": "BTElementGroup-1458", "groupName": "", "nodeId": "root",
                     "groups": groups(target.document.id, &[], &all) },
    }))
}

/// What is in the folder of this path, in the order of the tabs: tabs, and folders where their first tab is.
fn groups(document: Id, path: &[String], inside: &[&Element]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut seen: Vec<&String> = Vec::new();
    for element in inside {
        let Some(folder) = element.folder.get(path.len()) else {
            found.push(
                json!({ "btType": "BTDocumentElementReference-2484", "elementId": element.id, "nodeId": null }),
            );
            continue;
        };
        if seen.contains(&folder) {
            continue;
        }
        seen.push(folder);
        let deeper: Vec<String> = path.iter().chain([folder]).cloned().collect();
        let within: Vec<&Element> =
            inside.iter().filter(|other| other.folder.starts_with(&deeper)).copied().collect();
        found.push(json!({
            "btType": "BTElementGroup-1458",
            "groupName": folder,
            "nodeId": Id::of("tab-folder", format_args!("{document}/{}", deeper.join("/"))),
            "groups": groups(document, &deeper, &within),
        }));
    }
    found
}
