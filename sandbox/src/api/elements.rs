//! `/elements/…`: configurations, and tabs that come and go.

use super::answer;
use super::call::Call;
use super::documents;
use super::error::ApiError;
use super::target::{self, Target};
use super::translations::formats;
use crate::models::configuration::{Configuration, Kind, Parameter, Setting};
use crate::webhooks::event::Kind as Event;
use crate::world::document::Step;
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `/elements/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, wvm, id, "e", eid, "configuration"]) => {
            call.target(did, wvm, id).and_then(|target| configuration(&target, eid))
        }
        ("POST", ["d", did, "e", eid, "configurationencodings"]) => encode(call, did, eid),
        ("GET", ["d", did, wvm, id, "e", eid, "configurationencodings", encoded]) => {
            call.target(did, wvm, id).and_then(|target| decode(&target, eid, encoded))
        }
        ("GET", ["translatorFormats", did, wv @ ("w" | "v"), id, eid]) => {
            formats::of_element(call, [did, wv, id, eid], None)
        }
        ("DELETE", ["d", did, "w", wid, "e", eid]) => delete(call, did, wid, eid),
        _ => return None,
    })
}

fn parameters(element: &Element) -> &'static [Parameter] {
    element.content.model().map_or(&[], crate::models::Model::parameters)
}

/// `BTConfigurationResponse-2019`
fn configuration(target: &Target, eid: &str) -> Result<Response, ApiError> {
    let element = target.element(eid)?;
    if !element.content.is_studio() && !element.content.is_assembly() {
        return Err(ApiError::BadRequest("The element cannot be configured.".to_owned()));
    }
    if target.document.bare {
        let nothing = json!({ "btType": "BTConfigurationResponse-2019", "configurationParameters": null,
                              "currentConfiguration": null, "sourceMicroversion": null });
        return Ok(answer::json(&nothing));
    }
    let all = parameters(element);
    Ok(answer::json(&json!({
        "btType": "BTConfigurationResponse-2019",
        "configurationParameters": all.iter().map(parameter_info).collect::<Vec<_>>(),
        "currentConfiguration": all.iter().map(current).collect::<Vec<_>>(),
        "libraryVersion": 2_500,
        "microversionSkew": false,
        "rejectMicroversionSkew": false,
        "serializationVersion": "1.2.5",
        "sourceMicroversion": element.microversion,
    })))
}

fn parameter_info(parameter: &Parameter) -> Value {
    let (bt_type, kind, more) = match parameter.kind {
        Kind::List(options) => {
            let options: Vec<_> = options
                .iter()
                .map(|(id, name)| json!({ "btType": "BTMEnumOption-592", "option": id, "optionName": name }))
                .collect();
            let first = parameter.kind.default().encoded();
            (
                "BTMConfigurationParameterEnum-105",
                "ENUM",
                json!({ "defaultValue": first, "options": options, "enumName": format!("{}_conf", parameter.id) }),
            )
        }
        Kind::Checkbox { default } => {
            ("BTMConfigurationParameterBoolean-2550", "BOOLEAN", json!({ "defaultValue": default }))
        }
        Kind::Length { min, default, max } => quantity("LENGTH", "meter", [min, default, max]),
        Kind::Angle { min, default, max } => quantity("ANGLE", "degree", [min, default, max]),
        Kind::Count { min, default, max } => quantity("INTEGER", "", [min, default, max].map(f64::from)),
        Kind::Text { default } => {
            ("BTMConfigurationParameterString-872", "STRING", json!({ "defaultValue": default }))
        }
    };
    let mut info = json!({
        "btType": bt_type, "parameterId": parameter.id, "parameterName": parameter.name, "parameterType": kind,
        "isCosmetic": false, "visibilityCondition": null, "generatedParameterId": null,
    });
    if let (Some(info), Value::Object(more)) = (info.as_object_mut(), more) {
        info.extend(more);
    }
    info
}

/// A quantity's types, and its range in `units`.
fn quantity(kind: &str, units: &str, [min, default, max]: [f64; 3]) -> (&'static str, &'static str, Value) {
    let range = json!({ "btType": "BTQuantityRange-181", "minValue": min, "defaultValue": default, "maxValue": max,
                        "units": units, "location": null });
    (
        "BTMConfigurationParameterQuantity-1826",
        "QUANTITY",
        json!({ "quantityType": kind, "rangeAndDefault": range }),
    )
}

fn current(parameter: &Parameter) -> Value {
    let (bt_type, more) = match parameter.kind.default() {
        Setting::Option(value) => {
            ("BTMParameterEnum-145", json!({ "value": value, "enumName": format!("{}_conf", parameter.id) }))
        }
        Setting::Flag(value) => ("BTMParameterBoolean-144", json!({ "value": value })),
        Setting::Length(value) => (
            "BTMParameterQuantity-147",
            json!({ "value": value, "units": "meter", "expression": format!("{value} m"), "isInteger": false }),
        ),
        Setting::Angle(value) => (
            "BTMParameterQuantity-147",
            json!({ "value": value, "units": "degree", "expression": format!("{value} deg"), "isInteger": false }),
        ),
        Setting::Count(value) => (
            "BTMParameterQuantity-147",
            json!({ "value": value, "units": "", "expression": value.to_string(), "isInteger": true }),
        ),
        Setting::Text(value) => ("BTMParameterString-149", json!({ "value": value })),
    };
    let mut info = json!({ "btType": bt_type, "parameterId": parameter.id, "parameterName": parameter.name });
    if let (Some(info), Value::Object(more)) = (info.as_object_mut(), more) {
        info.extend(more);
    }
    info
}

/// `BTConfigurationParams`
#[derive(Debug, Deserialize)]
struct Entries {
    #[serde(default)]
    parameters: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    parameter_id: String,
    parameter_value: String,
}

fn encode(call: &Call<'_>, did: &str, eid: &str) -> Result<Response, ApiError> {
    let document = call.document(did)?;
    let eid = target::id(eid)?;
    let element = document.element(eid).ok_or_else(|| ApiError::NotFound("Element not found.".to_owned()))?;
    let entries: Entries = call.json()?;
    let escape = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs = entries
        .parameters
        .iter()
        .map(|entry| format!("{}={}", entry.parameter_id, escape(&entry.parameter_value)));
    let text = pairs.collect::<Vec<_>>().join(";");
    let encoded = Configuration::parse(&text, parameters(&element))?.encoded();
    let query: String = url::form_urlencoded::byte_serialize(encoded.as_bytes()).collect();
    Ok(answer::json(&json!({ "encodedId": encoded, "queryParam": format!("configuration={query}") })))
}

/// `BTConfigurationInfo`
fn decode(target: &Target, eid: &str, encoded: &str) -> Result<Response, ApiError> {
    let all = parameters(target.element(eid)?);
    let configuration = Configuration::parse(encoded, all)?;
    let entries: Vec<_> = all
        .iter()
        .map(|parameter| {
            let value = configuration.of(parameter);
            let number = match parameter.kind {
                Kind::List(_) => 0,
                Kind::Checkbox { .. } => 1,
                Kind::Length { .. } | Kind::Angle { .. } | Kind::Count { .. } => 3,
                Kind::Text { .. } => 2,
            };
            json!({ "parameterId": parameter.id, "parameterName": parameter.name, "parameterType": number,
                    "parameterValue": value.encoded(), "parameterDisplayValue": value.encoded(),
                    "explicit": value != parameter.kind.default(), "isCosmetic": false, "isVisible": true })
        })
        .collect();
    Ok(answer::json(&json!({ "isStandardContent": false, "parameters": entries })))
}

/// Changes a workspace that the token may write to, and tells webhooks.
pub fn change<T>(
    call: &Call<'_>,
    did: &str,
    wid: &str,
    description: String,
    event: (Event, Option<Id>),
    change: impl FnOnce(&mut Vec<Element>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let document = call.document_to(Permission::Write, did)?;
    let wid = target::id(wid)?;
    document.at(Wvm::Workspace(wid)).ok_or(ApiError::NoAccess)?;
    let (author, date) = (call.bearer.user, call.state.now());
    let mut world = call.state.world_mut();
    // As it is now: somebody else may have changed it since the permission was looked at.
    let document = world.document(document.id).ok_or(ApiError::NoAccess)?;
    let step = Step { microversion: world.fresh("microversion"), author, date, description };
    let mut result = Err(ApiError::NoAccess);
    // A change that is refused leaves no trace in the history.
    let mut tried = document.as_ref().clone();
    tried.advance(wid, step, |elements| result = change(elements));
    let value = result?;
    world.change(document.id, |document| *document = tried);
    drop(world);
    let (kind, element) = event;
    call.state.emit(kind, author, |event| {
        event.document = Some(document.id);
        event.workspace = Some(wid);
        event.element = element;
    });
    Ok(value)
}

/// `DELETE /elements/d/{did}/w/{wid}/e/{eid}`
fn delete(call: &Call<'_>, did: &str, wid: &str, eid: &str) -> Result<Response, ApiError> {
    let id = target::id(eid)?;
    change(call, did, wid, "Delete tab".to_owned(), (Event::DeleteElement, Some(id)), |elements| {
        let before = elements.len();
        elements.retain(|element| element.id != id);
        if elements.len() < before {
            Ok(())
        } else {
            Err(ApiError::NotFound("Element not found.".to_owned()))
        }
    })?;
    Ok(answer::json(&json!({})))
}

/// A tab to be made (`BTModelElementParams`).
#[derive(Debug, Deserialize)]
struct NewTab {
    name: Option<String>,
}

/// `POST /partstudios/d/{did}/w/{wid}` and `POST /assemblies/d/{did}/w/{wid}`
pub fn create(call: &Call<'_>, did: &str, wid: &str, content: Content) -> Result<Response, ApiError> {
    let params: NewTab = call.json()?;
    let name =
        params.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| content.type_name().to_owned());
    if name.chars().count() > 256 {
        return Err(ApiError::BadRequest("A name of 1 to 256 characters is required".to_owned()));
    }
    add(call, did, wid, name, content)
}

/// Adds a tab and answers it (`BTDocumentElementInfo`).
pub fn add(
    call: &Call<'_>,
    did: &str,
    wid: &str,
    name: String,
    content: Content,
) -> Result<Response, ApiError> {
    let id = call.state.world_mut().fresh("element");
    let at = call.state.now();
    let description = format!("Insert tab : {name}");
    change(call, did, wid, description, (Event::CreateElement, Some(id)), |elements| {
        let microversion = Id::of("element-microversion", id);
        let properties = BTreeMap::new();
        elements.push(Element {
            id,
            name,
            content,
            microversion,
            changed_at: at,
            folder: Vec::new(),
            properties,
        });
        Ok(())
    })?;
    let target = call.target(did, "w", wid)?;
    let element = target.element(&id.to_string())?;
    Ok(answer::json(&documents::element_info(call, &target, element)))
}
