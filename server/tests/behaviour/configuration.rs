//! Configurations, masses and emptiness: what elements are asked, and what that costs.

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    world::{Document, World},
};

fn key(document: &Document, element: &str, configuration: Option<&str>) -> Value {
    json!({
        "document": document.id(), "wvm": { "Workspace": document.workspace() },
        "element": document.element(element), "configuration": configuration, "known": null,
    })
}

async fn encode(browser: &Browser<'_>, of: &Value, values: &[(&str, &str)]) -> Value {
    browser.call("encode_configuration", json!({ "of": of, "values": values })).await.json()
}

/// The figure, in a mass.
fn figure(mass: &Value, name: &str) -> f64 {
    mass[name].as_f64().unwrap_or_else(|| panic!("no {name} in {mass}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inputs_of_each_kind_are_read_in_the_units_of_the_element() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let strap = world.document("configurable");
    let of = key(&strap, "Configured strap", None);
    let inputs = browser.call("configuration_inputs", json!({ "of": of })).await.json()["Here"].clone();
    let names: Vec<_> =
        inputs.as_array().unwrap().iter().map(|input| input["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Size", "Length", "With holes", "Marking", "Turned by", "Straps"]);
    let length = &inputs[1]["kind"]["Quantity"];
    assert_eq!((length["least"].as_f64(), length["first"].as_f64()), (Some(50.0), Some(120.0)), "{length}");
    let shaft = key(&world.document("gearbox"), "Shaft", None);
    let none = browser.call("configuration_inputs", json!({ "of": shaft })).await.json();
    assert_eq!(none["Here"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_is_encoded_and_changes_what_is_measured() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let strap = world.document("configurable");
    let of = key(&strap, "Configured strap", None);
    let values = [("List_Size", "Large"), ("Length", "200 mm"), ("Marking", "B 2;=")];
    let encoded = encode(&browser, &of, &values).await["Here"]["Here"].clone();
    let encoded = encoded.as_str().unwrap();
    let mut volumes = Vec::new();
    for configuration in [None, Some(encoded)] {
        let of = key(&strap, "Configured strap", configuration);
        let measured = browser.call("mass_properties", json!({ "of": of, "assembly": false })).await.json();
        volumes.push(figure(&measured["Here"]["mass"], "volume"));
    }
    assert!(volumes[1] > volumes[0] * 2.0, "{volumes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_onshape_does_not_take_are_refused_in_a_sentence() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let of = key(&world.document("configurable"), "Configured strap", None);
    for values in [[("List_Size", "Huge")], [("Length", "9 m")], [("No such input", "1")]] {
        let answer = encode(&browser, &of, &values).await;
        assert!(answer["Here"]["Refused"].is_string(), "{values:?}: {answer}");
    }
    let long = "x".repeat(5000);
    let refused =
        browser.call("encode_configuration", json!({ "of": of, "values": [["Marking", long]] })).await;
    assert!(!refused.text().contains("Here"), "{}", refused.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_that_fails_leaves_a_sentence_in_place_of_the_model() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let strap = world.document("configurable");
    let path = format!(
        "/files/models/{}/w/{}/e/{}?configuration=List_Size%3DHuge",
        strap.id(),
        strap.workspace(),
        strap.element("Configured strap")
    );
    let refused = browser.load(&path).await;
    assert_eq!(refused.status, 502);
    assert!(refused.json()["message"].as_str().is_some_and(|sentence| sentence.len() > 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_selected_weighs_what_its_parts_weigh_and_costs_no_further_call() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let opened = browser
        .call(
            "open_a_document",
            json!({ "document": gearbox.id(), "wvm": { "Workspace": gearbox.workspace() } }),
        )
        .await
        .json();
    let mut of = key(&gearbox, "Shaft", None);
    of["known"] = opened["Here"]["microversion"].clone();
    let all = browser.call("mass_properties", json!({ "of": of, "assembly": false })).await.json();
    let all = all["Here"]["mass"].clone();
    world.spent();
    let facts =
        browser.call("facts_of_parts", json!({ "shown": of, "assembly": false })).await.json()["Here"]
            .clone();
    let ids: Vec<Value> = facts.as_array().unwrap().iter().map(|part| part["id"].clone()).collect();
    world.spent();
    let mut sum = 0.0;
    for id in &ids {
        let arguments = json!({ "of": of, "assembly": false, "selected": [id] });
        sum += figure(&browser.call("mass_of_selection", arguments).await.json()["Here"], "mass");
    }
    assert!((sum - figure(&all, "mass")).abs() < 1e-9, "{sum} is not {all}");
    // What is known is given to who may still see the document: that is asked, and nothing else.
    assert!(world.spent().iter().all(|call| call == "getCurrentMicroversion"));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_selected_in_an_assembly_weighs_what_the_assembly_weighs() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let machine = world.document("machine");
    let of = key(&machine, "Machine", None);
    let measured = browser.call("mass_properties", json!({ "of": of, "assembly": true })).await.json();
    let all = measured["Here"]["mass"].clone();
    let facts =
        browser.call("facts_of_parts", json!({ "shown": of, "assembly": true })).await.json()["Here"].clone();
    let paths: Vec<Value> = facts.as_array().unwrap().iter().map(|part| part["id"].clone()).collect();
    let arguments = json!({ "of": of, "assembly": true, "selected": paths });
    let sum = browser.call("mass_of_selection", arguments).await.json()["Here"].clone();
    // The same bodies, in the same places: what differs is rounding. A spring that is suppressed is among the paths, and
    // would be three thousandths of the mass.
    let near = |name: &str, one: f64, other: f64, of: f64| {
        assert!((one - other).abs() <= of * 1e-9, "{name}: {one} is not {other}");
    };
    for name in ["mass", "volume", "area"] {
        let (one, other) = (figure(&sum, name), figure(&all, name));
        near(name, one, other, other);
    }
    for axis in 0..3 {
        let of = |mass: &Value, name: &str| mass[name][axis].as_f64().unwrap();
        near("centre", of(&sum, "centre"), of(&all, "centre"), 1.0);
        near("moments", of(&sum, "moments"), of(&all, "moments"), of(&all, "moments"));
    }
    assert_eq!(sum["without_material"], all["without_material"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_empty_cases_has_its_name() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    for (document, element, assembly, expected) in [
        ("empty", "Nothing here yet", false, "Nothing"),
        ("empty", "Nothing put together yet", true, "Nothing"),
        ("onlysurfaces", "Only surfaces", false, "Surfaces"),
        ("onlysurfaces", "Assembly 1", true, "Surfaces"),
        ("onlywires", "Only wires", false, "Wires"),
        ("onlywires", "Assembly 1", true, "Wires"),
        ("gearbox", "Shaft", false, "NothingShown"),
    ] {
        let of = key(&world.document(document), element, None);
        let why = browser.call("why_empty", json!({ "of": of, "assembly": assembly })).await.json();
        assert_eq!(why["Here"], expected, "{document}, {element}: {why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_assembly_of_curves_the_part_studio_is_asked_and_of_another_it_is_not() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    for (document, expected) in [
        ("onlysurfaces", &["getAssemblyDefinition"][..]),
        ("onlywires", &["getAssemblyDefinition", "getPartsWMVE"][..]),
    ] {
        let of = key(&world.document(document), "Assembly 1", None);
        world.spent();
        browser.call("why_empty", json!({ "of": of, "assembly": true })).await;
        let mut spent = world.spent();
        spent.retain(|call| call != "getCurrentMicroversion");
        spent.sort();
        assert_eq!(spent, expected, "{document}");
    }
}
