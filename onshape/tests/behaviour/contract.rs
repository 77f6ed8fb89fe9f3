//! Each request that the client makes, checked against Onshape's `OpenAPI` document.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    onshape::Onshape,
    operations::all,
    specification::{find, specification},
};

/// What the client does otherwise than the document says, and why.
const DELIBERATE: [(&str, &str, &str); 1] = [(
    "getPartsWMV",
    "\"elementId\" is missing",
    "the operation is the one that lists the parts of every element: with one, getPartsWMVE is meant",
)];

/// The names of a schema's properties, its parents' included.
fn properties(specification: &Value, schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return properties(specification, &specification["components"]["schemas"][name], names);
    }
    names.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()));
    for part in schema["allOf"].as_array().into_iter().flatten() {
        properties(specification, part, names);
    }
}

/// What is wrong with a request to this operation.
fn problems(
    specification: &Value,
    operation: &str,
    query: &[(String, String)],
    body: Option<&Value>,
) -> Vec<String> {
    let found = find(specification, operation);
    let Some(found) = found else { return vec![format!("{operation} is not in the document")] };
    let mut problems = Vec::new();
    let parameters = found["parameters"].as_array().cloned().unwrap_or_default();
    for (name, value) in query {
        let known =
            parameters.iter().find(|parameter| parameter["in"] == "query" && parameter["name"] == **name);
        let Some(known) = known else {
            problems.push(format!("{operation}: the query has {name}"));
            continue;
        };
        let schema = &known["schema"];
        let right = match schema["type"].as_str().unwrap_or_default() {
            "integer" => value.parse::<i64>().is_ok(),
            "number" => value.parse::<f64>().is_ok(),
            "boolean" => value == "true" || value == "false",
            _ => schema["enum"].as_array().is_none_or(|values| values.iter().any(|known| known == value)),
        };
        if !right {
            problems.push(format!("{operation}: {name} is {value}"));
        }
    }
    let due =
        parameters.iter().filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
    for parameter in due {
        if !query.iter().any(|(name, _)| parameter["name"] == **name) {
            problems.push(format!("{operation}: {} is missing", parameter["name"]));
        }
    }
    let schema = found["requestBody"]["content"].as_object().and_then(|kinds| kinds.values().next());
    match (schema, body) {
        (Some(media), Some(Value::Object(fields))) => {
            let mut names = BTreeSet::new();
            properties(specification, &media["schema"], &mut names);
            let unknown = fields.keys().filter(|name| !names.contains(*name));
            problems.extend(unknown.map(|name| format!("{operation}: the body has {name}")));
        }
        (None, Some(Value::Object(fields))) if fields.is_empty() => {}
        (None, Some(_)) => problems.push(format!("{operation} takes no body")),
        _ => {}
    }
    problems
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_is_one_that_onshapes_document_knows() {
    let Some(specification) = specification() else { return };
    let onshape = Onshape::start().await;
    let things = onshape.things().await;
    for operation in all() {
        let _ =
            (operation.call)(onshape.alice().fresh().as_of("c".repeat(24).parse().unwrap()), things.clone())
                .await;
    }
    let (_, entries) = onshape.sandbox.state().log.since(0);
    let (mut checked, mut found) = (BTreeSet::new(), Vec::new());
    for entry in entries.iter().filter(|entry| entry.path.starts_with("/api/")) {
        let Some(operation) = entry.operation else {
            found.push(format!("{} {} is no operation", entry.method, entry.path));
            continue;
        };
        checked.insert(operation);
        let query = entry.path.split_once('?').map_or("", |(_, query)| query);
        let query: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let whole = entry.whole().unwrap();
        let body = whole.request_body.as_deref().filter(|body| !body.is_empty());
        let body: Option<Value> = body.map(|body| serde_json::from_slice(body).unwrap());
        found.extend(problems(&specification, operation, &query, body.as_ref()));
    }
    found.retain(|problem| {
        !DELIBERATE.iter().any(|(operation, what, _)| problem == &format!("{operation}: {what}"))
    });
    assert!(found.is_empty(), "{found:#?}");
    let missing: Vec<_> =
        all().into_iter().map(|operation| operation.name).filter(|name| !checked.contains(name)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
}
