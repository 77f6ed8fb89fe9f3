//! What the inspector is made from: the log, replay, messages, state as a file.

use crate::app::App;
use serde_json::json;

#[tokio::test]
async fn a_request_is_shown_whole_and_without_its_token() {
    let app = App::start().await;
    let token = app.alice().await;
    app.call(&token, "/api/v12/documents?limit=2").await;
    let log = app.get("/__sandbox/requests").await.json();
    let entry = log["requests"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&entry["operation"], &entry["user"], &entry["counted"]),
        (&json!("getDocuments"), &json!("Alice"), &json!(true))
    );
    let shown = app.get(&format!("/__sandbox/requests/{}", entry["number"])).await;
    let whole = shown.json();
    assert!(whole["response_body"].as_str().unwrap().contains("\"items\""));
    assert_eq!(whole["request_headers"]["authorization"], "Bearer [hidden]");
    let curl = whole["curl"].as_str().unwrap();
    assert!(
        curl.contains("Bearer $TOKEN") && curl.contains("'http://127.0.0.1:") && curl.contains("limit=2'"),
        "{curl}"
    );
    assert!(!shown.body.contains(&token));
    assert_eq!(app.get("/__sandbox/requests/999999").await.status, 404);
}

#[tokio::test]
async fn bodies_of_token_requests_stay_hidden() {
    let app = App::start().await;
    let (access, refresh) = app.tokens().await;
    let log = app.get("/__sandbox/requests").await.json();
    for entry in log["requests"].as_array().unwrap() {
        let shown = app.get(&format!("/__sandbox/requests/{}", entry["number"])).await.body;
        assert!(!shown.contains(&access) && !shown.contains(&refresh) && !shown.contains("client_secret"));
    }
}

