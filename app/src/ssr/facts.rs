//! Materials and masses of parts: two calls for a part studio, two for an assembly however many parts it has.

use std::collections::HashMap;

use leptos::serde_json::Value;
use onshape::{
    AssemblyDefinition, BillOfMaterials, BomOptions, Client, DefinitionOptions, ElementAt, ElementId, Error,
    Instance, PartId,
};

use crate::documents::PartFacts;

/// Of each part of a part studio.
pub async fn of_part_studio(onshape: &Client, studio: &ElementAt) -> Result<Vec<PartFacts>, Error> {
    let (parts, masses) = futures::future::try_join(
        onshape.parts_of(studio),
        onshape.part_studio_mass_properties(studio, true),
    )
    .await?;
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
    let known: HashMap<(&ElementId, &PartId), Known> = bom
        .rows
        .iter()
        .filter_map(|row| {
            let source = row.item_source.as_ref()?;
            let value = |column: Option<&onshape::BomHeader>| row.header_id_to_value.get(column?.id.as_str());
            let facts = (value(material).and_then(named), value(mass).and_then(kilograms));
            Some(((source.element_id.as_ref()?, source.part_id.as_ref()?), facts))
        })
        .collect();
    let inside = definition.sub_assemblies.iter().flat_map(|assembly| &assembly.instances);
    let instances: HashMap<&str, &Instance> = definition
        .root_assembly
        .instances
        .iter()
        .chain(inside)
        .map(|instance| (instance.id.as_str(), instance))
        .collect();
    let facts = definition.root_assembly.occurrences.iter().filter_map(|occurrence| {
        let instance = instances.get(occurrence.path.last()?.as_str())?;
        let part = (instance.source.element_id.as_ref()?, instance.part_id.as_ref()?);
        let (material, mass) = known.get(&part).cloned().unwrap_or_default();
        Some(PartFacts { id: occurrence.path.clone(), material, mass })
    });
    facts.collect()
}

/// A value as a text: some are objects with a name.
pub(super) fn named(value: &Value) -> Option<String> {
    let name = ["displayName", "name"].into_iter().find_map(|name| value.get(name)).unwrap_or(value);
    name.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// A mass: a number is kilograms, a text says its unit.
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
            (json!("2 lb"), 0.907_184_74),
        ];
        for (value, expected) in cases {
            let found = kilograms(&value).unwrap();
            assert!((found - expected).abs() < 1e-12, "{value}: {found}");
        }
        assert_eq!(kilograms(&json!("3 parsecs")), None);
        assert_eq!(kilograms(&json!("")), None);
    }

    #[test]
    fn a_material_is_a_text_or_an_object_with_a_name() {
        assert_eq!(named(&json!({ "displayName": "Steel" })).as_deref(), Some("Steel"));
        assert_eq!(named(&json!("Brass")).as_deref(), Some("Brass"));
        assert_eq!(named(&json!(null)), None);
    }
}
