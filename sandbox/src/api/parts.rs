//! The parts of part studios (`BTPartMetadataInfo`).

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::partstudios::gltf;
use super::target::Target;
use crate::models::Fineness;
use crate::models::material::Material;
use crate::models::part::Part;
use crate::world::element::Element;
use axum::response::Response;
use serde_json::{Value, json};

/// `/parts/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let target = |did: &str, wvm: &str, id: &str| call.target(did, wvm, id);
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, wvm, id]) => target(did, wvm, id).and_then(|target| of_document(call, &target)),
        ("GET", ["d", did, wvm, id, "e", eid]) => {
            target(did, wvm, id).and_then(|target| of_element(&target, eid))
        }
        ("GET", ["d", did, wvm, id, "e", eid, "partid", part, "gltf"]) => {
            target(did, wvm, id).and_then(|target| gltf::redirect(call, &target, eid, Some(part)))
        }
        _ => return None,
    })
}

/// `GET /parts/d/{did}/{wvm}/{wvmid}`: of every part studio, or of the one that `elementId` names.
pub fn of_document(call: &Call<'_>, target: &Target) -> Result<Response, ApiError> {
    if let Some(eid) = call.query.get("elementId").filter(|text| !text.is_empty()) {
        return of_element(target, eid);
    }
    let items: Vec<_> = target.elements().iter().flat_map(|element| infos(target, element)).collect();
    Ok(answer::json(&json!(items)))
}

/// `GET /parts/d/{did}/{wvm}/{wvmid}/e/{eid}`: an empty list for an empty studio.
pub fn of_element(target: &Target, eid: &str) -> Result<Response, ApiError> {
    Ok(answer::json(&json!(infos(target, target.studio(eid)?))))
}

fn infos(target: &Target, element: &Element) -> Vec<Value> {
    let Some(model) = element.content.model() else { return Vec::new() };
    let parts = model.parts(Fineness::COARSE);
    parts.iter().enumerate().map(|(ordinal, part)| info(target, element, part, ordinal)).collect()
}

fn info(target: &Target, element: &Element, part: &Part, ordinal: usize) -> Value {
    if target.document.bare {
        return json!({ "name": null, "partId": part.id, "elementId": element.id, "bodyType": null, "partNumber": null,
            "material": null, "appearance": null, "state": null, "ordinal": null, "isHidden": null });
    }
    let [red, green, blue] = part.color;
    json!({
        "name": part.name,
        "partId": part.id,
        "elementId": element.id,
        "microversionId": element.microversion,
        "bodyType": part.body.name(),
        "partNumber": part.number,
        "revision": null,
        "state": "IN_PROGRESS",
        "description": null,
        "material": part.material.map(material),
        "appearance": { "color": { "red": red, "green": green, "blue": blue }, "opacity": part.opacity, "isGenerated": false },
        "isMesh": false,
        "meshState": "NO_MESH",
        "isHidden": part.hidden,
        "isFlattenedBody": false,
        "ordinal": ordinal,
        "configurationId": "default",
        "customProperties": {},
        "propertySourceTypes": {},
        "partIdentity": null,
        "partQuery": format!("query=qTransient(\"{}\");", part.id),
        "title1": null, "title2": null, "title3": null,
        "vendor": null, "project": null, "productLine": null,
        "thumbnailInfo": null,
    })
}

fn material(material: Material) -> Value {
    json!({ "displayName": material.name, "id": material.name, "libraryName": "Onshape Material Library", "properties": [
        { "name": "DENS", "displayName": "Density", "value": material.density.to_string(), "units": "kg/m^3", "type": "REAL" }
    ] })
}
