//! Every answer against Onshape's own `OpenAPI` document, whose place `ONSHAPE_OPENAPI` names. Without it there is nothing
//! to check against, and the tests say so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that panics has failed, which is what it is for"
)]

#[path = "../behaviour/app.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod app;
mod spec;
mod walk;

use app::App;
use onshape_sandbox::oauth::scope::Scopes;
use onshape_sandbox::world::scenario::Scenario;
use serde_json::{Value, json};
use spec::Spec;
use walk::Walk;

/// What is deliberately not as Onshape's document says, as the problem puts it, and why.
const DEVIATIONS: [(&str, &str); 1] = [(
    "/elementType: \"HOLOGRAM\" is not one of",
    "an element type that the document does not list: real ones appear before it is updated",
)];

async fn walk(scenario: Scenario) {
    let Some(spec) = Spec::load() else { return };
    let app = App::start_with(|settings| {
        settings.scenario = scenario;
        settings.scopes =
            Scopes::parse("OAuth2ReadPII OAuth2Read OAuth2Write OAuth2Delete OAuth2Share").unwrap();
    })
    .await;
    let code = app.code(&[("scope", "")]).await;
    let token = app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned();
    let mut walk = Walk::new(&app, &token, spec);
    walk.everything().await;
    let bad: Vec<_> = walk
        .problems
        .iter()
        .filter(|problem| !DEVIATIONS.iter().any(|(what, _)| problem.contains(what)))
        .take(40)
        .map(|problem| problem.chars().take(300).collect::<String>())
        .collect();
    assert!(bad.is_empty(), "{} calls, {} problems:\n{bad:#?}", walk.calls, walk.problems.len());
    let (answered, refused) = (walk.answered(), walk.refused());
    println!("{scenario}: {} calls, {} operations answered", walk.calls, answered.len());
    assert!(refused.is_empty(), "an answer that never comes cannot be checked: {refused:?}");
    let least = if scenario == Scenario::Empty { 20 } else { 45 };
    assert!(answered.len() >= least, "only {answered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_awkward_documents_is_valid() {
    walk(Scenario::Awkward).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_assemblies_is_valid() {
    walk(Scenario::BigAssembly).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_enterprise_is_valid() {
    walk(Scenario::Enterprise).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_crowds_is_valid() {
    let Some(spec) = Spec::load() else { return };
    for scenario in
        [Scenario::Empty, Scenario::Five, Scenario::TwoThousand, Scenario::TenThousand, Scenario::Demo]
    {
        lists(spec, scenario).await;
    }
}

/// The pages of documents, and what is in the documents of some.
async fn lists(spec: &Spec, scenario: Scenario) {
    let app = App::start_with(|settings| settings.scenario = scenario).await;
    let token = app.alice().await;
    for filter in 0..8 {
        let page = app.call(&token, &format!("/api/v12/documents?filter={filter}&limit=20")).await;
        spec.check("getDocuments", page.status, page.header("content-type"), &page.body).unwrap();
        for document in page.json()["items"].as_array().unwrap().iter().step_by(4) {
            let (did, wid) =
                (document["id"].as_str().unwrap(), document["defaultWorkspace"]["id"].as_str().unwrap());
            for (operation, path) in [
                ("getDocument", format!("/api/v12/documents/{did}")),
                ("getDocumentVersions", format!("/api/v12/documents/d/{did}/versions")),
                (
                    "getElementsInDocument",
                    format!("/api/v12/documents/d/{did}/w/{wid}/elements?withThumbnails=true"),
                ),
                ("getPartsWMV", format!("/api/v12/parts/d/{did}/w/{wid}")),
            ] {
                let answer = app.call(&token, &path).await;
                let found = spec.check(operation, answer.status, answer.header("content-type"), &answer.body);
                assert!(found.is_ok(), "{path}: {found:#?}");
            }
        }
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let Some(spec) = Spec::load() else { return };
    let check =
        |body: Value| spec.check("getDocuments", 200, "application/json;charset=UTF-8", &body.to_string());
    assert!(check(json!({ "items": [] })).is_ok());
    assert!(check(json!({ "items": null })).is_ok(), "null for an optional property that is absent");
    assert!(check(json!({ "items": 1 })).is_err(), "a wrong type");
    assert!(
        check(json!({ "items": [{ "jsonType": "nonsense", "id": "x" }] })).is_err(),
        "an unknown discriminator"
    );
    assert!(check(json!({ "items": [{ "id": "x" }] })).is_err(), "a missing discriminator");
    assert!(check(json!({ "items": [{ "jsonType": null }] })).is_err(), "null for a required property");
    let document = |name: &str, value: Value| {
        let mut document = json!({ "jsonType": "document-summary" });
        document[name] = value;
        check(json!({ "items": [document] }))
    };
    assert!(document("permission", json!("OWNER")).is_ok());
    assert!(document("permission", json!("KING")).is_err(), "a member of the mapped schema outside its enum");
    assert!(document("createdAt", json!("yesterday")).is_err());
    assert!(document("href", json!("not an address")).is_err());
    assert!(document("likes", json!(u64::MAX)).is_err(), "more than an int64");
}

#[test]
fn a_problem_names_its_place() {
    let Some(spec) = Spec::load() else { return };
    let body = json!({ "items": [{ "jsonType": "document-summary" },
        { "jsonType": "document-summary", "owner": { "name": 1 } }] });
    let found = spec.check("getDocuments", 200, "application/json", &body.to_string()).unwrap_err();
    assert!(found.iter().any(|problem| problem.contains("/items/1/owner/name: ")), "{found:#?}");
}

#[test]
fn another_media_type_and_another_error_shape_are_found() {
    let Some(spec) = Spec::load() else { return };
    assert!(spec.check("getDocuments", 200, "text/html", "<p>").is_err());
    assert!(spec.check("getDocuments", 200, "application/json", "{").is_err());
    let error = r#"{"message":"No","moreInfoUrl":"","status":403,"code":0}"#;
    assert!(spec.check("getDocuments", 403, "application/json", error).is_ok());
    assert!(
        spec.check("getDocuments", 404, "application/json", error).is_err(),
        "not the status that it has"
    );
    assert!(spec.check("getDocuments", 403, "text/html", "<p>").is_err());
}

/// What goes wrong before an operation is reached has the shape, too.
#[tokio::test]
async fn every_refusal_has_onshapes_error_shape() {
    let Some(spec) = Spec::load() else { return };
    let app = App::start().await;
    let token = app.alice().await;
    let document = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let one = format!("/api/v12/documents/{document}");
    let refusals = [
        ("GET", "/api/v12/documents", "", 401),
        ("GET", "/api/v12/documents/0123456789abcdef01234567", &*token, 403),
        ("GET", "/api/v12/documents/nonsense", &token, 400),
        ("GET", "/api/v12/documents?limit=many", &token, 400),
        ("DELETE", &one, &token, 403),
        ("PUT", &one, &token, 405),
        ("GET", "/api/v12/nonsense", &token, 501),
        ("GET", "/api/", &token, 501),
    ];
    for (method, path, token, status) in refusals {
        let request = app.http.request(method.parse().unwrap(), app.url(path)).bearer_auth(token);
        let answer = App::send(request).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        let found = spec.check("getDocument", status, answer.header("content-type"), &answer.body);
        assert!(found.is_ok(), "{method} {path}: {found:#?}");
    }
}

#[tokio::test]
async fn what_is_made_and_changed_is_answered_validly() {
    let Some(spec) = Spec::load() else { return };
    let (app, token) = App::writer().await;
    let post = async |operation: &str, path: &str, body: serde_json::Value| {
        let answer = app.post(&token, &format!("/api/v12{path}"), &body).await;
        assert_eq!(answer.status, 200, "{operation}: {}", answer.body);
        let found = spec.check(operation, 200, answer.header("content-type"), &answer.body);
        assert!(found.is_ok(), "{operation}: {found:#?}");
        answer.json()
    };
    let made = post("createDocument", "/documents", json!({ "name": "Made" })).await;
    let (did, wid) = (made["id"].as_str().unwrap(), made["defaultWorkspace"]["id"].as_str().unwrap());
    post("updateDocumentAttributes", &format!("/documents/{did}"), json!({ "description": "Changed" })).await;
    let studio =
        post("createPartStudio", &format!("/partstudios/d/{did}/w/{wid}"), json!({ "name": "New" })).await;
    post("createAssembly", &format!("/assemblies/d/{did}/w/{wid}"), json!({ "name": "New too" })).await;
    let place = format!("d/{did}/w/{wid}/e/{}", studio["id"].as_str().unwrap());
    let edit = json!({ "properties": [{ "propertyId": "57f3fb8efa3416c06701d60e", "value": "x" }] });
    post("updateWVEMetadata", &format!("/metadata/{place}"), edit).await;
    post("createVersion", &format!("/documents/d/{did}/versions"), json!({ "name": "V1" })).await;
    post("createWorkspace", &format!("/documents/d/{did}/workspaces"), json!({ "name": "Branch" })).await;
    post("search", "/documents/search", json!({ "rawQuery": "made" })).await;
    let comment = post("createComment", "/comments", json!({ "documentId": did, "message": "Hm" })).await;
    let id = comment["id"].as_str().unwrap();
    post("updateComment", &format!("/comments/{id}"), json!({ "message": "Hm!" })).await;
    post("resolve", &format!("/comments/{id}/resolve"), json!({})).await;
    post("reopen", &format!("/comments/{id}/reopen"), json!({})).await;
    let hook = json!({ "url": "http://127.0.0.1:9/", "events": ["onshape.comment.create"] });
    post("createWebhook", "/webhooks", hook).await;
    let strap = app.place("configurable", "Configured strap");
    let (did, eid) = (strap.split('/').nth(1).unwrap(), strap.split('/').next_back().unwrap());
    let chosen = json!({ "parameters": [{ "parameterId": "Holes", "parameterValue": "false" }] });
    post("encodeConfigurationMap", &format!("/elements/d/{did}/e/{eid}/configurationencodings"), chosen)
        .await;
}
