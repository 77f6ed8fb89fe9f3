//! Onshape's `OpenAPI` document (3.0.1) as JSON Schema.
//!
//! Two things have to be said in JSON Schema's words: a discriminator says which schema a value is checked against, and
//! null stands for an optional property that is absent, since real answers are full of nulls that the document, which has
//! next to no `nullable`, does not admit.

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

/// More problems of one answer than these say nothing new.
const PROBLEMS: usize = 20;

pub struct Spec {
    schemas: Value,
    /// By operation id: the media types of its answer, and the schema of each, or nothing where it is not JSON.
    answers: HashMap<String, Vec<(String, Option<Value>)>>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Spec {
    /// The document that `ONSHAPE_OPENAPI` names, read once for all tests; says so when there is none.
    pub fn load() -> Option<&'static Self> {
        static SPEC: OnceLock<Option<Spec>> = OnceLock::new();
        let spec = SPEC.get_or_init(Self::read).as_ref();
        if spec.is_none() {
            let thread = std::thread::current();
            let why = "ONSHAPE_OPENAPI names no OpenAPI document (make openapi fetches one)";
            let line = format!("skipped {}: {why}\n", thread.name().unwrap_or("a test"));
            // Not by `println!`, which the test runner keeps to itself while a test passes. At once, since tests run beside
            // each other.
            std::io::stderr().write_all(line.as_bytes()).unwrap();
        }
        spec
    }

    fn read() -> Option<Self> {
        let path = std::env::var_os("ONSHAPE_OPENAPI")?;
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
                    ["200", "default"].iter().find_map(|code| responses[code]["content"].as_object());
                let schema_of = |kind: &str, media: &Value| {
                    let schema = Some(&media["schema"]).filter(|schema| schema["format"] != "binary");
                    schema.filter(|_| essence(kind) == JSON).map(|schema| convert(schema, originals))
                };
                let kinds = answer
                    .into_iter()
                    .flatten()
                    .map(|(kind, media)| (essence(kind).to_owned(), schema_of(kind, media)))
                    .collect();
                answers.insert(name.to_owned(), kinds);
            }
        }
        Some(Self { schemas: schemas.into(), answers, validators: Mutex::default() })
    }

    /// Checks an answer: success against the operation's schema, an error against Onshape's error shape. Each problem
    /// begins with the place of what is wrong, as a JSON pointer.
    pub fn check(
        &self,
        operation: &str,
        status: u16,
        content_type: &str,
        body: &str,
    ) -> Result<(), Vec<String>> {
        let found = match status {
            400.. => error_shape(status, content_type, body),
            // Nothing to read: no content, or a redirect to where it is.
            204 | 300..400 => Vec::new(),
            _ => self.problems(operation, content_type, body),
        };
        if found.is_empty() {
            Ok(())
        } else {
            Err(found.iter().map(|problem| format!("{operation} {problem}")).collect())
        }
    }

    fn problems(&self, operation: &str, content_type: &str, body: &str) -> Vec<String> {
        let Some(kinds) = self.answers.get(operation) else {
            return vec!["is not in the document".to_owned()];
        };
        let kind = essence(content_type);
        let Some((_, schema)) = kinds.iter().find(|(declared, _)| is_kind(declared, kind)) else {
            let declared: Vec<_> = kinds.iter().map(|(declared, _)| declared).collect();
            return vec![format!("is {content_type:?} and not one of {declared:?}")];
        };
        let Some(schema) = schema else { return Vec::new() };
        let body: Value = match serde_json::from_str(body) {
            Ok(body) => body,
            Err(error) => return vec![format!("is not JSON: {error}")],
        };
        let validator = self.validator(operation, schema);
        let errors = validator.iter_errors(&body).take(PROBLEMS);
        errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    fn validator(&self, operation: &str, schema: &Value) -> Arc<Validator> {
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

const JSON: &str = "application/json";

/// A media type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// Whether an answer of this type is what the document says. `application/octet-stream` there is a file of any type.
fn is_kind(declared: &str, kind: &str) -> bool {
    let family = declared.strip_suffix('*').is_some_and(|family| kind.starts_with(family));
    declared == kind || family || (declared == "application/octet-stream" && kind != JSON)
}

fn error_shape(status: u16, content_type: &str, body: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(body).unwrap_or_default();
    let right = essence(content_type) == JSON
        && value["message"].is_string()
        && value["moreInfoUrl"] == ""
        && value["status"] == status
        && value["code"].is_i64();
    if right { Vec::new() } else { vec![format!("has not Onshape's error shape: {content_type} {body}")] }
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
                    // Not `anyOf`: that would call the whole value wrong and not say where.
                    let schema = if required.contains(&name.as_str()) {
                        schema
                    } else {
                        json!({ "if": { "not": { "type": "null" } }, "then": schema })
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
            "type" | "enum" | "required" | "pattern" | "minimum" | "maximum" | "uniqueItems"
            | "minLength" | "maxLength" => value.clone(),
            "format" if value == "int32" => {
                converted.insert("minimum".to_owned(), i32::MIN.into());
                converted.insert("maximum".to_owned(), i32::MAX.into());
                continue;
            }
            "format" if value == "int64" => {
                converted.insert("minimum".to_owned(), i64::MIN.into());
                converted.insert("maximum".to_owned(), i64::MAX.into());
                continue;
            }
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
