//! The properties of parts, elements and documents, in one table that metadata, parts and bills of materials read.

pub mod custom;

use crate::models::mass::Mass;
use crate::models::part::Part;
use crate::models::space::Transform;
use crate::world::document::Document;
use crate::world::element::Element;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A property.
#[derive(Debug)]
pub struct Property {
    /// Property id, the same in every document.
    pub id: &'static str,
    /// Its name as users see it.
    pub name: &'static str,
    /// As bills of materials name it.
    pub member: &'static str,
    /// `valueType`
    pub kind: &'static str,
    /// Whether it can be changed.
    pub editable: bool,
    /// Which things have it.
    pub of: Of,
    /// The id of its category (`schemaId`).
    pub category: &'static str,
}

impl Property {
    /// Whether it is worked out and not entered.
    pub fn is_computed(&self) -> bool {
        self.member == "mass" || self.kind == "COMPUTED"
    }
}

/// Which things have a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Everything.
    All,
    /// Parts only.
    Parts,
    /// What is documented in every detail only: a company's long list.
    Documented,
}

/// What has properties.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A document.
    Document(&'a Document),
    /// A tab.
    Element(&'a Element),
    /// A part of a tab.
    Part(&'a Element, &'a Part),
}

const fn text(id: &'static str, name: &'static str, member: &'static str) -> Property {
    Property { id, name, member, kind: "STRING", editable: true, of: Of::All, category: COMMON }
}

const fn other(
    id: &'static str,
    name: &'static str,
    member: &'static str,
    kind: &'static str,
    editable: bool,
    of: Of,
) -> Property {
    Property { id, name, member, kind, editable, of, category: COMMON }
}

/// The category of Onshape's own properties.
pub const COMMON: &str = "5877a03ebe4c21163b49dce5";

/// The id of the name.
pub const NAME: &str = "57f3fb8efa3416c06701d60d";

/// Onshape's own, and five that a company might have added.
pub static ALL: [Property; 24] = [
    text(NAME, "Name", "name"),
    text("57f3fb8efa3416c06701d60e", "Description", "description"),
    text("57f3fb8efa3416c06701d60f", "Part number", "partNumber"),
    text("57f3fb8efa3416c06701d610", "Revision", "revision"),
    other("57f3fb8efa3416c06701d611", "State", "state", "ENUM", false, Of::All),
    text("57f3fb8efa3416c06701d612", "Vendor", "vendor"),
    text("57f3fb8efa3416c06701d613", "Project", "project"),
    text("57f3fb8efa3416c06701d614", "Product line", "productLine"),
    other("57f3fb8efa3416c06701d615", "Material", "material", "OBJECT", true, Of::Parts),
    text("57f3fb8efa3416c06701d616", "Title 1", "title1"),
    text("57f3fb8efa3416c06701d617", "Title 2", "title2"),
    text("57f3fb8efa3416c06701d618", "Title 3", "title3"),
    other("57f3fb8efa3416c06701d60c", "Appearance", "appearance", "OBJECT", true, Of::Parts),
    other("57f3fb8efa3416c06701d61d", "Not revision managed", "notRevisionManaged", "BOOL", true, Of::All),
    other("57f3fb8efa3416c06701d61e", "Exclude from BOM", "excludeFromBom", "BOOL", true, Of::All),
    other("57f3fb8efa3416c06701d625", "Category", "category", "CATEGORY", false, Of::All),
    other("57f3fb8efa3416c06701d626", "Mass", "mass", "STRING", false, Of::Parts),
    other("5ace8269c046ad612c65a0bb", "Unit of measure", "unitOfMeasure", "ENUM", true, Of::All),
    other("64a1000000000000000000a1", "Finish", "finish", "ENUM", true, Of::All),
    other("64a1000000000000000000a2", "Inspected on", "inspectedOn", "DATE", true, Of::All),
    other("64a1000000000000000000a3", "Cost", "cost", "DOUBLE", true, Of::All),
    other("64a1000000000000000000a4", "Lead time in days", "leadTime", "INT", true, Of::All),
    other("64a1000000000000000000a5", "Owner", "responsible", "USER", true, Of::All),
    other("64a1000000000000000000a6", "Safety relevant", "safetyRelevant", "BOOL", true, Of::All),
];

/// The values of properties that are lists: value and label.
pub fn options(property: &Property) -> &'static [(&'static str, &'static str)] {
    match property.member {
        "state" => &[
            ("IN_PROGRESS", "In progress"),
            ("PENDING", "Pending"),
            ("RELEASED", "Released"),
            ("OBSOLETE", "Obsolete"),
        ],
        "unitOfMeasure" => &[("Each", "Each"), ("Meter", "Meter"), ("Kilogram", "Kilogram")],
        "process" => &[("MILLED", "Milled"), ("BENT", "Bent"), ("WELDED", "Welded"), ("PRINTED", "Printed")],
        "finish" => &[
            ("NONE", "None"),
            ("ANODIZED", "Anodized"),
            ("POWDER", "Powder coated"),
            ("ZINC", "Zinc plated"),
        ],
        _ => &[],
    }
}

