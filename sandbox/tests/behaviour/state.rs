//! Documents that change: versions, branches, history, the trash.

use crate::app::{Answer, App};
use serde_json::{Value, json};

async fn post(app: &App, token: &str, path: &str, body: Value) -> Answer {
    App::send(app.http.post(app.url(path)).bearer_auth(token).json(&body)).await
}

async fn delete(app: &App, token: &str, path: &str) -> Answer {
    App::send(app.http.delete(app.url(path)).bearer_auth(token)).await
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_version_names_what_its_workspace_was_at() {
    let (app, token) = App::writer().await;
    let place = app.workspace("gearbox");
    let did = place.split('/').next().unwrap();
    let before = app.call(&token, &format!("/api/documents/d/{place}/currentmicroversion")).await.json();
    let path = format!("/api/documents/d/{did}/versions");
    let made = post(&app, &token, &path, json!({"name": "V9", "description": "for the test"})).await.json();
    assert_eq!((&made["name"], &made["microversion"]), (&json!("V9"), &before["microversion"]));
    let all = app.call(&token, &path).await.json();
    assert_eq!(all.as_array().unwrap().last().unwrap()["id"], made["id"]);
    let elements = app.call(&token, &format!("/api/documents/d/{did}/v/{}/elements", id(&made))).await;
    assert_eq!(elements.status, 200);
    assert_eq!(post(&app, &token, &path, json!({"name": "V9"})).await.status, 409);
    assert_eq!(post(&app, &token, &path, json!({"name": " "})).await.status, 400);
}

#[tokio::test]
async fn a_branch_goes_its_own_way_and_can_be_deleted() {
    let (app, token) = App::writer().await;
    let did = app.document("versions")["documentId"].as_str().unwrap().to_owned();
    let path = format!("/api/documents/d/{did}/workspaces");
    let workspaces = app.call(&token, &path).await.json();
    let [main, branch] = workspaces.as_array().unwrap().as_slice() else { panic!("{workspaces}") };
    let names = async |workspace: &Value| {
        let tabs = app.call(&token, &format!("/api/documents/d/{did}/w/{}/elements", id(workspace))).await;
        tabs.json().as_array().unwrap().iter().map(|tab| tab["name"].clone()).collect::<Vec<_>>()
    };
    assert!(
        names(main).await.contains(&json!("Bracket")) && !names(branch).await.contains(&json!("Bracket"))
    );
    assert!(names(main).await.contains(&json!("Gear, 20 teeth")));
    let made = post(&app, &token, &path, json!({"name": "Third", "workspaceId": branch["id"]})).await.json();
    assert_eq!(made["microversion"], branch["microversion"]);
    assert_eq!(delete(&app, &token, &format!("{path}/{}", id(&made))).await.status, 200);
    assert_eq!(
        delete(&app, &token, &format!("{path}/{}", id(main))).await.status,
        400,
        "the main workspace stays"
    );
    assert_eq!(app.call(&token, &path).await.json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn history_is_newest_first_and_can_be_restored() {
    let (app, token) = App::writer().await;
    let place = app.workspace("versions");
    let (did, wid) = place.split_once("/w/").unwrap();
    let path = format!("/api/documents/d/{place}/documenthistory");
    let history = app.call(&token, &path).await.json();
    let entries = history.as_array().unwrap();
    assert_eq!(entries[0]["description"], "Rename tab : Gear, 20 teeth");
    assert_eq!(entries[1]["nextMicroversionId"], entries[0]["microversionId"]);
    let first = entries.last().unwrap()["microversionId"].as_str().unwrap();
    let restored =
        post(&app, &token, &format!("/api/documents/{did}/w/{wid}/restore/m/{first}"), json!({})).await;
    assert_eq!(restored.status, 200);
    let elements = app.call(&token, &format!("/api/documents/d/{place}/elements")).await.json();
    assert_eq!(elements.as_array().unwrap().len(), 2, "as at the start");
    let after = app.call(&token, &path).await.json();
    assert_eq!(after.as_array().unwrap().len(), entries.len() + 1);
    assert_eq!(after[0]["restoreId"], first);
}

#[tokio::test]
async fn documents_are_made_renamed_and_thrown_away() {
    let (app, token) = App::writer().await;
    let made =
        post(&app, &token, "/api/documents", json!({"name": "Fresh", "description": "new"})).await.json();
    let path = format!("/api/documents/{}", id(&made));
    assert_eq!(post(&app, &token, &path, json!({"name": "Fresher"})).await.json()["name"], "Fresher");
    assert_eq!(app.call(&token, "/api/documents?q=fresher").await.json()["items"][0]["description"], "new");
    assert_eq!(delete(&app, &token, &path).await.status, 200);
    assert_eq!(app.call(&token, "/api/documents?q=fresher").await.json()["items"], json!([]));
    assert_eq!(
        app.call(&token, "/api/documents?q=fresher&filter=3").await.json()["items"][0]["id"],
        made["id"]
    );
    assert_eq!(delete(&app, &token, &format!("{path}?forever=true")).await.status, 200);
    assert_eq!(app.call(&token, &path).await.status, 403);
}

#[tokio::test]
async fn writing_needs_the_scope_and_the_permission() {
    let app = App::start().await;
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let path = format!("/api/documents/d/{did}/versions");
    let refused = post(&app, &app.alice().await, &path, json!({"name": "V9"})).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["message"].as_str().unwrap().contains("OAuth2Write"));
    let (app, token) = App::writer().await;
    let did = app.document("borrowed")["documentId"].as_str().unwrap().to_owned();
    let path = format!("/api/documents/d/{did}/versions");
    assert_eq!(post(&app, &token, &path, json!({"name": "V9"})).await.status, 403, "Alice may only read it");
}

#[tokio::test]
async fn bad_bodies_ids_and_methods_get_onshapes_error_shape() {
    let (app, token) = App::writer().await;
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let path = app.url(&format!("/api/documents/d/{did}/versions"));
    let malformed = App::send(app.http.post(&path).bearer_auth(&token).body("{\"name\":")).await;
    let array = App::send(app.http.post(&path).bearer_auth(&token).json(&json!([1, 2]))).await;
    let method = App::send(app.http.put(&path).bearer_auth(&token)).await;
    let huge = App::send(app.http.post(&path).bearer_auth(&token).body(vec![b'a'; 11 << 20])).await;
    for (answer, status) in [(malformed, 400), (array, 400), (method, 405), (huge, 413)] {
        let body = answer.json();
        assert_eq!((answer.status, &body["status"]), (status, &json!(status)), "{body}");
        assert!(body["message"].is_string() && body["code"] == 0 && body["moreInfoUrl"] == "");
    }
    for path in ["w/0123", "x/0123456789abcdef01234567", "w/zzzzzzzzzzzzzzzzzzzzzzzz"] {
        let answer = app.call(&token, &format!("/api/documents/d/{did}/{path}/unitinfo")).await;
        assert!((400..600).contains(&answer.status) && answer.status != 500, "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn scenarios_hold_as_many_documents_as_they_say() {
    use onshape_sandbox::world::scenario::Scenario;
    for (scenario, count) in [
        (Scenario::Empty, 0),
        (Scenario::Five, 5),
        (Scenario::TwoThousand, 2_000),
        (Scenario::TenThousand, 10_000),
    ] {
        let app = App::start_with(|settings| settings.scenario = scenario).await;
        let pages = app.all_documents(&app.alice().await, "").await;
        assert_eq!(pages.concat().len(), count, "{scenario}");
    }
}

#[tokio::test]
async fn a_seed_gives_other_documents_and_the_same_ones_again() {
    let names = async |seed| {
        let app = App::start_with(|settings| settings.seed = seed).await;
        let page = app.call(&app.alice().await, "/api/documents?sortColumn=name").await.json();
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| (item["id"].clone(), item["name"].clone())).collect::<Vec<_>>()
    };
    let (zero, one, again) = (names(0).await, names(1).await, names(1).await);
    assert!(zero != one && one == again);
}
