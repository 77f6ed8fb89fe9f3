//! The definition of an assembly (`BTAssemblyDefinitionInfo`), in metres.

use crate::api::answer;
use crate::api::call::Call;
use crate::models::Fineness;
use crate::models::part::Body;
use crate::models::space::Transform;
use crate::world::id::Id;
use crate::world::instance;
use crate::world::placed::Placed;
use crate::world::structure::{Found, Resolver};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

/// Deeper sub-assemblies are left out.
const DEEPEST: usize = 64;

/// `GET /assemblies/d/…/e/{eid}`: the root's instances, every occurrence with its place in the root, each sub-assembly and
/// each part once.
pub fn answer(call: &Call<'_>, found: &Found) -> Response {
    let configuration = call.query.get("configuration").unwrap_or("default");
    let mut definition = Definition {
        resolver: Resolver::new(call.state, Fineness::COARSE),
        without_suppressed: call.query.flag("excludeSuppressed"),
        with_open: call.query.flag("includeNonSolids"),
        occurrences: Vec::new(),
        sub_assemblies: Vec::new(),
        parts: Vec::new(),
        seen: HashSet::new(),
    };
    let mut root = definition.assembly(found, None);
    definition.walk(found, &[], &Transform::IDENTITY, false);
    if let Some(root) = root.as_object_mut() {
        root.insert("occurrences".to_owned(), Value::Array(definition.occurrences));
        root.insert("configuration".to_owned(), json!(configuration));
        root.insert("fullConfiguration".to_owned(), json!(configuration));
    }
    // Not by `json!`, which would copy it all.
    let members = [
        ("rootAssembly", root),
        ("subAssemblies", Value::Array(definition.sub_assemblies)),
        ("parts", Value::Array(definition.parts)),
        ("partStudioFeatures", json!([])),
    ];
    answer::json(&members.into_iter().collect::<BTreeMap<_, _>>())
}

struct Definition<'a> {
    resolver: Resolver<'a>,
    without_suppressed: bool,
    with_open: bool,
    occurrences: Vec<Value>,
    sub_assemblies: Vec<Value>,
    parts: Vec<Value>,
    seen: HashSet<(Id, Option<String>, String)>,
}

impl Definition<'_> {
    /// An assembly with its instances; `version` when it is linked.
    fn assembly(&mut self, found: &Found, version: Option<Id>) -> Value {
        let all = instance::placed(&found.tabs, &found.element);
        let mut instances = Vec::new();
        for placed in all.iter() {
            if self.is_wanted(found, placed) {
                instances.push(self.instance(found, placed));
            }
        }
        json!({
            "documentId": found.document,
            "elementId": found.element.id,
            "documentMicroversion": found.microversion,
            "documentVersion": version,
            "configuration": "default",
            "fullConfiguration": "default",
            "partNumber": null,
            "revision": null,
            "instances": instances,
            "features": [],
            "patterns": [],
        })
    }

    fn is_wanted(&mut self, from: &Found, placed: &Placed) -> bool {
        if placed.suppressed && self.without_suppressed {
            return false;
        }
        let body = self.part(from, placed).map(|(body, _)| body);
        self.with_open || body.is_none_or(Body::is_closed)
    }

    /// Body and number of the part that is used.
    fn part(&mut self, from: &Found, placed: &Placed) -> Option<(Body, String)> {
        let wanted = placed.part.as_ref()?;
        let found = self.resolver.follow(from, placed)?;
        let parts = self.resolver.shared_parts(&found.element, &placed.configuration).ok()?;
        let part = parts.iter().find(|part| part.id == *wanted)?;
        Some((part.body, part.number.to_string()))
    }

    fn reference(&mut self, from: &Found, placed: &Placed) -> Value {
        let found = self.resolver.follow(from, placed);
        json!({
            "documentId": placed.linked.map_or(from.document, |(document, _)| document),
            "documentVersion": placed.linked.map(|(_, version)| version),
            "documentMicroversion": found.map(|found| found.microversion),
            "elementId": placed.element,
            "partId": placed.part,
            "partNumber": self.part(from, placed).map(|(_, number)| number),
            "revision": null,
            "isStandardContent": false,
            "configuration": placed.configuration,
            "fullConfiguration": placed.configuration,
        })
    }

    fn instance(&mut self, from: &Found, placed: &Placed) -> Value {
        let mut info = self.reference(from, placed);
        if let Some(info) = info.as_object_mut() {
            let kind = if placed.part.is_some() { "Part" } else { "Assembly" };
            info.insert("type".to_owned(), json!(kind));
            info.insert("id".to_owned(), json!(placed.id));
            info.insert("name".to_owned(), json!(placed.name));
            info.insert("suppressed".to_owned(), json!(placed.suppressed));
        }
        info
    }

    fn walk(&mut self, found: &Found, above: &[Id], at: &Transform, hidden: bool) {
        let all = instance::placed(&found.tabs, &found.element);
        for placed in all.iter() {
            if !self.is_wanted(found, placed) {
                continue;
            }
            let (at, hidden) = (at.then(&placed.transform), hidden || placed.hidden);
            let mut path = above.to_vec();
            path.push(placed.id);
            self.occurrences
                .push(json!({ "path": path, "transform": at.0, "hidden": hidden, "fixed": placed.fixed }));
            if placed.suppressed {
                continue;
            }
            let key = (placed.element, placed.part.clone(), placed.configuration.clone());
            let new = self.seen.insert(key);
            if placed.part.is_some() {
                if new {
                    let mut part = self.reference(found, placed);
                    let body = self.part(found, placed).map(|(body, _)| body);
                    if let Some(part) = part.as_object_mut() {
                        // Onshape's OpenAPI document has no word for curves here (`BTAssemblyPartBodyType`).
                        part.insert(
                            "bodyType".to_owned(),
                            json!(body.filter(|body| *body != Body::Wire).map(Body::name)),
                        );
                    }
                    self.parts.push(part);
                }
            } else if path.len() < DEEPEST
                && let Some(inner) = self.resolver.follow(found, placed)
            {
                if new {
                    let info = self.assembly(&inner, placed.linked.map(|(_, version)| version));
                    self.sub_assemblies.push(info);
                }
                self.walk(&inner, &path, &at, hidden);
            }
        }
    }
}
