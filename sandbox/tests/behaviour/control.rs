//! The JSON control.

use crate::app::App;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn control(app: &App, path: &str, body: Value) {
    let request = app.http.post(app.url(&format!("/__sandbox/{path}"))).json(&body);
    assert!(App::send(request).await.status < 300, "{path}");
}

#[tokio::test]
async fn every_secret_issued_is_listed() {
    let app = App::start().await;
    let code = app.code(&[]).await;
    let tokens = app.exchange(&code, &[]).await.json();
    let secrets = app.get("/__sandbox/secrets").await.json()["secrets"].clone();
    let secrets: Vec<_> = secrets.as_array().unwrap().iter().map(|secret| secret.as_str().unwrap()).collect();
    for secret in [
        app.sandbox.settings().client_secret.as_str(),
        &code,
        tokens["access_token"].as_str().unwrap(),
        tokens["refresh_token"].as_str().unwrap(),
    ] {
        assert!(secrets.contains(&secret));
    }
}

#[tokio::test]
async fn the_client_is_told() {
    let app = App::start().await;
    let client = app.get("/__sandbox/client").await.json();
    assert_eq!(client["redirect_uri"], "http://localhost:3000/oauthRedirect");
    for name in ["client_id", "client_secret"] {
        let text = client[name].as_str().unwrap();
        assert!(text.ends_with('=') && text.contains('+') && text.contains('/') && text.contains('&'));
    }
}

#[tokio::test]
async fn revoke_ends_both_tokens_and_expire_one() {
    let app = App::start().await;
    let (access, refresh) = app.tokens().await;
    control(&app, "expire", json!({"user": "Alice"})).await;
    assert_eq!(app.call(&access, "/api/documents").await.status, 401);
    let tokens = app.refresh(&refresh).await.json();
    control(&app, "revoke", json!({"user": "alice"})).await;
    assert_eq!(app.call(tokens["access_token"].as_str().unwrap(), "/api/documents").await.status, 401);
    let refused = app.refresh(tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn revoking_alice_leaves_bob_alone() {
    let app = App::start().await;
    let bob = app.bob().await;
    control(&app, "revoke", json!({"user": "Alice"})).await;
    assert_eq!(app.call(&bob, "/api/documents").await.status, 200);
}

#[tokio::test]
async fn reset_forgets_grants_sessions_codes_faults_and_the_log() {
    let app = App::start().await;
    let (access, _) = app.tokens().await;
    let (code, cookie) = (app.code(&[]).await, app.bobs_cookie().await);
    control(&app, "faults", json!({"path": "/api/documents", "status": 500})).await;
    control(&app, "reset", json!({})).await;
    assert_eq!(app.get("/__sandbox/requests").await.json()["requests"], json!([]));
    assert_eq!(app.call(&access, "/api/documents").await.status, 401);
    assert_eq!(app.exchange(&code, &[]).await.json()["error"], "invalid_grant");
    assert_eq!(app.authorize(&[]).await.status, 200);
    let page = App::send(app.http.get(app.url("/")).header("cookie", cookie)).await.body;
    assert!(page.contains(r#"value="Alice" aria-pressed="true""#));
}

#[tokio::test]
async fn the_clock_moves_by_request() {
    let app = App::start().await;
    let token = app.alice().await;
    control(&app, "clock", json!({"advance_seconds": 3600})).await;
    assert_eq!(app.call(&token, "/api/documents").await.status, 401);
}

#[tokio::test]
async fn the_log_tells_requests_since_a_mark_and_no_secret() {
    let app = App::start().await;
    let token = app.alice().await;
    let mark = app.get("/__sandbox/requests").await.json()["mark"].as_u64().unwrap();
    app.call(&token, "/api/v12/documents?limit=5").await;
    app.get("/user/applications").await;
    let log = app.get(&format!("/__sandbox/requests?since={mark}")).await.json();
    let paths: Vec<_> =
        log["requests"].as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["/api/v12/documents?limit=5", "/user/applications"]);
    assert_eq!(log["requests"][0]["status"], 200);
    let whole = app.get("/__sandbox/requests").await.body;
    let secrets = app.get("/__sandbox/secrets").await.json()["secrets"].clone();
    assert!(secrets.as_array().unwrap().iter().all(|secret| !whole.contains(secret.as_str().unwrap())));
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_it_says_and_carries_onshapes_headers() {
    let app = App::start().await;
    let token = app.alice().await;
    let fault = json!({"path": "/documents", "method": "get", "status": 429, "headers": {"Retry-After": "450", "X-Rate-Limit-Remaining": "0"}, "times": 1});
    control(&app, "faults", fault).await;
    assert_eq!(app.call(&token, "/api/users/sessioninfo").await.status, 200);
    let struck = app.call(&token, "/api/documents").await;
    assert_eq!((struck.status, struck.header("retry-after")), (429, "450"));
    assert_eq!((struck.header("x-rate-limit-remaining"), &struck.json()["status"]), ("0", &429.into()));
    assert_eq!(app.call(&token, "/api/documents").await.status, 200);
}

#[tokio::test]
async fn faults_reach_tokens_and_exports_with_any_body() {
    let app = App::start().await;
    let token = app.alice().await;
    let html = json!({"path": "/modelexport", "status": 502, "content_type": "text/html", "body": "<h1>Bad gateway</h1>"});
    control(&app, "faults", html).await;
    control(&app, "faults", json!({"path": "/oauth/token", "status": 503})).await;
    let answer = app.get(&format!("{}/modelexport?x=1", app.sandbox.export_url())).await;
    assert_eq!(
        (answer.status, answer.header("content-type"), answer.body.as_str()),
        (502, "text/html", "<h1>Bad gateway</h1>")
    );
    assert_eq!(app.exchange("x", &[]).await.status, 503);
    App::send(app.http.delete(app.url("/__sandbox/faults"))).await;
    assert_eq!(app.exchange("x", &[]).await.status, 400);
    assert_eq!(app.call(&token, "/api/documents").await.status, 200);
}

#[tokio::test]
async fn a_fault_may_only_delay() {
    let app = App::start().await;
    let token = app.alice().await;
    control(&app, "faults", json!({"path": "/documents", "delay_ms": 150})).await;
    let started = Instant::now();
    assert_eq!(app.call(&token, "/api/documents").await.status, 200);
    assert!(started.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_stopped_sandbox_frees_its_port() {
    let app = App::start().await;
    let mut settings = app.sandbox.settings().clone();
    drop(app.http);
    app.sandbox.stop().await;
    settings.export_port = 0;
    assert!(onshape_sandbox::Sandbox::start(settings).await.is_ok());
}
