//! Properties of what is selected: of linked parts, of parts that are gone, and without what Onshape does not tell.

use onshape_sandbox::control::faults::Fault;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    world::{Document, World},
};

fn key(document: &Document, element: &str) -> Value {
    json!({
        "document": document.id(), "wvm": { "Workspace": document.workspace() },
        "element": document.element(element), "configuration": null, "known": null,
    })
}

async fn properties(browser: &Browser<'_>, shown: &Value, about: Value) -> Value {
    browser.call("properties_of", json!({ "shown": shown, "about": about })).await.json()
}

/// What every part of an assembly is found by.
async fn facts(browser: &Browser<'_>, shown: &Value) -> Vec<Value> {
    let arguments = json!({ "shown": shown, "assembly": true });
    let facts = browser.call("facts_of_parts", arguments).await.json()["Here"].clone();
    facts.as_array().unwrap().clone()
}

/// The text of the property of this name.
fn text<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    let groups = answer["Here"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let mut properties = groups.iter().flat_map(|group| group["properties"].as_array().unwrap());
    properties.find(|property| property["name"] == name)?["value"]["Text"].as_str()
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_a_library_that_the_user_cannot_open_have_their_properties() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = key(&world.document("linked"), "Linked assembly");
    let facts = facts(&browser, &shown).await;
    let mut names = Vec::new();
    for part in &facts {
        let answer = properties(&browser, &shown, json!({ "Instance": part["id"] })).await;
        names.push(text(&answer, "Name").unwrap().to_owned());
    }
    // The last two are in an assembly of the library.
    assert_eq!(names.len(), 5, "{names:?}");
    assert_eq!(names.iter().filter(|name| *name == "Hexagon bolt M8x30").count(), 3, "{names:?}");
    let paths: Vec<Value> = facts.iter().map(|part| part["id"].clone()).collect();
    let arguments = json!({ "of": shown, "assembly": true, "selected": paths });
    let mass = browser.call("mass_of_selection", arguments).await.json();
    assert!(mass["Here"]["mass"].as_f64().is_some_and(|mass| mass > 0.0), "{mass}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_told_in_the_configuration_in_which_it_is_used() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = key(&world.document("configurable"), "Straps");
    let facts = facts(&browser, &shown).await;
    let mut told = Vec::new();
    for part in &facts {
        let answer = properties(&browser, &shown, json!({ "Instance": part["id"] })).await;
        let number = text(&answer, "Part number").unwrap().to_owned();
        told.push((number, part["mass"].as_f64().unwrap()));
    }
    let numbers: Vec<_> = told.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["CS-100", "CS-200", "CS-300", "CS-300", "CS-100"]);
    assert!(told[0].1 < told[1].1 && told[1].1 < told[2].1, "{told:?}");
    assert!((told[2].1 - told[3].1).abs() < 1e-12 && told[0].1 < told[4].1, "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_onshape_does_not_list_has_no_properties_and_is_no_refusal() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    for (element, about) in
        [("Shaft", json!({ "Part": "gone" })), ("Gearbox", json!({ "Instance": ["gone", "too"] }))]
    {
        let answer = properties(&browser, &key(&gearbox, element), about).await;
        assert_eq!(answer["Here"], json!([]), "{element}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_are_shown_without_their_categories_where_onshape_does_not_tell_these() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = key(&world.document("properties"), "Documented");
    let strike = |status: u16| {
        let fault = json!({ "operation": "getCategoryProperties", "status": status });
        world.sandbox.state().faults.add(serde_json::from_value::<Fault>(fault).unwrap());
    };
    strike(400);
    let answer = properties(&browser, &shown, json!({ "Part": "JHD" })).await;
    assert_eq!(answer["Here"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(answer["Here"][0]["category"], Value::Null);
    assert!(text(&answer, "Name").is_some(), "{answer}");
    // What concerns every call is said.
    world.sandbox.state().faults.clear();
    strike(402);
    let answer = properties(&browser, &shown, json!({ "Part": "JHD" })).await;
    assert_eq!(answer["Problem"], "QuotaUsedUp", "{answer}");
}
