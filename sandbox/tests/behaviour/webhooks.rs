//! Webhooks: registered, delivered, signed, tried again.

use crate::app::App;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

type Got = Arc<Mutex<(u16, Vec<(HeaderMap, Bytes)>)>>;

/// Something that hears webhooks and answers with a status.
struct Receiver {
    url: String,
    got: Got,
}

impl Receiver {
    async fn answering(status: u16) -> Self {
        let got: Got = Arc::new(Mutex::new((status, Vec::new())));
        let hear = async |State(got): State<Got>, headers: HeaderMap, body: Bytes| {
            let mut got = got.lock().unwrap();
            got.1.push((headers, body));
            StatusCode::from_u16(got.0).unwrap()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/event", listener.local_addr().unwrap());
        let router = Router::new().route("/event", post(hear)).with_state(got.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, got }
    }

    fn events(&self) -> Vec<Value> {
        self.got.lock().unwrap().1.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }

    /// Waits until so many have come.
    async fn heard(&self, count: usize) -> Vec<Value> {
        until(|| self.events().len() >= count).await;
        self.events()
    }

    fn answer(&self, status: u16) {
        self.got.lock().unwrap().0 = status;
    }
}

/// Waits for a state, and gives up after ten seconds.
async fn until(reached: impl Fn() -> bool) {
    let start = Instant::now();
    while !reached() {
        assert!(start.elapsed() < Duration::from_secs(10), "it never came");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn register(app: &App, token: &str, url: &str, more: Value) -> Value {
    let mut body = json!({ "url": url, "events": ["onshape.model.lifecycle.changed"], "options": { "collapseEvents": false } });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = app.post(token, "/api/v12/webhooks", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[tokio::test]
async fn a_registration_is_announced_and_events_follow() {
    let app = App::start().await;
    let (token, receiver) = (app.alice().await, Receiver::answering(200).await);
    let document = app.document("gearbox")["documentId"].clone();
    let hook = register(&app, &token, &receiver.url, json!({ "documentId": document, "data": "mine" })).await;
    assert_eq!(receiver.heard(1).await[0]["event"], "webhook.register");
    app.control("touch", &json!({ "documentId": app.document("markup")["documentId"] })).await;
    app.control("touch", &json!({ "documentId": document })).await;
    let event = &receiver.heard(2).await[1];
    assert_eq!(
        (&event["event"], &event["documentId"], &event["data"]),
        (&json!("onshape.model.lifecycle.changed"), &document, &json!("mine"))
    );
    assert_eq!(event["webhookId"], hook["id"]);
    assert!(receiver.got.lock().unwrap().1[1].0.get("x-onshape-webhook-signature-primary").is_none());
}

#[tokio::test]
async fn a_receiver_that_does_not_agree_is_not_registered() {
    let app = App::start().await;
    let (token, receiver) = (app.alice().await, Receiver::answering(204).await);
    register(&app, &token, &receiver.url, json!({})).await;
    receiver.heard(1).await;
    let state = app.sandbox.state().clone();
    until(|| state.webhooks().hooks().is_empty()).await;
    assert_eq!(app.call(&token, "/api/v12/webhooks").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_failed_delivery_is_tried_again_on_the_clock_and_by_hand() {
    let app = App::start().await;
    let (token, receiver) = (app.alice().await, Receiver::answering(200).await);
    register(&app, &token, &receiver.url, json!({})).await;
    receiver.heard(1).await;
    receiver.answer(500);
    let document = app.document("gearbox")["documentId"].clone();
    app.control("touch", &json!({ "documentId": document })).await;
    receiver.heard(2).await;
    let state = app.sandbox.state().clone();
    until(|| state.webhooks().deliveries()[1].attempts.len() == 1).await;
    receiver.answer(200);
    app.control("clock", &json!({ "advance_seconds": 10 })).await;
    receiver.heard(3).await;
    until(|| state.webhooks().deliveries()[1].next_attempt.is_none()).await;
    let deliveries = app.get("/__sandbox/webhooks").await.json()["deliveries"].clone();
    let statuses: Vec<_> = deliveries[1]["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| attempt["status"].clone())
        .collect();
    assert_eq!(statuses, [json!(500), json!(200)]);
    assert_eq!(app.control("webhooks/deliveries/2/replay", &json!({})).await.status, 204);
    assert_eq!(receiver.heard(4).await[3], receiver.events()[1], "the same again");
    assert_eq!(app.control("webhooks/deliveries/99/replay", &json!({})).await.status, 404);
}

#[tokio::test]
async fn a_key_signs_time_and_body() {
    let app = App::start().await;
    let (token, receiver) = (app.alice().await, Receiver::answering(200).await);
    app.control("switches", &json!({ "webhook_key": "a key" })).await;
    register(&app, &token, &receiver.url, json!({})).await;
    receiver.heard(1).await;
    let (headers, body) = receiver.got.lock().unwrap().1[0].clone();
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a key").unwrap();
    mac.update(format!("{}.", text("x-onshape-webhook-timestamp")).as_bytes());
    mac.update(&body);
    assert_eq!(text("x-onshape-webhook-signature-primary"), STANDARD.encode(mac.finalize().into_bytes()));
}

#[tokio::test]
async fn filters_ping_update_and_unregister() {
    let app = App::start().await;
    let (token, receiver) = (app.alice().await, Receiver::answering(200).await);
    let hook = register(
        &app,
        &token,
        &receiver.url,
        json!({ "filter": "{$DocumentId} = '0123456789abcdef01234567'" }),
    )
    .await;
    receiver.heard(1).await;
    let document = app.document("gearbox")["documentId"].clone();
    app.control("touch", &json!({ "documentId": document })).await;
    let path = format!("/api/v12/webhooks/{}", hook["id"].as_str().unwrap());
    app.post(&token, &format!("{path}/ping"), &json!({})).await;
    assert_eq!(receiver.heard(2).await[1]["event"], "webhook.ping", "the change did not pass the filter");
    let updated = app.post(&token, &path, &json!({ "name": "Mine" })).await.json();
    assert_eq!((&updated["name"], &updated["url"]), (&json!("Mine"), &json!(receiver.url)));
    assert_eq!(app.call(&app.bob().await, &path).await.status, 403, "it is Alice's");
    App::send(app.http.delete(app.url(&path)).bearer_auth(&token)).await;
    assert_eq!(receiver.heard(3).await[2]["event"], "webhook.unregister");
    assert_eq!(app.call(&token, &path).await.status, 403);
}

#[tokio::test]
async fn nonsense_is_not_registered() {
    let app = App::start().await;
    let token = app.alice().await;
    for bad in [
        json!({}),
        json!({ "url": "/relative", "events": ["webhook.ping"] }),
        json!({ "url": "ftp://x/", "events": ["webhook.ping"] }),
        json!({ "url": "http://127.0.0.1:9/", "events": ["onshape.made.up"] }),
        json!({ "url": "http://127.0.0.1:9/", "events": [] }),
        json!({ "url": "http://127.0.0.1:9/", "events": "all" }),
    ] {
        let answer = app.post(&token, "/api/v12/webhooks", &bad).await;
        assert_eq!((answer.status, &answer.json()["status"]), (400, &json!(400)), "{bad}");
    }
}