/// The property of this id.
pub fn of_id(id: &str) -> Option<&'static Property> {
    all().find(|property| property.id == id)
}

/// The property of this name in bills of materials.
pub fn of_member(member: &str) -> Option<&'static Property> {
    ALL.iter().find(|property| property.member == member)
}

/// Every property there is: those of all things first, then the long list.
pub fn all() -> impl Iterator<Item = &'static Property> {
    ALL.iter().chain(&custom::ALL)
}

/// Whether such things have the property.
pub fn applies(property: &Property, subject: &Subject<'_>) -> bool {
    match property.of {
        Of::All => true,
        Of::Parts => matches!(subject, Subject::Part(..)),
        Of::Documented => is_documented(subject),
    }
}

/// Whether something of the long list has been said of it.
fn is_documented(subject: &Subject<'_>) -> bool {
    said(subject).is_some_and(|values| custom::ALL.iter().any(|property| values.contains_key(property.id)))
}

/// What was said of something, by property id.
fn said<'a>(subject: &Subject<'a>) -> Option<&'a BTreeMap<String, Value>> {
    match subject {
        Subject::Document(document) => Some(&document.properties),
        Subject::Element(element) => element.properties.get(""),
        Subject::Part(element, part) => element.properties.get(&*part.id),
    }
}

/// What was edited, or else what the model says.
pub fn value(property: &Property, subject: &Subject<'_>) -> Value {
    let edited = said(subject).and_then(|values| values.get(property.id));
    edited.cloned().unwrap_or_else(|| own(property, subject))
}

fn own(property: &Property, subject: &Subject<'_>) -> Value {
    if let Subject::Part(_, part) = subject
        && let Some(value) = part.properties.get(property.member)
    {
        return value.clone();
    }
    match (property.member, subject) {
        ("name", Subject::Document(document)) => json!(document.name),
        ("description", Subject::Document(document)) => json!(document.description),
        ("name", Subject::Element(element)) => json!(element.name),
        ("name", Subject::Part(_, part)) => json!(part.name),
        ("partNumber", Subject::Part(_, part)) if !part.number.is_empty() => json!(part.number),
        ("material", Subject::Part(_, part)) => {
            json!(part.material.map(crate::api::parts::material))
        }
        ("appearance", Subject::Part(_, part)) => {
            let [red, green, blue] = part.color;
            json!({ "color": { "red": red, "green": green, "blue": blue }, "opacity": part.opacity, "isGenerated": false })
        }
        ("mass", Subject::Part(_, part)) => {
            let mass = Mass::of(part, &Transform::IDENTITY).mass;
            if mass > 0.0 { json!(format!("{mass:.6} kg")) } else { Value::Null }
        }
        ("state", _) => json!("IN_PROGRESS"),
        ("unitOfMeasure", _) => json!("Each"),
        ("category", Subject::Part(..)) => {
            let more = custom::CATEGORIES.iter().filter(|_| is_documented(subject));
            let all = [(COMMON, "Onshape part")].into_iter().chain(more.copied());
            json!(all.map(|(id, name)| json!({ "name": name, "id": id })).collect::<Vec<_>>())
        }
        ("notRevisionManaged" | "excludeFromBom" | "safetyRelevant", _) => json!(false),
        _ => Value::Null,
    }
}

/// Whether `value` is of the property's type; null takes an edit back.
pub fn accepts(property: &Property, value: &Value) -> bool {
    let known = |text: &str| options(property).iter().any(|(option, _)| *option == text);
    value.is_null()
        || match property.kind {
            "STRING" => value.as_str().is_some_and(|text| text.chars().count() <= 10_000),
            "BOOL" => value.is_boolean(),
            "INT" => value.is_i64(),
            "DOUBLE" => value.is_number(),
            "ENUM" => value.as_str().is_some_and(known),
            "DATE" => value.as_str().is_some_and(|text| {
                text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::Date>().is_ok()
            }),
            // What is worked out is not edited; a file is named by its id.
            "COMPUTED" => false,
            "BLOB" => value.is_string(),
            "USER" => value.as_str().is_some_and(|text| crate::world::id::Id::parse(text).is_some()),
            _ => value.is_object(),
        }
}
