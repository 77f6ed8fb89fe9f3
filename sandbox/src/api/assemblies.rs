//! `GET /assemblies/…`: the definition of an assembly (`BTAssemblyDefinitionInfo`), in metres.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use crate::models::Fineness;
use crate::world::element::Content;
use crate::world::id::Id;
use crate::world::instance::{self, Instance};
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

/// The whole definition; the sandbox's assemblies have no sub-assemblies, features or patterns.
fn definition(target: &Target<'_>, eid: &str) -> Result<Response, ApiError> {
    let element = target.element(eid)?;
    if element.content != Content::Assembly {
        return Err(ApiError::BadRequest("The element is not an assembly.".to_owned()));
    }
    let instances = instance::of(target.document, &element, Fineness::COARSE);
    let list = |make: fn(&Target<'_>, &Instance) -> Value| -> Vec<_> {
        instances.iter().map(|instance| make(target, instance)).collect()
    };
    let occurrences: Vec<_> = instances
        .iter()
        .map(|instance| json!({ "path": [instance.id], "transform": instance.transform.0, "hidden": false, "fixed": false }))
        .collect();
    Ok(answer::json(&json!({
        "rootAssembly": {
            "instances": list(instance_info),
            "occurrences": occurrences,
            "features": [],
            "patterns": [],
            "documentId": target.document.id,
            "elementId": element.id,
            "documentMicroversion": target.microversion,
            "configuration": "default",
            "fullConfiguration": "default",
        },
        "subAssemblies": [],
        "parts": parts(target, &instances),
        "partStudioFeatures": [],
    })))
}

fn instance_info(target: &Target<'_>, instance: &Instance) -> Value {
    let mut info = part_info(target, instance);
    if let Some(info) = info.as_object_mut() {
        info.remove("bodyType");
        info.insert("type".to_owned(), json!("Part"));
        info.insert("id".to_owned(), json!(instance.id));
        info.insert("name".to_owned(), json!(instance.name));
        info.insert("suppressed".to_owned(), json!(false));
    }
    info
}

fn part_info(target: &Target<'_>, instance: &Instance) -> Value {
    json!({
        "documentId": target.document.id,
        "elementId": instance.studio.id,
        "documentMicroversion": target.microversion,
        "partId": instance.part.id,
        "partNumber": instance.part.number,
        "revision": null,
        "bodyType": "solid",
        "isStandardContent": false,
        "configuration": "default",
        "fullConfiguration": "default",
    })
}

/// Each part once, however often it is used.
fn parts(target: &Target<'_>, instances: &[Instance]) -> Vec<Value> {
    let mut seen: Vec<(Id, &str)> = Vec::new();
    let mut parts = Vec::new();
    for instance in instances {
        let key = (instance.studio.id, instance.part.id);
        if !seen.contains(&key) {
            seen.push(key);
            parts.push(part_info(target, instance));
        }
    }
    parts
}
