//! API keys: openly by Basic, or as a signature over the request.

use crate::app::{Answer, App};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use onshape_sandbox::settings::ApiKey;
use serde_json::json;
use sha2::Sha256;

/// A quarter of a minute after the time at which the tests' clock stands.
const NOW: &str = "Fri, 20 Nov 2026 18:00:15 GMT";

/// What is signed.
#[derive(Clone)]
struct Signed {
    method: &'static str,
    nonce: String,
    date: &'static str,
    kind: &'static str,
    path: String,
    query: String,
}

impl Signed {
    fn of(path: &str, query: &str, nonce: &str) -> Self {
        let (path, query) = (path.to_owned(), query.to_owned());
        Self { method: "GET", nonce: nonce.to_owned(), date: NOW, kind: "application/json", path, query }
    }

    fn signature(&self, secret: &str) -> String {
        let Self { method, nonce, date, kind, path, query } = self;
        let text = format!("{method}\n{nonce}\n{date}\n{kind}\n{path}\n{query}\n").to_lowercase();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }

    /// The request as it stands here, with a signature that may be another's.
    async fn send(&self, app: &App, host: &str, key: &ApiKey, signature: &str) -> Answer {
        let url = format!("{host}{}?{}", self.path, self.query);
        let request = app.http.request(self.method.parse().unwrap(), url).header("date", self.date);
        let request = request.header("on-nonce", &self.nonce).header("content-type", self.kind);
        let authorization = format!("On {}:HmacSHA256:{signature}", key.access);
        App::send(request.header("authorization", authorization)).await
    }

    /// The request, rightly signed.
    async fn call(&self, app: &App, host: &str, key: &ApiKey) -> Answer {
        self.send(app, host, key, &self.signature(&key.secret)).await
    }
}

fn alices(app: &App) -> ApiKey {
    app.sandbox.settings().api_keys[0].clone()
}

#[tokio::test]
async fn each_user_has_a_pair_that_opens_by_basic() {
    let app = App::start().await;
    let keys = app.get("/__sandbox/client").await.json()["api_keys"].clone();
    let secrets = app.get("/__sandbox/secrets").await.json();
    assert_eq!(keys.as_array().unwrap().len(), 3);
    for (key, user) in keys.as_array().unwrap().iter().zip(["Alice", "Bob", "Lena"]) {
        assert_eq!(key["user"], user);
        assert!(secrets["secrets"].as_array().unwrap().contains(&key["secret_key"]));
        let (access, secret) = (key["access_key"].as_str().unwrap(), key["secret_key"].as_str().unwrap());
        let who = app.http.get(app.url("/api/v12/users/sessioninfo"));
        let who = App::send(who.basic_auth(access, Some(secret))).await.json();
        assert_eq!(who["firstName"], user);
    }
    let key = alices(&app);
    for (access, secret) in [(&*key.access, "wrong"), ("wrong", &key.secret), (&key.secret, &key.access)] {
        let request = app.http.get(app.url("/api/v12/documents")).basic_auth(access, Some(secret));
        assert_eq!(App::send(request).await.status, 401, "{access}");
    }
}

#[tokio::test]
async fn a_signed_request_is_answered_once() {
    let app = App::start().await;
    let (key, host) = (alices(&app), app.sandbox.base_url());
    let request = Signed::of("/api/v12/documents", "limit=1&q=Gear%20Box", "abcdefghijklmnop");
    assert_eq!(request.call(&app, host, &key).await.status, 200);
    assert_eq!(request.call(&app, host, &key).await.status, 401, "the nonce is spent");
    let other = Signed { nonce: "abcdefghijklmnopq".to_owned(), ..request };
    assert_eq!(other.call(&app, host, &key).await.status, 200);
}

