//! Configured elements: their inputs, and everything else in the configuration that was chosen.

use ::onshape::*;
use serde_json::json;

use crate::onshape::Onshape;

fn value(parameter: &str, value: &str) -> ConfigurationValue {
    ConfigurationValue { parameter_id: parameter.into(), parameter_value: value.into() }
}

async fn configured(client: &Client, element: &ElementAt, values: &[ConfigurationValue]) -> ElementAt {
    let encoded = client.encode_configuration(&element.at.document, &element.element, values).await.unwrap();
    ElementAt { configuration: Some(encoded.encoded_id), ..element.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_input_says_what_it_takes() {
    let onshape = Onshape::start().await;
    let element = onshape.element("configurable", "Configured strap");
    let inputs = onshape.alice().configuration(&element).await.unwrap().configuration_parameters;
    let of = |kind: ConfigurationParameterType| {
        inputs.iter().find(|input| input.parameter_type.as_ref() == Some(&kind)).unwrap()
    };
    let list = of(ConfigurationParameterType::Enum);
    assert_eq!((list.options.len(), list.default_value.clone()), (4, Some(json!("Small"))));
    assert_eq!(of(ConfigurationParameterType::Boolean).default_value, Some(json!(true)));
    assert_eq!(of(ConfigurationParameterType::String).default_value, Some(json!("A1")));
    let quantity = of(ConfigurationParameterType::Quantity);
    assert_eq!(quantity.quantity_type, Some(QuantityType::Length));
    let range = quantity.range_and_default.as_ref().unwrap();
    assert_eq!((range.min_value, range.max_value), (Some(0.05), Some(0.5)));
    assert_eq!(range.units, Some(Unit::Meter));
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_masses_and_boxes_are_those_of_the_configuration() {
    let onshape = Onshape::start().await;
    let (alice, plain) = (onshape.alice(), onshape.element("configurable", "Configured strap"));
    let chosen = [
        value("List_Size", "Large"),
        value("Length", "300 mm"),
        value("Marking", "<b>A+B;=%/ü"),
        value("Holes", "false"),
    ];
    let large = configured(&alice, &plain, &chosen).await;
    let number = async |studio| alice.parts_of(studio).await.unwrap().remove(0).part_number;
    assert_eq!(number(&plain).await.as_deref(), Some("CS-100"));
    assert_eq!(number(&large).await.as_deref(), Some("CS-300"));
    let part = alice.parts_of(&large).await.unwrap().remove(0);
    assert_eq!(part.name.as_deref(), Some("Strap <b>A+B;=%/ü"));

    let mass = async |studio, each| alice.part_studio_mass_properties(studio, each).await.unwrap().bodies;
    let total = async |studio| mass(studio, false).await["-all-"].kilograms().unwrap();
    assert!(total(&large).await > 2.0 * total(&plain).await);
    let by_part = mass(&large, true).await;
    assert!(by_part.contains_key(part.part_id.as_str()) && !by_part.contains_key("-all-"));
    let one = alice.part_mass_properties(&large, &part.part_id).await.unwrap().bodies;
    assert_eq!(one[part.part_id.as_str()].kilograms(), by_part[part.part_id.as_str()].kilograms());

    let length = async |studio| {
        let bounds = alice.part_studio_bounding_box(studio).await.unwrap();
        bounds.high_x - bounds.low_x
    };
    assert!((length(&plain).await - 0.12).abs() < 1e-6 && (length(&large).await - 0.3).abs() < 1e-6);
    let of_part = alice.part_bounding_box(&large, &part.part_id).await.unwrap();
    assert!((of_part.high_x - of_part.low_x - 0.3).abs() < 1e-6);
    let metadata = alice.part_metadata(&large, &part.part_id).await.unwrap();
    assert!(metadata.properties.iter().any(|property| property.value == "CS-300"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mass_of_what_is_selected_is_that_of_its_parts() {
    let onshape = Onshape::start().await;
    let (alice, studio) = (onshape.alice(), onshape.element("gearbox", "Shaft"));
    let bodies = alice.part_studio_mass_properties(&studio, true).await.unwrap().bodies;
    let selected: Vec<_> = bodies.keys().take(2).cloned().map(PartId).collect();
    let sum: f64 = selected.iter().filter_map(|part| bodies[part.as_str()].kilograms()).sum();
    let together = alice.mass_properties_of(&studio, &selected).await.unwrap().unwrap();
    assert!(selected.len() == 2 && (together.kilograms().unwrap() - sum).abs() < 1e-9);
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_an_element_does_not_take_are_refused_and_repeat_nothing() {
    let onshape = Onshape::start().await;
    let (alice, element) = (onshape.alice(), onshape.element("configurable", "Configured strap"));
    let long = "x".repeat(5_000);
    for (parameter, text) in [
        ("List_Size", "<img src=x onerror=alert(1)>"),
        ("List_Size", ""),
        ("Length", "9999 mm"),
        ("Length", "NaN"),
        ("Length", "1e999 m"),
        ("Length", "fast"),
        ("Holes", "perhaps"),
        ("Marking", &long),
        ("nobody;knows=it", "1"),
    ] {
        let refused = alice
            .encode_configuration(&element.at.document, &element.element, &[value(parameter, text)])
            .await
            .unwrap_err();
        let Error::Refused { status: 400, message } = &refused else { panic!("{parameter}: {refused:?}") };
        assert!(message.as_ref().is_none_or(|message| message.chars().count() <= 500));
        assert_eq!(refused.to_string(), "Onshape refused the call with status 400");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_that_is_no_longer_one_is_refused_and_the_element_stays_open() {
    let onshape = Onshape::start().await;
    let (alice, element) = (onshape.alice(), onshape.element("configurable", "Configured strap"));
    for gone in ["List_Size=Gigantic", "Gone=1", "%", ";;;=", "List_Size"] {
        let element = ElementAt { configuration: Some(gone.into()), ..element.clone() };
        let refused = alice.parts_of(&element).await;
        assert!(matches!(refused, Err(Error::Refused { status: 400, .. })), "{gone}: {refused:?}");
        let refused = alice.part_studio_gltf(&element, &GltfOptions::default()).await;
        assert!(matches!(refused, Err(Error::Refused { status: 400, .. })), "{gone}");
    }
    assert!(alice.parts_of(&element).await.is_ok());
}
