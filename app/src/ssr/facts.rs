//! Materials and masses of parts: two calls for a part studio, two for an assembly however many parts it has.

use std::collections::HashMap;

use leptos::serde_json::Value;
use onshape::{
    AssemblyDefinition, BillOfMaterials, BomItemSource, BomOptions, Client, DefinitionOptions, ElementAt,
    ElementId, Error, PartId,
};

use super::{
    parts::masses,
    used::{Instances, Used},
};
use crate::documents::PartFacts;

/// Of each part of a part studio.
pub async fn of_part_studio(onshape: &Client, studio: &ElementAt) -> Result<Vec<PartFacts>, Error> {
    let (parts, masses) =
        futures::future::try_join(onshape.parts_of(studio), masses(onshape, studio)).await?;
    let facts = parts.into_iter().map(|part| {
        let id = part.part_id.to_string();
        let mass = masses.bodies.get(&id).and_then(onshape::MassProperties::kilograms);
        PartFacts { id: vec![id], material: part.material.and_then(|material| material.display_name), mass }
    });
    Ok(facts.collect())
}

/// Of each occurrence of a part in an assembly, as its bill of materials has them.
pub async fn of_assembly(onshape: &Client, assembly: &ElementAt) -> Result<Vec<PartFacts>, Error> {
    let options = DefinitionOptions { include_non_solids: true, ..DefinitionOptions::default() };
    let flat = BomOptions { indented: false, ..BomOptions::default() };
    let (definition, bom) = futures::future::try_join(
        onshape.assembly_definition(assembly, &options),
        onshape.bill_of_materials(assembly, &flat),
    )
    .await?;
    Ok(joined(&definition, &bom))
}

/// Material, and mass in kilograms.
type Known = (Option<String>, Option<f64>);

fn joined(definition: &AssemblyDefinition, bom: &BillOfMaterials) -> Vec<PartFacts> {
    let column = |name: &str| bom.headers.iter().find(|header| header.property_name.as_deref() == Some(name));
    let (material, mass) = (column("material"), column("mass"));
    let mut known: HashMap<(&ElementId, &PartId), Vec<(&BomItemSource, Known)>> = HashMap::new();
    for row in &bom.rows {
        let Some(source) = &row.item_source else { continue };
        let (Some(element), Some(part)) = (&source.element_id, &source.part_id) else { continue };
        let value = |column: Option<&onshape::BomHeader>| row.header_id_to_value.get(column?.id.as_str());
        let facts = (value(material).and_then(named), value(mass).and_then(kilograms));
        known.entry((element, part)).or_default().push((source, facts));
    }
    let instances = Instances::of(definition);
    let facts = definition.root_assembly.occurrences.iter().filter_map(|occurrence| {
        let used = instances.at(&occurrence.path)?;
        let part = (used.instance.source.element_id.as_ref()?, used.instance.part_id.as_ref()?);
        let told = known.get(&part).and_then(|rows| told(rows, &used)).cloned();
        let (material, mass) = told.unwrap_or_default();
        Some(PartFacts { id: occurrence.path.clone(), material, mass })
    });
    facts.collect()
}

/// What is told of a part in the configuration, and if possible the version, in which it is used.
fn told<'a>(rows: &'a [(&BomItemSource, Known)], used: &Used<'_>) -> Option<&'a Known> {
    let source = &used.instance.source;
    let configured = |row: &BomItemSource| {
        let row = plain(row.configuration.as_ref());
        row == plain(source.configuration.as_ref()) || row == plain(source.full_configuration.as_ref())
    };
    let in_version =
        |row: &BomItemSource| used.version.is_none_or(|version| row.wvm_id.as_ref() == Some(version));
    let alike = || rows.iter().filter(|(row, _)| configured(row));
    // Where there is but one, none can be taken for another.
    let only = if let [only] = rows { Some(only) } else { None };
    let row = alike().find(|(row, _)| in_version(row)).or_else(|| alike().next()).or(only);
    row.map(|(_, known)| known)
}

