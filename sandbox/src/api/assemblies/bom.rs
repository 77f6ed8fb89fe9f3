//! Bills of materials (`BTBillOfMaterialsInfo`, the form of API version 3 and later).

use crate::api::answer;
use crate::api::call::Call;
use crate::api::documents::date;
use crate::api::error::ApiError;
use crate::api::metadata::properties::{self, Property, Subject};
use crate::api::target::Target;
use crate::api::thumbnails;
use crate::models::{Fineness, Model};
use crate::world::id::Id;
use crate::world::instance;
use crate::world::structure::{Found, Resolver};
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

const ITEM: &str = "5ace8269c046ad612c65a0ba";
const QUANTITY: &str = "5ace84d3c046ad611c65a0dd";
const DEEPEST: usize = 64;

/// `GET /assemblies/d/…/e/{eid}/bom`: 404 until somebody has had it made (`generateIfAbsent`) for this state.
pub fn answer(call: &Call<'_>, target: &Target, found: &Found) -> Result<Response, ApiError> {
    let key = (found.microversion, found.element.id);
    if call.query.flag("generateIfAbsent") {
        call.state.boms().insert(key);
    } else if !call.state.boms().contains(&key) {
        return Err(ApiError::NotFound("The assembly has no bill of materials yet".to_owned()));
    }
    let columns = columns(call, found);
    let mut bom = Bom {
        resolver: Resolver::new(call.state, Fineness::COARSE),
        target,
        columns: &columns,
        deep: call.query.flag_or("multiLevel", false),
        indented: call.query.flag_or("indented", true),
        rows: Vec::new(),
        call,
    };
    let mut lines = Lines::default();
    bom.collect(found, &[], &mut lines);
    bom.write(&lines.all, "", 0);
    let rows = std::mem::take(&mut bom.rows);
    let top = call.query.flag("includeTopLevelAssemblyRow").then(|| bom.top(found));
    let headers: Vec<_> = [(ITEM, "Item", "item", "STRING"), (QUANTITY, "Quantity", "quantity", "DOUBLE")]
        .into_iter()
        .chain(columns.iter().map(|column| (column.id, column.name, column.member, column.kind)))
        .map(|(id, name, member, kind)| {
            json!({ "id": id, "name": name, "propertyName": member, "valueType": kind, "visible": true, "href": null })
        })
        .collect();
    let base = &call.state.base_url;
    let named = |id: Id, name: &str| json!({ "id": id, "name": name, "href": null });
    let mut info = json!({
        "formatVersion": "2023.02.01",
        "id": Id::of("bom", format_args!("{}/{}", found.microversion, found.element.id)),
        "name": format!("{} BOM", found.element.name),
        "type": "Bill of materials",
        "createdAt": date(call.state.now()),
        "templateId": null,
        "bomSource": {
            "document": named(target.document.id, &target.document.name),
            "element": { "id": found.element.id, "name": found.element.name, "href": null },
            "documentMicroversion": { "id": found.microversion, "name": null, "href": null },
            "workspace": (target.wvm.letter() == "w").then(|| named(target.wvm.id(), "Main")),
            "version": (target.wvm.letter() == "v").then(|| named(target.wvm.id(), "")),
            "href": format!("{base}{}", call.asked),
            "viewHref": format!("{base}/documents/{}/{}/{}/e/{}", target.document.id, target.wvm.letter(), target.wvm.id(), found.element.id),
            "thumbnailInfo": null,
        },
        "headers": headers,
        "topLevelAssemblyRow": top,
    });
    // Not in `json!`, which would copy them all.
    if let Some(info) = info.as_object_mut() {
        info.insert("rows".to_owned(), Value::Array(rows));
        if target.document.bare {
            silence(info);
        }
    }
    Ok(answer::json(&info))
}

/// Leaves nothing in a document's bill of materials that need not be there.
fn silence(info: &mut Map<String, Value>) {
    for value in info.values_mut().filter(|value| !value.is_array()) {
        *value = Value::Null;
    }
    let members =
        info.values_mut().filter_map(Value::as_array_mut).flatten().filter_map(Value::as_object_mut);
    for member in members {
        for (name, value) in member {
            if name == "headerIdToValue" {
                value
                    .as_object_mut()
                    .into_iter()
                    .flat_map(Map::values_mut)
                    .for_each(|value| *value = Value::Null);
            } else if name != "id" {
                *value = Value::Null;
            }
        }
    }
}

