//! `/metadata/…`: properties of documents, elements and parts, read and changed.

pub mod properties;

use super::answer;
use super::call::Call;
use super::elements::change;
use super::error::ApiError;
use super::target::Target;
use crate::models::Fineness;
use crate::webhooks::event::Kind as Event;
use crate::world::element::{Content, Element};
use crate::world::permission::Permission;
use crate::world::structure;
use axum::response::Response;
use properties::{Subject, applies, options, value};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `/metadata/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["d", did, wvm, id, rest @ ..] = rest else { return None };
    if call.method == http::Method::POST {
        return match (*wvm, rest) {
            ("w", []) => Some(update_document(call, did)),
            ("w", ["e", eid]) => Some(update(call, did, id, eid, None)),
            ("w", ["e", eid, "p", part]) => Some(update(call, did, id, eid, Some(part))),
            // Versions and microversions do not change.
            ("v" | "m", [] | ["e", _] | ["e", _, "p", _]) => Some(Err(ApiError::NoAccess)),
            _ => None,
        };
    }
    let target = match call.target(did, wvm, id) {
        Ok(target) => target,
        Err(error) => return Some(Err(error)),
    };
    Some(match (call.method.as_str(), rest) {
        ("GET", []) if *wvm != "m" => Ok(answer::json(&document(call, &target))),
        ("GET", ["e"]) => {
            let items: Result<Vec<_>, _> =
                target.elements().iter().map(|tab| element(call, &target, tab)).collect();
            items.map(|items| list(call, &items))
        }
        ("GET", ["e", eid]) => {
            target.element(eid).and_then(|tab| element(call, &target, tab)).map(|info| answer::json(&info))
        }
        ("GET", ["e", eid, "p"]) => {
            target.studio(eid).and_then(|tab| parts(call, &target, tab)).map(|items| list(call, &items))
        }
        ("GET", ["e", eid, "p", wanted]) => target.studio(eid).and_then(|tab| {
            let found = parts(call, &target, tab)?
                .into_iter()
                .find(|part| part.get("partId") == Some(&json!(wanted)));
            found
                .map(|part| answer::json(&part))
                .ok_or_else(|| ApiError::NotFound("Part not found.".to_owned()))
        }),
        _ => return None,
    })
}

fn list(call: &Call<'_>, items: &[Value]) -> Response {
    answer::json(&json!({ "href": href(call), "items": items, "next": null, "prev": null }))
}

fn href(call: &Call<'_>) -> String {
    format!("{}{}", call.state.base_url, call.asked)
}

fn document(call: &Call<'_>, target: &Target) -> Value {
    json!({ "jsonType": "metadata-workspace", "href": href(call), "thumbnail": null,
            "properties": infos(call, target, &Subject::Document(&target.document)) })
}

/// `BTMetadataElementInfo`; `depth` 2 and more nests the parts.
fn element(call: &Call<'_>, target: &Target, element: &Element) -> Result<Value, ApiError> {
    let number = match element.content {
        Content::Studio(_) | Content::EmptyStudio | Content::BrokenStudio => 0,
        Content::Assembly(_) => 1,
        Content::Drawing(_) => 2,
        Content::FeatureStudio => 3,
        Content::Blob(_) => 4,
        _ => 5,
    };
    let deep = call.query.number("depth")?.is_some_and(|depth| depth > 1) && element.content.is_studio();
    let parts = if deep {
        json!({ "href": null, "items": parts(call, target, element)?, "next": null, "prev": null })
    } else {
        Value::Null
    };
    Ok(json!({
        "jsonType": "metadata-element",
        "elementId": element.id,
        "elementType": number,
        "mimeType": element.content.data_type(),
        "href": format!("{}/api/metadata/d/{}/{}/{}/e/{}", call.state.base_url, target.document.id, target.wvm.letter(), target.wvm.id(), element.id),
        "thumbnail": null,
        "properties": infos(call, target, &Subject::Element(element)),
        "parts": parts,
    }))
}

/// `BTMetadataPartInfo`
fn parts(call: &Call<'_>, target: &Target, element: &Element) -> Result<Vec<Value>, ApiError> {
    let configuration = call.query.get("configuration").unwrap_or("default");
    let parts = structure::parts(element, Fineness::NORMAL, configuration)?;
    let href = format!(
        "{}/api/metadata/d/{}/{}/{}/e/{}/p",
        call.state.base_url,
        target.document.id,
        target.wvm.letter(),
        target.wvm.id(),
        element.id
    );
    let info = |part: &crate::models::part::Part| {
        let id = percent_encoding::utf8_percent_encode(&part.id, percent_encoding::NON_ALPHANUMERIC);
        json!({
            "jsonType": "metadata-part",
            "partId": part.id,
            "partType": part.body.name(),
            "partIdentity": null,
            "isFlattenedBody": false,
            "meshState": 0,
            "href": format!("{href}/{id}"),
            "thumbnail": null,
            "properties": infos(call, target, &Subject::Part(element, part)),
        })
    };
    Ok(parts.iter().map(info).collect())
}

fn infos(call: &Call<'_>, target: &Target, subject: &Subject<'_>) -> Vec<Value> {
    let computed = call.query.flag_or("includeComputedProperties", true);
    properties::all()
        .filter(|property| applies(property, subject) && (computed || !property.is_computed()))
        .map(|property| {
            if target.document.bare {
                return json!({ "propertyId": property.id, "name": null, "value": null, "valueType": null });
            }
            let choices: Vec<_> = options(property)
                .iter()
                .map(|(value, label)| json!({ "value": value, "label": label, "state": 0 }))
                .collect();
            let own = property.is_computed();
            let failed = property.member == "materialPrice";
            let value = value(property, subject);
            let many = value.is_array() && property.kind == "ENUM";
            json!({
                "name": property.name,
                "value": value,
                "defaultValue": null,
                "propertyId": property.id,
                "valueType": property.kind,
                "propertySource": if own { 6 } else { 3 },
                "schemaId": property.category,
                "required": property.member == "name",
                "editable": property.editable,
                "editableInUi": property.editable,
                "multivalued": many,
                "computedProperty": own,
                "computedAssemblyProperty": false,
                "computedPropertyError": failed.then_some("The price list has no entry for the material"),
                "enumValues": if choices.is_empty() { Value::Null } else { json!(choices) },
                "dateFormat": null,
                "validator": { "min": null, "max": null, "minLength": null, "maxLength": (property.kind == "STRING").then_some(10_000),
                               "minCount": null, "maxCount": null, "minDate": null, "maxDate": null, "pattern": null, "quantityType": null },
                "uiHints": { "multiline": matches!(property.member, "description" | "remarks") },
                "propertyOverrideStatus": 0,
            })
        })
        .collect()
}

/// The body of an update.
#[derive(Debug, Deserialize)]
struct Update {
    #[serde(default)]
    properties: Vec<Edit>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Edit {
    property_id: String,
    #[serde(default)]
    value: Value,
}

impl Update {
    fn checked(self) -> Result<Vec<Edit>, ApiError> {
        for edit in &self.properties {
            let property = properties::of_id(&edit.property_id)
                .ok_or_else(|| ApiError::BadRequest(format!("Unknown property: {}", edit.property_id)))?;
            if !property.editable || !properties::accepts(property, &edit.value) {
                return Err(ApiError::BadRequest(format!("Invalid value for {}", property.name)));
            }
        }
        Ok(self.properties)
    }
}

fn update(
    call: &Call<'_>,
    did: &str,
    wid: &str,
    eid: &str,
    part: Option<&str>,
) -> Result<Response, ApiError> {
    let edits = call.json::<Update>()?.checked()?;
    let id = super::target::id(eid)?;
    change(call, did, wid, "Update metadata".to_owned(), (Event::Metadata, Some(id)), |elements| {
        let not_found = |what: &str| ApiError::NotFound(format!("{what} not found."));
        let element =
            elements.iter_mut().find(|element| element.id == id).ok_or_else(|| not_found("Element"))?;
        if let Some(wanted) = part {
            let parts = structure::parts(element, Fineness::COARSE, "default")?;
            parts.iter().find(|part| part.id == wanted).ok_or_else(|| not_found("Part"))?;
        }
        for edit in edits {
            if part.is_none() && edit.property_id == properties::NAME {
                element.name = edit.value.as_str().unwrap_or(&element.name).to_owned();
                continue;
            }
            let values =
                element.properties.entry(part.unwrap_or_default().to_owned()).or_insert_with(BTreeMap::new);
            if edit.value.is_null() {
                values.remove(&edit.property_id);
            } else {
                values.insert(edit.property_id, edit.value);
            }
        }
        Ok(())
    })?;
    Ok(answer::json(&json!({ "status": "OK" })))
}

/// Name and description of a document.
fn update_document(call: &Call<'_>, did: &str) -> Result<Response, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let edits = call.json::<Update>()?.checked()?;
    let now = call.state.now();
    call.state.world_mut().change(document.id, |document| {
        for edit in edits {
            let text = edit.value.as_str().map(str::to_owned);
            match properties::of_id(&edit.property_id).map(|property| property.member) {
                Some("name") => document.name = text.unwrap_or_default(),
                Some("description") => document.description = text,
                _ if edit.value.is_null() => {
                    document.properties.remove(&edit.property_id);
                }
                _ => {
                    document.properties.insert(edit.property_id, edit.value);
                }
            }
        }
        (document.modified_at, document.modified_by) = (now, call.bearer.user);
    });
    Ok(answer::json(&json!({ "status": "OK" })))
}
