//! `GET /assemblies/…`: the definition of an assembly (`BTAssemblyDefinitionInfo`), in metres.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use crate::world::id::Id;
use crate::world::instance;
use crate::world::placed::Placed;
use axum::response::Response;
use serde_json::{Value, json};

/// `/assemblies/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, wvm, id, "e", eid]) => {
            call.target(did, wvm, id).and_then(|target| definition(&target, eid))
        }
        _ => return None,
    })
}

/// The whole definition; the sandbox's assemblies have no features or patterns.
fn definition(target: &Target, eid: &str) -> Result<Response, ApiError> {
    let element = target.assembly(eid)?;
    let placed = instance::placed(target.elements(), element);
    let instances: Vec<_> = placed.iter().map(|placed| instance_info(target, placed)).collect();
    let occurrences: Vec<_> = placed
        .iter()
        .map(|placed| json!({ "path": [placed.id], "transform": placed.transform.0, "hidden": placed.hidden, "fixed": placed.fixed }))
        .collect();
    Ok(answer::json(&json!({
        "rootAssembly": {
            "instances": instances,
            "occurrences": occurrences,
            "features": [],
            "patterns": [],
            "documentId": target.document.id,
            "elementId": element.id,
            "documentMicroversion": target.microversion(),
            "configuration": "default",
            "fullConfiguration": "default",
        },
        "subAssemblies": [],
        "parts": parts(target, &placed),
        "partStudioFeatures": [],
    })))
}

fn instance_info(target: &Target, placed: &Placed) -> Value {
    let mut info = part_info(target, placed);
    if let Some(info) = info.as_object_mut() {
        info.remove("bodyType");
        info.insert("type".to_owned(), json!("Part"));
        info.insert("id".to_owned(), json!(placed.id));
        info.insert("name".to_owned(), json!(placed.name));
        info.insert("suppressed".to_owned(), json!(placed.suppressed));
    }
    info
}

fn part_info(target: &Target, placed: &Placed) -> Value {
    json!({
        "documentId": target.document.id,
        "elementId": placed.element,
        "documentMicroversion": target.microversion(),
        "partId": placed.part,
        "partNumber": null,
        "revision": null,
        "bodyType": "solid",
        "isStandardContent": false,
        "configuration": "default",
        "fullConfiguration": "default",
    })
}

/// Each part once, however often it is used.
fn parts(target: &Target, placed: &[Placed]) -> Vec<Value> {
    let mut seen: Vec<(Id, Option<&str>)> = Vec::new();
    let mut parts = Vec::new();
    for placed in placed {
        let key = (placed.element, placed.part.as_deref());
        if !seen.contains(&key) {
            seen.push(key);
            parts.push(part_info(target, placed));
        }
    }
    parts
}
