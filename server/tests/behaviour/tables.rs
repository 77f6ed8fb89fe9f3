//! Bills of materials and parts: what they cost, what is in them, and the files that they become.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser},
    world::{Document, World},
};

/// What a question about an element names, as the page knows it once its document is open.
async fn shown(browser: &Browser<'_>, document: &Document, element: &str) -> Value {
    let wvm = json!({ "Workspace": document.workspace() });
    let opened =
        browser.call("open_a_document", json!({ "document": document.id(), "wvm": wvm })).await.json();
    json!({
        "document": document.id(),
        "wvm": wvm,
        "element": document.element(element),
        "configuration": null,
        "known": opened["Here"]["microversion"],
    })
}

async fn bom(browser: &Browser<'_>, shown: &Value, flat: bool) -> Value {
    browser.call("read_bill_of_materials", json!({ "shown": shown, "flat": flat })).await.json()["Here"]
        .clone()
}

fn path(shown: &Value, flat: bool) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    format!(
        "/files/tables/{}/w/{}/e/{}/bom?flat={flat}&t={}",
        text(&shown["document"]),
        text(&shown["wvm"]["Workspace"]),
        text(&shown["element"]),
        text(&shown["known"])
    )
}

async fn download(browser: &Browser<'_>, path: &str, wanted: &Value) -> Answer {
    let request = browser.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    browser.send(request.json(wanted)).await
}

/// Every column of a table.
fn columns(bom: &Value) -> Vec<Value> {
    bom["table"]["columns"].as_array().unwrap().iter().map(|column| column["key"].clone()).collect()
}

/// The texts in the column of this name.
fn texts(bom: &Value, name: &str) -> Vec<String> {
    let all = bom["table"]["columns"].as_array().unwrap();
    let place = all.iter().position(|column| column["name"] == name).unwrap();
    let rows = bom["table"]["rows"].as_array().unwrap();
    rows.iter().map(|row| row["cells"][place][0].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_of_materials_costs_one_call_and_its_files_none() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = shown(&browser, &world.document("machine"), "Machine").await;
    world.spent();
    let tree = bom(&browser, &shown, false).await;
    assert_eq!(world.spent(), ["getBillOfMaterials"]);
    assert!(tree["table"]["rows"].as_array().unwrap().iter().any(|row| row["level"].as_u64() > Some(1)));
    assert!(texts(&tree, "Name").iter().any(|name| name == "Hexagon bolt M8x30"));
    // Flattened is another question.
    let flat = bom(&browser, &shown, true).await;
    assert_eq!(world.spent(), ["getBillOfMaterials"]);
    assert!(flat["table"]["rows"].as_array().unwrap().iter().all(|row| row["level"] == 0));

    let mut wanted = json!({ "format": "Csv", "columns": columns(&tree), "rows": null, "level": "Level", "name": "Stückliste" });
    let csv = download(&browser, &path(&shown, false), &wanted).await;
    assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(csv.header("content-disposition").ends_with("filename*=UTF-8''St%C3%BCckliste.csv"));
    assert!(csv.header("content-security-policy").contains("sandbox"));
    let text = csv.text();
    assert!(text.starts_with("\u{feff}Level,Item,"), "{text}");
    assert_eq!(text.lines().count(), tree["table"]["rows"].as_array().unwrap().len() + 1);
    wanted["format"] = json!("Xlsx");
    wanted["rows"] = json!([1, 0]);
    let xlsx = download(&browser, &path(&shown, false), &wanted).await;
    assert_eq!(xlsx.status, 200);
    assert!(xlsx.body.starts_with(b"PK"));
    // Whether the document may still be seen, and nothing else.
    assert!(world.spent().iter().all(|call| call == "getCurrentMicroversion"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_occurrence_of_a_row_is_told() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = shown(&browser, &world.document("machine"), "Machine").await;
    let occurrences = |bom: &Value| -> usize {
        let names = texts(bom, "Name");
        let items = bom["items"].as_array().unwrap().iter().zip(names);
        let bolts = items.filter(|(_, name)| name == "Hexagon bolt M8x30");
        bolts.map(|(item, _)| item["occurrences"].as_array().unwrap().len()).sum()
    };
    let (tree, flat) = (bom(&browser, &shown, false).await, bom(&browser, &shown, true).await);
    assert!(occurrences(&flat) > 1);
    assert_eq!(occurrences(&tree), occurrences(&flat), "assemblies that are used twice count twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_a_file_for_our_own_page_and_whoever_is_signed_in() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = shown(&browser, &world.document("machine"), "Machine").await;
    let path = path(&shown, false);
    let wanted =
        json!({ "format": "Csv", "columns": ["none"], "rows": [99_999], "level": null, "name": "/" });
    let from = |site: &'static str| {
        browser.request(Method::POST, &path).header("sec-fetch-site", site).json(&wanted)
    };
    assert_eq!(browser.send(from("same-origin")).await.status, 200);
    assert_eq!(browser.send(from("cross-site")).await.status, 403);
    let silent = browser.request(Method::POST, &path).json(&wanted);
    assert_eq!(browser.send(silent).await.status, 403, "neither the browser nor a pass says who asks");
    assert_eq!(download(&browser, &path, &json!({ "format": "Exe" })).await.status, 400);
    assert_eq!(download(&Browser::new(&world), &path, &wanted).await.status, 401);
    let elsewhere = path.replace(shown["document"].as_str().unwrap(), &world.document("gripper").id());
    assert_ne!(download(&browser, &elsewhere, &wanted).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_rows_with_values_of_every_kind_are_a_table_and_a_file() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = shown(&browser, &world.document("bom"), "Store").await;
    let bom = bom(&browser, &shown, false).await;
    assert!(bom["table"]["rows"].as_array().unwrap().len() >= 20_000);
    let objects = texts(&bom, "Material");
    assert!(objects.iter().all(|text| !text.contains('{')), "an object is shown by its name");
    let wanted = json!({ "format": "Xlsx", "columns": columns(&bom), "rows": null, "level": "Level", "name": "Store" });
    assert_eq!(download(&browser, &path(&shown, false), &wanted).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_document_and_one_forty_deep_are_tables_too() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let silent = shown(&browser, &world.document("nulls"), "Assembly 1").await;
    assert!(bom(&browser, &silent, false).await["table"]["rows"].is_array());
    let deep = shown(&browser, &world.document("deep"), "Level 1").await;
    let bom = bom(&browser, &deep, false).await;
    let levels = bom["table"]["rows"].as_array().unwrap().iter().filter_map(|row| row["level"].as_u64());
    assert!(levels.max() >= Some(11));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_a_studio_cost_two_calls_and_know_their_masses() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let shown = shown(&browser, &world.document("gearbox"), "Gear").await;
    world.spent();
    let parts = browser.call("list_parts", json!({ "shown": shown })).await.json()["Here"].clone();
    let mut spent = world.spent();
    spent.sort();
    assert_eq!(spent, ["getPartStudioMassProperties", "getPartsWMVE"]);
    let part = &parts[0];
    assert!(part["id"].is_string() && part["name"].is_string(), "{parts}");
    assert!(part["mass"].as_f64().is_some_and(|mass| mass > 0.0), "{parts}");
    browser.call("list_parts", json!({ "shown": shown })).await;
    // Whether the document may still be seen, and nothing else.
    assert!(world.spent().iter().all(|call| call == "getCurrentMicroversion"));
}
