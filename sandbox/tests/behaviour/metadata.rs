//! Properties and configurations.

use crate::app::App;
use serde_json::{Value, json};

const NAME: &str = "57f3fb8efa3416c06701d60d";
const NUMBER: &str = "57f3fb8efa3416c06701d60f";
const NOT_MANAGED: &str = "57f3fb8efa3416c06701d61d";
const MASS: &str = "57f3fb8efa3416c06701d626";

fn value(metadata: &Value, id: &str) -> Value {
    let all = metadata["properties"].as_array().unwrap();
    all.iter().find(|property| property["propertyId"] == id).unwrap()["value"].clone()
}

#[tokio::test]
async fn an_edited_number_shows_in_parts_metadata_and_materials_and_moves_the_workspace_on() {
    let (app, token) = App::writer().await;
    let place = app.place("gearbox", "Gear");
    let microversion = format!("/api/documents/d/{}/currentmicroversion", app.workspace("gearbox"));
    let before = app.call(&token, &microversion).await.json();
    let edit = json!({ "properties": [{ "propertyId": NUMBER, "value": "NEW-1" }, { "propertyId": NOT_MANAGED, "value": true }] });
    assert_eq!(app.post(&token, &format!("/api/metadata/{place}/p/JHD"), &edit).await.status, 200);
    assert_ne!(app.call(&token, &microversion).await.json(), before);
    assert_eq!(app.call(&token, &format!("/api/parts/{place}")).await.json()[0]["partNumber"], "NEW-1");
    let metadata = app.call(&token, &format!("/api/metadata/{place}/p/JHD")).await.json();
    assert_eq!((value(&metadata, NUMBER), value(&metadata, NOT_MANAGED)), (json!("NEW-1"), json!(true)));
    assert!(value(&metadata, MASS).as_str().unwrap().ends_with(" kg"));
    let bom = format!("/api/assemblies/{}/bom?generateIfAbsent=true", app.place("gearbox", "Gearbox"));
    let rows = app.call(&token, &bom).await.json()["rows"].clone();
    assert!(rows.as_array().unwrap().iter().any(|row| row["headerIdToValue"][NUMBER] == "NEW-1"));
}

#[tokio::test]
async fn a_renamed_tab_is_renamed_and_versions_stay() {
    let (app, token) = App::writer().await;
    let place = app.place("gearbox", "Plate");
    let edit = json!({ "properties": [{ "propertyId": NAME, "value": "Base plate" }] });
    assert_eq!(app.post(&token, &format!("/api/metadata/{place}"), &edit).await.status, 200);
    assert_eq!(value(&app.call(&token, &format!("/api/metadata/{place}")).await.json(), NAME), "Base plate");
    let document = app.document("gearbox");
    let version = document["versions"][2]["id"].as_str().unwrap();
    let (did, eid) = (document["documentId"].as_str().unwrap(), place.split('/').next_back().unwrap());
    let old = app.call(&token, &format!("/api/metadata/d/{did}/v/{version}/e/{eid}")).await.json();
    assert_eq!(value(&old, NAME), "Plate");
    assert_eq!(
        app.post(&token, &format!("/api/metadata/d/{did}/v/{version}/e/{eid}"), &edit).await.status,
        403
    );
}

#[tokio::test]
async fn what_does_not_fit_a_property_changes_nothing() {
    let (app, token) = App::writer().await;
    let path = format!("/api/metadata/{}/p/JHD", app.place("gearbox", "Gear"));
    let before = app.call(&token, &path).await.json();
    for edit in [
        json!({ "properties": [{ "propertyId": "nonsense", "value": 1 }] }),
        json!({ "properties": [{ "propertyId": NOT_MANAGED, "value": "yes" }] }),
        json!({ "properties": [{ "propertyId": MASS, "value": "1 kg" }] }),
        json!({ "properties": "all" }),
    ] {
        assert_eq!(app.post(&token, &path, &edit).await.status, 400, "{edit}");
    }
    assert_eq!(app.call(&token, &path).await.json()["properties"], before["properties"]);
    let missing = format!("/api/metadata/{}/p/none", app.place("gearbox", "Gear"));
    assert_eq!(app.post(&token, &missing, &json!({ "properties": [] })).await.status, 404);
}

#[tokio::test]
async fn a_configuration_changes_part_mass_and_model() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("configurable", "Configured strap");
    let inputs = app.call(&token, &format!("/api/elements/{place}/configuration")).await.json();
    let kinds: Vec<_> = inputs["configurationParameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["parameterType"].clone())
        .collect();
    assert_eq!(json!(kinds), json!(["ENUM", "QUANTITY", "BOOLEAN", "STRING", "QUANTITY", "QUANTITY"]));
    let (did, eid) = (place.split('/').nth(1).unwrap(), place.split('/').next_back().unwrap());
    let chosen = json!({ "parameters": [
        { "parameterId": "List_Size", "parameterValue": "Large" },
        { "parameterId": "Length", "parameterValue": "200 mm" },
        { "parameterId": "Marking", "parameterValue": "B/2+ü" },
    ] });
    let encoded = app
        .post(&token, &format!("/api/elements/d/{did}/e/{eid}/configurationencodings"), &chosen)
        .await
        .json();
    let query = encoded["queryParam"].as_str().unwrap();
    let part = app.call(&token, &format!("/api/parts/{place}?{query}")).await.json()[0].clone();
    assert_eq!((&part["name"], &part["partNumber"]), (&json!("Strap B/2+ü"), &json!("CS-300")));
    let bounds = app.call(&token, &format!("/api/partstudios/{place}/boundingboxes?{query}")).await.json();
    assert!((bounds["highX"].as_f64().unwrap() - 0.1).abs() < 1e-9);
    for bad in ["List_Size%3DHuge", "Length%3D9+meter", "Length%3Dlong", "Unknown%3D1", "x"] {
        assert_eq!(
            app.call(&token, &format!("/api/parts/{place}?configuration={bad}")).await.status,
            400,
            "{bad}"
        );
    }
}
