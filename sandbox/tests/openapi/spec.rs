//! Onshape's `OpenAPI` document (3.0.1) as JSON Schema.
//!
//! Two things have to be said in JSON Schema's words: a discriminator says which schema a value is checked against, and
//! null stands for an optional property that is absent, since real answers are full of nulls that the document, which has
//! next to no `nullable`, does not admit.

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

pub struct Spec {
    schemas: Value,
    /// By operation id: the schema of its answer, or nothing where it is not JSON.
    answers: HashMap<String, Option<Value>>,
    validators: Mutex<HashMap<String, std::sync::Arc<Validator>>>,
}

impl Spec {
    /// The document that `ONSHAPE_OPENAPI` names, read once for all tests; says so when there is none.
    pub fn load() -> Option<&'static Self> {
        static SPEC: OnceLock<Option<Spec>> = OnceLock::new();
        SPEC.get_or_init(Self::read).as_ref()
    }

    fn read() -> Option<Self> {
        let Some(path) = std::env::var_os("ONSHAPE_OPENAPI") else {
            println!("skipped: ONSHAPE_OPENAPI names no OpenAPI document (make openapi fetches one)");
            return None;
        };
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let document: Value = serde_json::from_str(&text).unwrap();
        let originals = document["components"]["schemas"].as_object().unwrap();
        let schemas: Map<_, _> =
            originals.iter().map(|(name, schema)| (name.clone(), convert(schema, originals))).collect();
        let mut answers = HashMap::new();
        for operations in document["paths"].as_object().unwrap().values() {
            for operation in operations.as_object().unwrap().values() {
                let Some(name) = operation["operationId"].as_str() else { continue };
                let responses = &operation["responses"];
                let answer =
                    ["200", "default"].iter().map(|code| &responses[code]).find(|answer| !answer.is_null());
                let json = answer.and_then(|answer| {
                    let content = answer["content"].as_object()?;
                    content
                        .iter()
                        .find(|(kind, _)| kind.starts_with("application/json"))
                        .map(|(_, media)| &media["schema"])
                });
                let schema = json
                    .filter(|schema| schema["format"] != "binary")
                    .map(|schema| convert(schema, originals));
                answers.insert(name.to_owned(), schema);
            }
        }
        Some(Self { schemas: schemas.into(), answers, validators: Mutex::default() })
    }

    /// Checks an answer: success against the operation's schema, an error against Onshape's error shape.
    pub fn check(&self, operation: &str, status: u16, body: &Value) -> Result<(), Vec<String>> {
        if status >= 400 {
            let right = body["message"].is_string()
                && body["moreInfoUrl"] == ""
                && body["status"] == status
                && body["code"].is_i64();
            return if right {
                Ok(())
            } else {
                Err(vec![format!("{operation}: not Onshape's error shape: {body}")])
            };
        }
        let Some(schema) = self.answers.get(operation) else {
            return Err(vec![format!("{operation} is not in the document")]);
        };
        let Some(schema) = schema else { return Ok(()) };
        let validator = self.validator(operation, schema);
        let errors: Vec<_> = validator
            .iter_errors(body)
            .take(5)
            .map(|error| format!("{operation} {}: {error}", error.instance_path()))
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn validator(&self, operation: &str, schema: &Value) -> std::sync::Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let made = validators.entry(operation.to_owned()).or_insert_with(|| {
            let whole = json!({ "components": { "schemas": self.schemas }, "allOf": [schema] });
            let options = jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .should_validate_formats(true);
            options.build(&whole).unwrap().into()
        });
        made.clone()
    }
}

fn convert(schema: &Value, all: &Map<String, Value>) -> Value {
    let Some(object) = schema.as_object() else { return schema.clone() };
    if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
        return discriminated(reference, all);
    }
    // What Onshape's generator makes of Java's `Object` and `byte[]`: real answers have any value (a property of metadata is
    // a text, a number or a list), and base64.
    let is_any = object.get("type") == Some(&json!("object"))
        && !["properties", "additionalProperties", "allOf", "oneOf"]
            .iter()
            .any(|key| object.contains_key(*key));
    if is_any {
        return json!({});
    }
    if object.get("type") == Some(&json!("array"))
        && object.get("items").is_some_and(|items| items["format"] == "byte")
    {
        return json!({ "type": "string", "pattern": "^[A-Za-z0-9+/]*={0,2}$" });
    }
    let required: Vec<&str> = object
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut converted = Map::new();
    for (key, value) in object {
        let new = match key.as_str() {
            "properties" => {
                let properties = value.as_object().unwrap().iter().map(|(name, property)| {
                    let schema = convert(property, all);
                    let schema = if required.contains(&name.as_str()) {
                        schema
                    } else {
                        json!({ "anyOf": [schema, { "type": "null" }] })
                    };
                    (name.clone(), schema)
                });
                Value::Object(properties.collect())
            }
            "items" | "additionalProperties" => convert(value, all),
            // A base class is meant as it stands, without asking its discriminator again.
            "allOf" => value
                .as_array()
                .unwrap()
                .iter()
                .map(|part| if part.get("$ref").is_some() { part.clone() } else { convert(part, all) })
                .collect(),
            "oneOf" | "anyOf" => value.as_array().unwrap().iter().map(|part| convert(part, all)).collect(),
            "type" | "enum" | "required" | "pattern" | "minimum" | "maximum" | "uniqueItems" => value.clone(),
            "format" if ["date-time", "uri"].contains(&value.as_str().unwrap_or_default()) => value.clone(),
            _ => continue,
        };
        converted.insert(key.clone(), new);
    }
    converted.into()
}

/// A reference, and if the schema has a discriminator, the schema that it names.
fn discriminated(reference: &str, all: &Map<String, Value>) -> Value {
    let name = reference.rsplit('/').next().unwrap();
    let discriminator = all.get(name).map_or(&Value::Null, |schema| &schema["discriminator"]);
    let (Some(property), Some(mapping)) =
        (discriminator["propertyName"].as_str(), discriminator["mapping"].as_object())
    else {
        return json!({ "$ref": reference });
    };
    let mut parts = vec![json!({ "$ref": reference })];
    let known: Vec<_> = mapping.keys().collect();
    // A schema that is used by itself, beside those that extend it, may be named by its own name.
    let own = json!({ "properties": { property: { "enum": [name] } } });
    parts.push(json!({ "anyOf": [{ "properties": { property: { "enum": known } } }, own] }));
    for (value, target) in mapping {
        parts.push(json!({ "if": { "properties": { property: { "const": value } }, "required": [property] }, "then": { "$ref": target } }));
    }
    json!({ "allOf": parts })
}