/// The columns that were asked for, or those of the company's template: many for the catalogue, otherwise the usual ones.
fn columns(call: &Call<'_>, found: &Found) -> Vec<&'static Property> {
    const USUAL: [&str; 6] = ["partNumber", "name", "description", "revision", "material", "mass"];
    const MANY: [&str; 16] = [
        "partNumber",
        "name",
        "description",
        "revision",
        "material",
        "mass",
        "vendor",
        "title1",
        "category",
        "unitOfMeasure",
        "finish",
        "inspectedOn",
        "cost",
        "leadTime",
        "responsible",
        "safetyRelevant",
    ];
    let asked: Vec<&str> = call.query.all("bomColumnIds").flat_map(|ids| ids.split(',')).collect();
    let has_catalogue = found.tabs.iter().any(|tab| tab.content.model() == Some(Model::Catalogue));
    let template: &[&str] = if has_catalogue { &MANY } else { &USUAL };
    let wanted = |property: &&Property| {
        if asked.is_empty() { template.contains(&property.member) } else { asked.contains(&property.id) }
    };
    properties::ALL.iter().filter(wanted).collect()
}

/// Equal uses in one assembly.
struct Line {
    found: Found,
    part: Option<String>,
    configuration: String,
    linked: Option<(Id, Id)>,
    paths: Vec<Vec<Id>>,
    inside: Vec<Line>,
}

/// Lines in the order of their first use, found again by what is used: element, part, configuration.
#[derive(Default)]
struct Lines {
    all: Vec<Line>,
    places: HashMap<(Id, Option<String>, String), usize>,
}

struct Bom<'a> {
    resolver: Resolver<'a>,
    target: &'a Target,
    columns: &'a [&'static Property],
    deep: bool,
    indented: bool,
    rows: Vec<Value>,
    call: &'a Call<'a>,
}

impl Bom<'_> {
    /// The lines of an assembly. Flattened, what is in sub-assemblies stands beside its own parts.
    fn collect(&mut self, from: &Found, above: &[Id], lines: &mut Lines) {
        let all = instance::placed(&from.tabs, &from.element);
        for placed in all.iter().filter(|placed| !placed.suppressed) {
            let Some(found) = self.resolver.follow(from, placed) else { continue };
            let mut path = above.to_vec();
            path.push(placed.id);
            let deeper = placed.part.is_none() && self.deep && path.len() < DEEPEST;
            if deeper && !self.indented {
                self.collect(&found, &path, lines);
                continue;
            }
            let key = (found.element.id, placed.part.clone(), placed.configuration.clone());
            let known = lines.places.get(&key).and_then(|place| lines.all.get_mut(*place));
            if let Some(line) = known {
                line.paths.push(path);
                continue;
            }
            lines.places.insert(key, lines.all.len());
            let mut inside = Lines::default();
            if deeper {
                self.collect(&found, &path, &mut inside);
            }
            lines.all.push(Line {
                found,
                part: placed.part.clone(),
                configuration: placed.configuration.clone(),
                linked: placed.linked,
                paths: vec![path],
                inside: inside.all,
            });
        }
    }

    fn write(&mut self, lines: &[Line], above: &str, level: u32) {
        for (number, line) in (1..).zip(lines) {
            let item = if above.is_empty() { number.to_string() } else { format!("{above}.{number}") };
            let row = self.row(line, &item, level);
            self.rows.push(row);
            self.write(&line.inside, &item, level + 1);
        }
    }

    fn row(&mut self, line: &Line, item: &str, level: u32) -> Value {
        let mut values = Map::new();
        values.insert(ITEM.to_owned(), json!(item));
        values.insert(QUANTITY.to_owned(), json!(line.paths.len()));
        let parts = self.resolver.shared_parts(&line.found.element, &line.configuration).unwrap_or_default();
        let part = line.part.as_ref().and_then(|wanted| parts.iter().find(|part| part.id == *wanted));
        let subject = part
            .map_or(Subject::Element(&line.found.element), |part| Subject::Part(&line.found.element, part));
        for column in self.columns {
            values.insert(column.id.to_owned(), properties::value(column, &subject));
        }
        let wvm = line.linked.map_or(self.target.wvm, |(_, version)| Wvm::Version(version));
        let (letter, id) = (wvm.letter(), wvm.id());
        let (document, element) = (line.found.document, line.found.element.id);
        let view = format!("{}/documents/{document}/{letter}/{id}/e/{element}", self.call.state.base_url);
        let occurrences: Vec<_> = line
            .paths
            .iter()
            .map(|path| path.iter().map(ToString::to_string).collect::<Vec<_>>().join("."))
            .collect();
        let pictured = self.call.query.flag("thumbnail") && line.linked.is_none();
        json!({
            "rowId": Id::of("bom-row", format_args!("{}/{item}", line.found.microversion)),
            "indentLevel": level,
            "headerIdToValue": values,
            "relatedOccurrences": occurrences,
            "itemSource": {
                "documentId": document,
                "elementId": element,
                "partId": line.part.as_deref().unwrap_or_default(),
                "wvmType": letter,
                "wvmId": id,
                "configuration": line.configuration,
                "fullConfiguration": line.configuration,
                "isStandardContent": false,
                "sourceElementMicroversionId": line.found.element.microversion,
                "href": null,
                "viewHref": view,
                "thumbnailInfo": pictured.then(|| self.picture(line)).flatten(),
            },
        })
    }

    fn picture(&self, line: &Line) -> Option<Value> {
        let base = &self.call.state.base_url;
        thumbnails::of_element(base, &self.target.document, self.target.wvm, &line.found.element)
    }

    fn top(&mut self, found: &Found) -> Value {
        let line = Line {
            found: found.clone(),
            part: None,
            configuration: "default".to_owned(),
            linked: None,
            paths: vec![Vec::new()],
            inside: Vec::new(),
        };
        self.row(&line, "0", 0)
    }
}
