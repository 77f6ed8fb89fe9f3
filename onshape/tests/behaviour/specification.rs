//! Onshape's `OpenAPI` document, which `ONSHAPE_OPENAPI` names.

use std::io::Write;

use serde_json::Value;

/// The document; without it the test says that it was skipped.
pub fn specification() -> Option<Value> {
    let Some(path) = std::env::var_os("ONSHAPE_OPENAPI") else {
        let thread = std::thread::current();
        let why = "ONSHAPE_OPENAPI names no OpenAPI document (make openapi fetches one)";
        let line = format!("skipped {}: {why}\n", thread.name().unwrap_or("a test"));
        // Not by `println!`, which the test runner keeps to itself while a test passes.
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// An operation of it.
pub fn find<'a>(specification: &'a Value, operation: &str) -> Option<&'a Value> {
    let paths = specification["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|methods| methods.as_object().unwrap().values());
    operations.into_iter().find(|candidate| candidate["operationId"] == operation)
}