/// A configuration; the default is said in three ways.
fn plain(configuration: Option<&String>) -> Option<&str> {
    configuration.map(String::as_str).filter(|text| !text.is_empty() && *text != "default")
}

/// A value as a text: some are objects with a name.
pub(super) fn named(value: &Value) -> Option<String> {
    let name = ["displayName", "name"].into_iter().find_map(|name| value.get(name)).unwrap_or(value);
    name.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// A mass: a number is kilograms, a text says its unit. Before the fraction stands a point or a comma, as the account's
/// preferences have it, and nothing between thousands. <https://cad.onshape.com/help/Content/Plans/preferences.htm>
pub(super) fn kilograms(value: &Value) -> Option<f64> {
    if let Some(number) = value.as_f64() {
        return Some(number);
    }
    let text = value.as_str()?.trim();
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.trim().replace(',', ".").parse().ok()?;
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "kg" | "kilogram" | "kilograms" => 1.0,
        "g" | "gram" | "grams" => 1e-3,
        "mg" => 1e-6,
        "t" => 1e3,
        "lb" | "lbs" | "pound" | "pounds" => 0.453_592_37,
        "oz" | "ounce" | "ounces" => 0.028_349_523_125,
        _ => return None,
    };
    Some(number * factor)
}

#[cfg(test)]
mod tests {
    use leptos::serde_json::json;

    use super::*;

    #[test]
    fn masses_are_kilograms_whatever_their_unit() {
        let cases = [
            (json!(0.5), 0.5),
            (json!("0.5 kg"), 0.5),
            (json!("12,5 g"), 0.0125),
            (json!("1,234 kg"), 1.234),
            (json!("2 lb"), 0.907_184_74),
        ];
        for (value, expected) in cases {
            let found = kilograms(&value).unwrap();
            assert!((found - expected).abs() < 1e-12, "{value}: {found}");
        }
        assert_eq!(kilograms(&json!("3 parsecs")), None);
        assert_eq!(kilograms(&json!("")), None);
        assert_eq!(kilograms(&json!("1,234.5 kg")), None, "nobody knows what that is");
    }

    #[test]
    fn a_part_weighs_what_it_weighs_in_its_configuration() {
        const STUDIO: &str = "e60c4803eaf2ac8be492c18e";
        const MASS: &str = "57f3fb8efa3416c06701d626";
        let strap = |configuration: &str| {
            json!({
                "id": configuration, "elementId": STUDIO, "partId": "JHD",
                "configuration": configuration, "fullConfiguration": format!("{configuration};Holes=true"),
            })
        };
        let row = |configuration: &str, mass: f64| {
            json!({
                "headerIdToValue": { MASS: mass },
                "itemSource": { "elementId": STUDIO, "partId": "JHD", "configuration": configuration },
            })
        };
        let definition = leptos::serde_json::from_value(json!({ "rootAssembly": {
            "instances": [strap("Size=S"), strap("Size=L"), strap("Size=M")],
            "occurrences": [{ "path": ["Size=S"] }, { "path": ["Size=L"] }, { "path": ["Size=M"] }],
        } }))
        .unwrap();
        let bom = leptos::serde_json::from_value(json!({
            "headers": [{ "id": MASS, "propertyName": "mass" }],
            "rows": [row("Size=S", 1.0), row("Size=L;Holes=true", 2.0)],
        }))
        .unwrap();
        let masses: Vec<_> = joined(&definition, &bom).into_iter().map(|facts| facts.mass).collect();
        assert_eq!(masses, [Some(1.0), Some(2.0), None]);
    }

    #[test]
    fn a_material_is_a_text_or_an_object_with_a_name() {
        assert_eq!(named(&json!({ "displayName": "Steel" })).as_deref(), Some("Steel"));
        assert_eq!(named(&json!("Brass")).as_deref(), Some("Brass"));
        assert_eq!(named(&json!(null)), None);
    }
}