#[tokio::test]
async fn a_request_can_be_sent_again() {
    let app = App::start().await;
    let token = app.alice().await;
    app.call(&token, "/api/users/sessioninfo").await;
    let number = app.get("/__sandbox/requests").await.json()["mark"].as_u64().unwrap();
    let answer =
        App::send(app.http.post(app.url(&format!("/__sandbox/requests/{number}/replay")))).await.json();
    assert_eq!((&answer["status"], answer["number"].as_u64()), (&json!(200), Some(number + 1)));
    let token_request = app.get("/__sandbox/requests").await.json()["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["operation"] == "token")
        .unwrap()["number"]
        .clone();
    assert_eq!(
        App::send(app.http.post(app.url(&format!("/__sandbox/requests/{token_request}/replay"))))
            .await
            .status,
        409
    );
}

#[tokio::test]
async fn messages_of_the_host_page_are_kept_in_order() {
    let app = App::start().await;
    let told = json!({ "messages": [
        { "direction": "in", "frame": "tab", "data": { "messageName": "applicationInit" }, "valid": true },
        { "direction": "in", "data": 5, "valid": false, "reason": "not an object" },
    ] });
    assert_eq!(App::send(app.http.post(app.url("/__sandbox/messages")).json(&told)).await.status, 204);
    let messages = app.get("/__sandbox/messages").await.json();
    assert_eq!((&messages["mark"], &messages["messages"][1]["reason"]), (&json!(2), &json!("not an object")));
    assert_eq!(app.get("/__sandbox/messages?since=2").await.json()["messages"], json!([]));
}

#[tokio::test]
async fn whoever_waits_for_a_change_hears_of_it() {
    let app = App::start().await;
    let now = app.get("/__sandbox/changes").await.json()["change"].as_u64();
    let token = app.alice().await;
    let before = app.get("/__sandbox/changes").await.json()["change"].as_u64().unwrap();
    assert!(now.is_some());
    let waiting = tokio::spawn(app.http.get(app.url(&format!("/__sandbox/changes?since={before}"))).send());
    app.call(&token, "/api/documents").await;
    let answer: serde_json::Value = waiting.await.unwrap().unwrap().json().await.unwrap();
    assert!(answer["change"].as_u64().unwrap() > before);
}

#[tokio::test]
async fn switches_change_one_by_one_and_unknown_ones_are_refused() {
    let app = App::start().await;
    let set = async |some| App::send(app.http.post(app.url("/__sandbox/switches")).json(&some)).await;
    assert_eq!(set(json!({ "pkce": "required", "translation_seconds": 1 })).await.json()["pkce"], "required");
    assert_eq!(app.get("/__sandbox/switches").await.json()["translation_seconds"], 1);
    let refused = set(json!({ "gravity": 0 })).await;
    assert!(refused.status == 400 && refused.body.contains("gravity"));
    assert_eq!(set(json!({ "pkce": "sometimes" })).await.status, 400);
    assert_eq!(
        app.get("/__sandbox/switches").await.json()["pkce"],
        "required",
        "what was refused changed nothing"
    );
}

#[tokio::test]
async fn the_clock_is_told_set_and_never_goes_back() {
    let app = App::start().await;
    let set = async |body| App::send(app.http.post(app.url("/__sandbox/clock")).json(&body)).await;
    assert_eq!(app.get("/__sandbox/clock").await.json()["now"], "2026-11-20T18:00:00Z");
    assert_eq!(set(json!({ "set": "2026-12-24T18:00:00Z" })).await.json()["now"], "2026-12-24T18:00:00Z");
    assert_eq!(set(json!({ "set": "2026-12-01T00:00:00Z" })).await.status, 400);
    assert_eq!(set(json!({})).await.status, 400);
}

#[tokio::test]
async fn a_saved_sandbox_goes_on_in_another_one() {
    let one = App::start().await;
    let token = one.alice().await;
    let document = one.document("gearbox")["documentId"].clone();
    let touched =
        App::send(one.http.post(one.url("/__sandbox/touch")).json(&json!({ "documentId": document })))
            .await
            .json();
    App::send(one.http.post(one.url("/__sandbox/switches")).json(&json!({ "basic_auth": true }))).await;
    App::send(one.http.post(one.url("/__sandbox/faults")).json(&json!({ "path": "/teams", "status": 500 })))
        .await;
    one.sandbox.settings().clock.advance(600);
    let saved = one.get("/__sandbox/state").await;
    let other = App::start().await;
    assert_eq!(other.call(&token, "/api/documents").await.status, 401, "it has never heard of the token");
    let load = other.http.put(other.url("/__sandbox/state")).body(saved.body.clone());
    assert_eq!(App::send(load).await.status, 204);
    let place = other.workspace("gearbox");
    let current = other.call(&token, &format!("/api/documents/d/{place}/currentmicroversion")).await.json();
    assert_eq!(current["microversion"], touched["microversion"]);
    assert_eq!(other.get("/__sandbox/switches").await.json()["basic_auth"], true);
    assert_eq!(other.call(&token, "/api/teams").await.status, 500);
    assert_eq!(other.get("/__sandbox/clock").await.json(), one.get("/__sandbox/clock").await.json());
    assert_eq!(other.get("/__sandbox/state").await.json()["world"], saved.json()["world"]);
    for nonsense in ["", "[]", "{\"version\":99}", "\u{0}"] {
        assert_eq!(App::send(other.http.put(other.url("/__sandbox/state")).body(nonsense)).await.status, 400);
    }
}

#[tokio::test]
async fn reset_can_change_the_scenario() {
    let app = App::start().await;
    let reset = async |body: &'static str| {
        App::send(app.http.post(app.url("/__sandbox/reset")).body(body)).await.status
    };
    assert_eq!(reset("{\"scenario\":\"five\"}").await, 204);
    assert_eq!(app.all_documents(&app.alice().await, "").await.concat().len(), 5);
    assert_eq!((reset("{\"scenario\":\"six\"}").await, reset("[").await), (400, 400));
    assert_eq!(reset("").await, 204);
    assert_eq!(app.all_documents(&app.alice().await, "").await.concat().len(), 5, "the scenario stays");
}

#[tokio::test]
async fn two_sandboxes_in_one_process_know_nothing_of_each_other() {
    let (one, other) = (App::start().await, App::start().await);
    let token = one.alice().await;
    assert_eq!(other.call(&token, "/api/documents").await.status, 401);
    one.sandbox.settings().clock.advance(100);
    assert_ne!(one.get("/__sandbox/clock").await.json(), other.get("/__sandbox/clock").await.json());
}

#[tokio::test]
async fn the_inspectors_page_runs_no_inline_script_and_holds_no_secret() {
    let app = App::start().await;
    let token = app.alice().await;
    let page = app.get("/__sandbox/").await;
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert!(!page.body.contains(&token) && !page.body.contains(&app.sandbox.settings().client_secret));
    for asset in ["/assets/inspector.js", "/assets/inspector.css", "/assets/host.css", "/assets/host.js"] {
        assert_eq!(app.get(asset).await.status, 200, "{asset}");
    }
}
