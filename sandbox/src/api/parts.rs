//! `/parts/…`: the parts of part studios (`BTPartMetadataInfo`).

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::geometry;
use super::metadata::properties::{self, Subject};
use super::partstudios::{gltf, stl};
use super::target::Target;
use super::thumbnails;
use crate::models::Fineness;
use crate::models::material::Material;
use crate::models::part::Part;
use crate::world::element::Element;
use crate::world::structure;
use axum::response::Response;
use serde_json::{Value, json};

/// `/parts/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["d", did, wvm, id, rest @ ..] = rest else { return None };
    if call.method != http::Method::GET {
        return None;
    }
    let target = match call.target(did, wvm, id) {
        Ok(target) => target,
        Err(error) => return Some(Err(error)),
    };
    let found = |eid: &str| target.studio(eid).map(|element| target.found(element));
    Some(match rest {
        [] => of_document(call, &target),
        ["e", eid] => of_element(call, &target, eid),
        ["e", eid, "partid", part, "boundingboxes"] => {
            found(eid).and_then(|found| geometry::bounding_box(call, &found, Some(part)))
        }
        ["e", eid, "partid", part, "massproperties"] => {
            found(eid).and_then(|found| geometry::studio_mass(call, &found, Some(part)))
        }
        ["e", eid, "partid", part, "shadedviews"] => {
            found(eid).and_then(|found| geometry::shaded_views(call, &found, Some(part)))
        }
        ["e", eid, "partid", part, "gltf"] => gltf::redirect(call, &target, eid, Some(part)),
        ["e", eid, "partid", part, "stl"] => stl::redirect(call, &target, eid, Some(part)),
        _ => return None,
    })
}

/// `GET /parts/d/{did}/{wvm}/{wvmid}`: of every part studio, or of the one that `elementId` names.
fn of_document(call: &Call<'_>, target: &Target) -> Result<Response, ApiError> {
    if let Some(eid) = call.query.get("elementId") {
        return of_element(call, target, eid);
    }
    let all: Result<Vec<_>, _> =
        target.elements().iter().map(|element| infos(call, target, element)).collect();
    Ok(answer::json(&json!(all?.concat())))
}

/// `GET /parts/d/{did}/{wvm}/{wvmid}/e/{eid}`: an empty list for an empty studio.
fn of_element(call: &Call<'_>, target: &Target, eid: &str) -> Result<Response, ApiError> {
    Ok(answer::json(&json!(infos(call, target, target.studio(eid)?)?)))
}

fn infos(call: &Call<'_>, target: &Target, element: &Element) -> Result<Vec<Value>, ApiError> {
    let configuration = call.query.get("configuration").unwrap_or("default");
    let parts = structure::parts(element, Fineness::COARSE, configuration)?;
    let numbered = parts.iter().enumerate();
    Ok(numbered.map(|(ordinal, part)| info(call, target, element, part, ordinal)).collect())
}

fn info(call: &Call<'_>, target: &Target, element: &Element, part: &Part, ordinal: usize) -> Value {
    if target.document.bare {
        return json!({ "name": null, "partId": part.id, "elementId": element.id, "bodyType": null, "partNumber": null,
            "material": null, "appearance": null, "state": null, "ordinal": null, "isHidden": null });
    }
    let subject = Subject::Part(element, part);
    let property =
        |member| properties::of_member(member).map(|property| properties::value(property, &subject));
    let picture = call.query.flag("withThumbnails");
    json!({
        "name": property("name"),
        "partId": part.id,
        "elementId": element.id,
        "microversionId": element.microversion,
        "bodyType": part.body.name(),
        "partNumber": property("partNumber"),
        "revision": property("revision"),
        "state": property("state"),
        "description": property("description"),
        "material": property("material"),
        "appearance": property("appearance"),
        "isMesh": false,
        "meshState": "NO_MESH",
        "isHidden": part.hidden,
        "isFlattenedBody": false,
        "ordinal": ordinal,
        "configurationId": call.query.get("configuration").unwrap_or("default"),
        "customProperties": {},
        "propertySourceTypes": {},
        "partIdentity": null,
        "partQuery": format!("query=qTransient(\"{}\");", part.id),
        "title1": property("title1"), "title2": property("title2"), "title3": property("title3"),
        "vendor": property("vendor"), "project": property("project"), "productLine": property("productLine"),
        "thumbnailInfo": picture.then(|| thumbnails::of_element(&call.state.base_url, &target.document, target.wvm, element)).flatten(),
    })
}

/// `BTPartMaterialInfo`
pub fn material(material: Material) -> Value {
    json!({ "displayName": material.name, "id": material.name, "libraryName": "Onshape Material Library", "properties": [
        { "name": "DENS", "displayName": "Density", "value": material.density.to_string(), "units": "kg/m^3", "type": "REAL" }
    ] })
}
