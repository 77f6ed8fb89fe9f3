//! Every bad day on command.

use crate::app::{Answer, App};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn fault(app: &App, fault: Value) -> u64 {
    let answer = App::send(app.http.post(app.url("/__sandbox/faults")).json(&fault)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_u64().unwrap()
}

/// Alice's list while a fault of this kind strikes once.
async fn struck(more: Value) -> (App, Answer) {
    let app = App::start().await;
    let token = app.alice().await;
    let mut what = json!({ "operation": "getDocuments", "times": 1 });
    what.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    fault(&app, what).await;
    let answer = app.call(&token, "/api/v12/documents").await;
    assert_eq!(app.get("/__sandbox/faults").await.json()["faults"][0]["struck"], 1);
    (app, answer)
}

/// What a plain connection reads to its end.
async fn raw(app: &App, token: &str, path: &str) -> Vec<u8> {
    let address = app.sandbox.base_url().strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    // A reset is an end, too.
    let _ = connection.read_to_end(&mut read).await;
    read
}

#[tokio::test]
async fn each_status_has_onshapes_error_shape() {
    for (kind, status) in [
        ("bad_request", 400),
        ("unauthorized", 401),
        ("quota", 402),
        ("forbidden", 403),
        ("not_found", 404),
        ("not_acceptable", 406),
        ("conflict", 409),
        ("busy", 429),
        ("timeout", 499),
        ("server_error", 500),
        ("unavailable", 503),
    ] {
        let (_, answer) = struck(json!({ "kind": kind })).await;
        assert_eq!((answer.status, &answer.json()["status"]), (status, &json!(status)), "{kind}");
        assert!(answer.json()["message"].is_string() && answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn busy_says_when_to_come_back_in_seconds_or_as_a_date() {
    let (_, answer) = struck(json!({ "kind": "busy", "retry_after_seconds": 450 })).await;
    assert_eq!((answer.header("retry-after"), answer.header("x-rate-limit-remaining")), ("450", "0"));
    let (_, answer) =
        struck(json!({ "kind": "busy", "retry_after_seconds": 60, "retry_after_date": true })).await;
    assert_eq!(answer.header("retry-after"), "Fri, 20 Nov 2026 18:01:00 GMT");
}

#[tokio::test]
async fn bodies_are_broken_truncated_absent_html_or_of_another_type() {
    let (_, broken) = struck(json!({ "kind": "broken_json" })).await;
    assert!(broken.status == 200 && serde_json::from_str::<Value>(&broken.body).is_err());
    let (app, truncated) = struck(json!({ "kind": "truncated" })).await;
    let whole = app.call(&app.alice().await, "/api/v12/documents").await;
    assert_eq!(truncated.body.len(), whole.body.len() / 2);
    let (_, nothing) = struck(json!({ "kind": "no_content" })).await;
    assert_eq!((nothing.status, nothing.body.as_str()), (204, ""));
    let (_, gateway) = struck(json!({ "kind": "bad_gateway" })).await;
    assert!(gateway.status == 502 && gateway.body.starts_with("<html>"));
    let (_, typed) = struck(json!({ "kind": "wrong_type" })).await;
    assert!(typed.header("content-type").starts_with("text/html") && typed.json()["items"].is_array());
}

#[tokio::test]
async fn a_huge_body_is_as_long_as_it_says() {
    let (_, huge) = struck(json!({ "kind": "huge", "bytes": 3_000_000 })).await;
    assert!((2_800_000..3_200_000).contains(&huge.body.len()), "{}", huge.body.len());
}

#[tokio::test]
async fn a_connection_cut_before_the_answer_yields_nothing() {
    let app = App::start().await;
    let token = app.alice().await;
    fault(&app, json!({ "operation": "getDocuments", "kind": "cut_before" })).await;
    assert_eq!(raw(&app, &token, "/api/documents").await, b"");
    assert!(app.http.get(app.url("/api/documents")).bearer_auth(&token).send().await.is_err());
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_is_an_error_for_whoever_reads() {
    let app = App::start().await;
    let token = app.alice().await;
    fault(&app, json!({ "operation": "getDocuments", "kind": "cut_middle" })).await;
    let read = String::from_utf8(raw(&app, &token, "/api/documents").await).unwrap();
    let (head, body) = read.split_once("\r\n\r\n").unwrap();
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    let promised: usize = length.unwrap().parse().unwrap();
    assert!(body.len() < promised && body.len() > promised / 3, "{} of {promised}", body.len());
    let response = app.http.get(app.url("/api/documents")).bearer_auth(&token).send().await.unwrap();
    assert!(response.text().await.is_err());
}

#[tokio::test]
async fn silence_lasts_until_the_client_gives_up() {
    let app = App::start().await;
    let token = app.alice().await;
    fault(&app, json!({ "operation": "getDocuments", "kind": "silence" })).await;
    let request =
        app.http.get(app.url("/api/documents")).bearer_auth(&token).timeout(Duration::from_millis(200));
    assert!(request.send().await.unwrap_err().is_timeout());
    assert_eq!(app.call(&token, "/api/users/sessioninfo").await.status, 200, "others are answered");
}

#[tokio::test]
async fn redirects_lead_astray_or_in_circles() {
    let (_, foreign) = struck(json!({ "kind": "redirect_foreign" })).await;
    assert_eq!((foreign.status, foreign.location().host_str()), (307, Some("export.example.invalid")));
    let (_, elsewhere) =
        struck(json!({ "kind": "redirect_foreign", "location": "http://127.0.0.1:9/x" })).await;
    assert_eq!(elsewhere.header("location"), "http://127.0.0.1:9/x");
    let (_, circle) = struck(json!({ "kind": "redirect_loop" })).await;
    assert_eq!(circle.header("location"), "/api/v12/documents");
}

#[tokio::test]
async fn a_throttled_answer_is_whole_but_late() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = "/api/documents?limit=1";
    let length = app.call(&token, path).await.body.len();
    let half_a_second =
        json!({ "operation": "getDocuments", "kind": "throttle", "bytes_per_second": length * 2 });
    fault(&app, half_a_second).await;
    let started = Instant::now();
    assert_eq!(app.call(&token, path).await.body.len(), length);
    assert!(started.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn expired_and_revoked_tokens_really_are() {
    let app = App::start().await;
    let (access, refresh) = app.tokens().await;
    fault(&app, json!({ "operation": "getDocuments", "kind": "expired_token", "times": 1 })).await;
    assert_eq!(app.call(&access, "/api/documents").await.status, 401);
    assert_eq!(app.call(&access, "/api/users/sessioninfo").await.status, 401);
    let tokens = app.refresh(&refresh).await.json();
    let access = tokens["access_token"].as_str().unwrap();
    fault(&app, json!({ "operation": "getDocuments", "kind": "revoked_token", "times": 1 })).await;
    assert_eq!(app.call(access, "/api/documents").await.status, 401);
    assert_eq!(app.refresh(tokens["refresh_token"].as_str().unwrap()).await.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn faults_choose_by_user_method_and_chance_and_can_be_taken_away() {
    let app = App::start().await;
    let (alice, bob) = (app.alice().await, app.bob().await);
    let id = fault(&app, json!({ "operation": "getDocuments", "user": "Bob", "kind": "forbidden" })).await;
    assert_eq!(
        (app.call(&alice, "/api/documents").await.status, app.call(&bob, "/api/documents").await.status),
        (200, 403)
    );
    let gone = App::send(app.http.delete(app.url(&format!("/__sandbox/faults/{id}")))).await;
    assert_eq!((gone.status, app.call(&bob, "/api/documents").await.status), (204, 200));
    fault(&app, json!({ "operation": "getDocuments", "method": "POST", "kind": "forbidden" })).await;
    assert_eq!(app.call(&alice, "/api/documents").await.status, 200);
    fault(&app, json!({ "path": "/sessioninfo", "probability": 0.5, "kind": "server_error" })).await;
    let mut failed = 0;
    for _ in 0..60 {
        failed += u32::from(app.call(&alice, "/api/users/sessioninfo").await.status == 500);
    }
    assert!((12..=48).contains(&failed), "{failed} of 60 at a probability of 0.5");
}

#[tokio::test]
async fn nonsense_is_refused_with_a_sentence() {
    let app = App::start().await;
    for bad in [
        json!({}),
        json!({ "path": "/x", "probability": 2.0 }),
        json!({ "path": "/x", "status": 42 }),
        json!({ "path": "/x", "kind": "earthquake" }),
        json!({ "path": "/x", "unknown": true }),
    ] {
        let answer = App::send(app.http.post(app.url("/__sandbox/faults")).json(&bad)).await;
        assert!((400..500).contains(&answer.status) && !answer.body.is_empty(), "{bad}: {}", answer.status);
    }
}

#[tokio::test]
async fn messages_come_in_the_accounts_language() {
    let app = App::start().await;
    let token = app.alice().await;
    let switch =
        App::send(app.http.post(app.url("/__sandbox/switches")).json(&json!({ "message_language": "de" })))
            .await;
    assert_eq!(switch.status, 200);
    let answer = app.call(&token, "/api/documents/0123456789abcdef01234567").await;
    assert_eq!(
        (answer.status, answer.json()["message"].as_str().unwrap().starts_with("Die Ressource")),
        (403, true)
    );
}

#[tokio::test]
async fn limits_are_kept_by_the_clock() {
    let app = App::start().await;
    let token = app.alice().await;
    let switch = json!({ "rate_limit": 2, "rate_window_seconds": 60 });
    App::send(app.http.post(app.url("/__sandbox/switches")).json(&switch)).await;
    let first = app.call(&token, "/api/documents").await;
    assert_eq!((first.status, first.header("x-rate-limit-remaining")), (200, "1"));
    app.call(&token, "/api/documents").await;
    let refused = app.call(&token, "/api/documents").await;
    assert_eq!(
        (refused.status, refused.header("retry-after"), refused.header("x-rate-limit-remaining")),
        (429, "60", "0")
    );
    assert_eq!(app.call(&token, "/api/users/sessioninfo").await.status, 200, "limits are per operation");
    app.sandbox.settings().clock.advance(60);
    assert_eq!(app.call(&token, "/api/documents").await.status, 200);
}

#[tokio::test]
async fn the_years_calls_are_counted_as_onshape_counts_and_run_out() {
    let app = App::start().await;
    let token = app.alice().await;
    let mark = app.get("/__sandbox/calls").await.json()["mark"].as_u64().unwrap();
    let model =
        format!("/api/partstudios/d/{}/e/{}/gltf", app.workspace("gearbox"), app.element("gearbox", "Plate"));
    let redirect = app.call(&token, &model).await;
    app.call(&token, redirect.header("location")).await;
    app.call(&token, "/api/documents/0123456789abcdef01234567").await;
    let calls = app.get(&format!("/__sandbox/calls?since={mark}")).await.json();
    assert_eq!(
        (&calls["total"], &calls["counted"]),
        (&json!(3), &json!(2)),
        "307 and 200 count, 403 does not"
    );
    assert_eq!(calls["by_operation"], json!({ "exportPartStudioGltf": 1, "modelexport": 1 }));
    App::send(app.http.post(app.url("/__sandbox/switches")).json(&json!({ "annual_limit": 3 }))).await;
    assert_eq!(app.call(&token, "/api/documents").await.status, 200);
    assert_eq!(app.call(&token, "/api/documents").await.status, 402);
}
