//! What each panel of an open element costs in calls of Onshape's API: what it needs, and next to nothing the second time.
//! The table in docs/architecture.md says the same.

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    world::{Document, World},
};

/// Opens the document as a page does, and names one of its elements as its panels do.
async fn opened(world: &World, browser: &Browser<'_>, document: &Document, element: &str) -> Value {
    let wvm = json!({ "Workspace": document.workspace() });
    let opened =
        browser.call("open_a_document", json!({ "document": document.id(), "wvm": wvm })).await.json();
    world.spent();
    json!({
        "document": document.id(), "wvm": wvm, "element": document.element(element), "configuration": null,
        "known": opened["Here"]["microversion"],
    })
}

/// The calls that a question costs, in the order of their names.
async fn cost(world: &World, browser: &Browser<'_>, function: &str, arguments: Value) -> Vec<String> {
    let answer = browser.call(function, arguments).await.json();
    assert!(answer.get("Here").is_some(), "{function}: {answer}");
    let mut spent = world.spent();
    spent.sort();
    spent
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_costs_what_it_needs_and_then_next_to_nothing() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let studio = opened(&world, &browser, &gearbox, "Shaft").await;
    let assembly = opened(&world, &browser, &gearbox, "Gearbox").await;
    let of_element = json!("Element");
    let panels: [(&str, Value, &[&str]); 7] = [
        ("list_parts", json!({ "shown": studio }), &["getPartStudioMassProperties", "getPartsWMVE"]),
        (
            "mass_properties",
            json!({ "of": studio, "assembly": false }),
            &["getCurrentMicroversion", "getPartStudioBoundingBoxes"],
        ),
        ("configuration_inputs", json!({ "of": studio }), &["getConfiguration"]),
        ("properties_of", json!({ "shown": studio, "about": of_element }), &["getWMVEMetadata"]),
        ("read_bill_of_materials", json!({ "shown": assembly, "flat": false }), &["getBillOfMaterials"]),
        ("read_bill_of_materials", json!({ "shown": assembly, "flat": true }), &["getBillOfMaterials"]),
        ("why_empty", json!({ "of": studio, "assembly": false }), &["getCurrentMicroversion"]),
    ];
    for (function, arguments, expected) in panels {
        assert_eq!(cost(&world, &browser, function, arguments.clone()).await, expected, "{function}");
        // What is large is given again only to who may still see the document: that is asked, and nothing else.
        let again = cost(&world, &browser, function, arguments).await;
        assert!(again.is_empty() || again == ["getCurrentMicroversion"], "{function} again: {again:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_and_files_are_asked_for_when_somebody_looks() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let versions = world.document("versions");
    opened(&world, &browser, &versions, "Plate").await;
    let arguments = json!({ "document": versions.id() });
    let spent = cost(&world, &browser, "states_of_document", arguments).await;
    assert_eq!(spent, ["getDocumentVersions", "getDocumentWorkspaces"]);
    let file = opened(&world, &browser, &world.document("files"), "Read me.txt").await;
    let spent = cost(&world, &browser, "length_of_file", json!({ "file": file })).await;
    assert_eq!(spent, ["downloadFileWorkspace"]);
    let spent = cost(&world, &browser, "read_file", json!({ "file": file, "kind": "Text" })).await;
    assert_eq!(spent, ["downloadFileWorkspace"]);
}
