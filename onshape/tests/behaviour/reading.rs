//! Bills of materials, properties, units, drawings and files, as somebody reads them.

use onshape_sandbox::switches::Switches;
use std::collections::BTreeSet;

use ::onshape::*;
use onshape_sandbox::world::scenario::Scenario;
use serde_json::json;

use crate::onshape::Onshape;

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_of_materials_is_a_tree_or_flat_in_a_configuration_and_with_pictures() {
    let onshape = Onshape::start().await;
    onshape.sandbox.state().reset_to(Scenario::BigAssembly, 0);
    let alice = onshape.api.client("alice", Credential::Renewing(onshape.new_grant()));
    let machine = onshape.element("machine", "Machine");
    let bom = async |options| alice.bill_of_materials(&machine, &options).await.unwrap();
    let tree = bom(BomOptions::default()).await;
    let levels: BTreeSet<_> = tree.rows.iter().filter_map(|row| row.indent_level).collect();
    assert_eq!(levels, BTreeSet::from([0, 1, 2]));
    let first_level = bom(BomOptions { multi_level: false, ..BomOptions::default() }).await;
    assert!(first_level.rows.len() < tree.rows.len());
    let flat = bom(BomOptions { indented: false, ..BomOptions::default() }).await;
    assert!(flat.rows.iter().all(|row| row.indent_level == Some(0)));
    // An assembly is no row of a flat list.
    let part = |row: &BomRow| row.item_source.as_ref().and_then(|source| source.part_id.clone());
    assert!(flat.rows.iter().all(|row| part(row).is_some_and(|part| !part.as_str().is_empty())));
    let occurrences = |bom: &BillOfMaterials| -> usize {
        bom.rows.iter().filter(|row| part(row).is_some_and(|part| !part.as_str().is_empty())).count()
    };
    assert!(occurrences(&tree) >= flat.rows.len());
    assert!(tree.headers.iter().any(|column| column.property_name.as_deref() == Some("quantity")));

    let picture =
        |row: &BomRow| row.item_source.as_ref().is_some_and(|source| source.thumbnail_info.is_some());
    assert!(!tree.rows.iter().any(picture));
    assert!(bom(BomOptions { thumbnails: true, ..BomOptions::default() }).await.rows.iter().any(picture));

    let configured = ElementAt { configuration: Some("Size=A B".into()), ..machine.clone() };
    onshape.sandbox.state().log.clear();
    alice.bill_of_materials(&configured, &BomOptions::default()).await.unwrap();
    let (_, asked) = onshape.sandbox.state().log.since(0);
    assert!(asked.iter().any(|entry| entry.path.contains("/bom?configuration=Size%3DA+B")), "in the query");
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_have_a_category_and_choices_have_names() {
    let onshape = Onshape::start().await;
    let (alice, studio) = (onshape.alice(), onshape.element("gearbox", "Shaft"));
    let part = alice.parts_of(&studio).await.unwrap().remove(0).part_id;
    let of_part = alice.part_metadata(&studio, &part).await.unwrap();
    let categories = of_part.categories();
    assert_eq!(categories[0].name.as_deref(), Some("Onshape part"));
    let named =
        |name: &str| of_part.properties.iter().find(|property| property.name.as_deref() == Some(name));
    assert_eq!(named("State").unwrap().label(), Some("In progress"));
    assert_eq!(named("Name").unwrap().label(), None);
    assert!(named("Mass").unwrap().computed_property == Some(true));
    assert!(named("Name").unwrap().schema_id.is_some());

    let ids: Vec<_> = categories.into_iter().filter_map(|category| category.id).collect();
    let known = alice.category_properties(&studio.at.document, &ids).await.unwrap();
    let material =
        known.iter().find(|property| property.id == named("Material").unwrap().property_id).unwrap();
    assert_eq!(material.categories[0].id.as_ref(), ids.first());

    for metadata in [alice.document_metadata(&studio.at).await, alice.element_metadata(&studio).await] {
        let metadata = metadata.unwrap();
        assert!(metadata.properties.len() > 5 && metadata.categories().is_empty());
    }
}

#[test]
fn a_category_of_any_shape_does_no_harm() {
    let category = |value: serde_json::Value| {
        let property = json!({ "propertyId": "x", "valueType": "CATEGORY", "value": value });
        serde_json::from_value::<Metadata>(json!({ "properties": [property] })).unwrap().categories().len()
    };
    assert_eq!(category(json!([{ "id": "a", "name": null }, { "name": "b" }])), 2);
    assert_eq!(category(json!({ "id": "a" })), 1);
    for nothing in [json!(null), json!(7), json!("x"), json!([]), json!([[], {}, null, { "id": [] }])] {
        assert_eq!(category(nothing.clone()), 0, "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn units_and_digits_are_the_documents() {
    let onshape = Onshape::start().await;
    let (alice, at) = (onshape.alice(), onshape.workspace("gearbox"));
    let units = alice.unit_info(&at).await.unwrap();
    assert_eq!(units.default_units.of("length"), Some(&Unit::Millimeter));
    assert_eq!(units.default_units.of("mass"), Some(&Unit::Kilogram));
    assert_eq!(units.default_units.of("taste"), None);
    assert_eq!((units.digits(&Unit::Millimeter), units.digits(&Unit::Yard)), (Some(3), None));
    let settings = alice.user_settings().await.unwrap();
    assert_eq!(settings.default_units.unwrap().of("length"), Some(&Unit::Millimeter));
    assert!(settings.locale.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_comes_as_a_pdf() {
    let onshape = Onshape::start().await;
    let (alice, drawing) = (onshape.alice(), onshape.element("gearbox", "Gearbox drawing"));
    let formats = alice.drawing_translation_formats(&drawing).await.unwrap();
    assert!(
        formats.iter().any(|format| format.name == "PDF" && format.valid_destination_format != Some(false))
    );
    let started = alice.translate_drawing(&drawing, &TranslationParams::to("PDF")).await.unwrap();
    onshape.clock.advance(60);
    let done = alice.translation(&started.id).await.unwrap();
    assert_eq!(done.request_state, Some(TranslationState::Done), "{:?}", done.failure_reason);
    let document = done.result_document_id.unwrap_or(drawing.at.document);
    let file = alice.external_data(&document, &done.result_external_data_ids[0]).await.unwrap();
    assert!(file.bytes(8 << 20).await.unwrap().starts_with(b"%PDF"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_says_its_length_where_onshape_does_and_nothing_where_not() {
    let onshape = Onshape::start().await;
    let (alice, blob) = (onshape.alice(), onshape.element("gearbox", "Datasheet.pdf"));
    let file = async || alice.blob(&blob.at.document, blob.at.wvm.id(), &blob.element).await.unwrap();
    let state = onshape.sandbox.state();
    state.set_switches(Switches { blob_length: false, ..state.switches() });
    let unsaid = file().await;
    assert_eq!(unsaid.length, None, "sent in pieces");
    assert!(unsaid.bytes(8 << 20).await.unwrap().starts_with(b"%PDF"));
    onshape.fault(json!({ "operation": "downloadFileWorkspace", "status": 200, "body": "twelve bytes" }));
    assert_eq!(file().await.length, Some(12));
    assert!(matches!(file().await.bytes(11).await, Err(Error::TooLarge(11))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_by_itself_is_drawn() {
    let onshape = Onshape::start().await;
    let (alice, studio) = (onshape.alice(), onshape.element("gearbox", "Shaft"));
    let part = alice.parts_of(&studio).await.unwrap().remove(0).part_id;
    let options = ShadedViewOptions { width: 70, height: 40, ..ShadedViewOptions::default() };
    let png = alice.part_shaded_view(&studio, &part, &options).await.unwrap();
    assert!(png.starts_with(b"\x89PNG"));
}