#[tokio::test]
async fn a_signature_is_good_for_what_was_signed_and_nothing_else() {
    let app = App::start().await;
    let (key, host) = (alices(&app), app.sandbox.base_url());
    let right = Signed::of("/api/v12/documents", "limit=1", "abcdefghijklmnop1");
    let changed = [
        Signed { method: "POST", ..right.clone() },
        Signed { nonce: "abcdefghijklmnop2".to_owned(), ..right.clone() },
        Signed { date: "Fri, 20 Nov 2026 18:00:16 GMT", ..right.clone() },
        Signed { kind: "text/plain", ..right.clone() },
        Signed { path: "/api/v12/teams".to_owned(), ..right.clone() },
        Signed { query: "limit=2".to_owned(), ..right.clone() },
        Signed { query: String::new(), ..right.clone() },
    ];
    let signature = right.signature(&key.secret);
    for (number, sent) in changed.iter().enumerate() {
        assert_eq!(sent.send(&app, host, &key, &signature).await.status, 401, "change {number}");
    }
    let bobs = &app.sandbox.settings().api_keys[1];
    assert_eq!(right.send(&app, host, bobs, &signature).await.status, 401, "another's key");
    assert_eq!(right.send(&app, host, &key, &right.signature("wrong")).await.status, 401);
    assert_eq!(right.send(&app, host, &key, "").await.status, 401);
    // None of these has spent the nonce.
    assert_eq!(right.send(&app, host, &key, &signature).await.status, 200);
}

#[tokio::test]
async fn the_date_must_be_near_the_clock_and_the_nonce_long() {
    let app = App::start().await;
    let (key, host) = (alices(&app), app.sandbox.base_url());
    let right = Signed::of("/api/v12/documents", "limit=1", "abcdefghijklmnop1");
    let dated = |date: &'static str, nonce: &str| Signed { date, nonce: nonce.to_owned(), ..right.clone() };
    for (date, nonce, status) in [
        ("Fri, 20 Nov 2026 17:55:00 GMT", "abcdefghijklmnop2", 200),
        ("Fri, 20 Nov 2026 17:54:59 GMT", "abcdefghijklmnop3", 401),
        ("Fri, 20 Nov 2026 18:05:00 GMT", "abcdefghijklmnop4", 200),
        ("Fri, 20 Nov 2026 18:05:01 GMT", "abcdefghijklmnop5", 401),
        ("yesterday", "abcdefghijklmnop6", 401),
        (NOW, "abcdefghijklmno", 401),
        (NOW, "abcdefghijklmno-7", 401),
    ] {
        assert_eq!(dated(date, nonce).call(&app, host, &key).await.status, status, "{date} {nonce}");
    }
    app.sandbox.settings().clock.advance(600);
    assert_eq!(right.call(&app, host, &key).await.status, 401, "the clock has moved on");
}

#[tokio::test]
async fn the_export_host_wants_a_signature_of_its_own() {
    let app = App::start().await;
    let (key, base) = (alices(&app), app.sandbox.base_url());
    let path = format!("/api/v12/partstudios/{}/gltf", app.place("gearbox", "Plate"));
    let first = Signed::of(&path, "", "abcdefghijklmnop1");
    let sent = first.call(&app, base, &key).await;
    assert_eq!(sent.status, 307, "{}", sent.body);
    let there = sent.location();
    let export = app.sandbox.export_url();
    let again = Signed::of(there.path(), there.query().unwrap(), "abcdefghijklmnop2");
    let old = first.signature(&key.secret);
    assert_eq!(again.send(&app, export, &key, &old).await.status, 401, "signed for the other host");
    assert_eq!(again.call(&app, export, &key).await.status, 200);
    assert_eq!(again.call(&app, export, &key).await.status, 401, "the nonce is spent");
}

#[tokio::test]
async fn signed_calls_are_limited_and_logged_as_their_users() {
    let app = App::start().await;
    let (key, host) = (alices(&app), app.sandbox.base_url());
    app.control("switches", &json!({ "rate_limit": 1, "rate_window_seconds": 60 })).await;
    let call = async |nonce: &str| {
        Signed::of("/api/v12/documents", "limit=1", nonce).call(&app, host, &key).await.status
    };
    assert_eq!((call("abcdefghijklmnop1").await, call("abcdefghijklmnop2").await), (200, 429));
    let log = app.get("/__sandbox/requests").await.json();
    assert_eq!(log["requests"].as_array().unwrap().last().unwrap()["user"], "Alice");
}
