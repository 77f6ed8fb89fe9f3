//! The tabs of a document with the folders that they are in.

use super::elements;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::target::Target;
use crate::world::id::Id;
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/{wvm}/{wvmid}/contents` (`BTDocumentContentsInfo`). Filters leave the folders as they are.
pub fn tree(call: &Call<'_>, target: &Target) -> Response {
    let reference =
        |id: Id| json!({ "btType": "BTDocumentElementReference-2484", "elementId": id, "nodeId": null });
    let mut groups: Vec<Value> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for element in target.elements() {
        let Some(folder) = element.folder.as_deref() else {
            groups.push(reference(element.id));
            continue;
        };
        if seen.contains(&folder) {
            continue;
        }
        seen.push(folder);
        let inside = target.elements().iter().filter(|other| other.folder.as_deref() == Some(folder));
        groups.push(json!({
            "btType": "BTElementGroup-1458",
            "groupName": folder,
            "nodeId": Id::of("tab-folder", format_args!("{}/{folder}", target.document.id)),
            "groups": inside.map(|other| reference(other.id)).collect::<Vec<_>>(),
        }));
    }
    answer::json(&json!({
        "elements": elements::infos(call, target),
        "folders": { "btType": "BTElementGroup-1458", "groupName": "", "nodeId": "root", "groups": groups },
    }))
}
