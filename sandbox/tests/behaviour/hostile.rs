//! Whatever is sent: Onshape's error shape, never a failure of the sandbox.

use crate::app::App;
use http::Method;
use onshape_sandbox::api::operation::Operation;
use serde_json::{Value, json};

/// What may stand in a path where an id belongs.
const SEGMENTS: [&str; 9] =
    ["x", "%00", "%2e%2e", "%F0%9F%92%A5", "'", "0123456789abcdef01234567", "%FF%FE", "-1", "{did}"];

fn bodies() -> [Vec<u8>; 5] {
    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    [
        Vec::new(),
        b"{\"name\":5,\"events\":{},\"properties\":[[]],\"parameters\":7,\"message\":[]}".to_vec(),
        deep.into_bytes(),
        vec![0xff, 0xfe, 0x00],
        b"null".to_vec(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_fails_on_nonsense_in_path_and_body() {
    let (app, token) = App::writer().await;
    let document = app.document("gearbox");
    let (did, wid) = (document["documentId"].as_str().unwrap(), document["workspaceId"].as_str().unwrap());
    let mut calls = 0;
    for (number, operation) in Operation::all().iter().enumerate() {
        for (at, nonsense) in SEGMENTS.into_iter().enumerate() {
            // Every other one finds the document, so that the nonsense reaches further in.
            let real = at % 2 == 0;
            let filled: Vec<_> = operation
                .path
                .split('/')
                .map(|part| match part {
                    "{did}" if real => did.to_owned(),
                    "{wid}" | "{wvmid}" | "{wvid}" | "{wmid}" if real => wid.to_owned(),
                    "{wvm}" | "{wv}" | "{wm}" => "w".to_owned(),
                    "{vm}" => "v".to_owned(),
                    _ if part.starts_with('{') => nonsense.to_owned(),
                    literal => literal.to_owned(),
                })
                .collect();
            let path = filled.join("/");
            let body = bodies()[(number + at) % 5].clone();
            let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
            let request = app
                .http
                .request(method, app.url(&format!("/api/v12{path}?limit=-1&configuration=%00")))
                .bearer_auth(&token);
            let response =
                request.header("content-type", "application/json").body(body).send().await.unwrap();
            let status = response.status().as_u16();
            assert!(status != 500, "{} {path}: {}", operation.method, response.text().await.unwrap());
            if status >= 400 {
                let answer: Value = response.json().await.unwrap();
                assert_eq!(answer["status"], status, "{} {path}: {answer}", operation.name);
                assert!(answer["message"].is_string() && answer["code"] == 0, "{answer}");
            }
            calls += 1;
        }
    }
    assert!(calls > 2_000);
    assert_eq!(app.call(&token, "/api/v12/documents").await.status, 200, "it still answers");
}

#[tokio::test]
async fn control_requests_that_make_no_sense_are_refused() {
    let (app, _) = App::writer().await;
    for path in ["clock", "switches", "faults", "revoke", "expire", "messages", "touch", "webhooks/emit"] {
        for body in ["", "[]", "{\"user\":5}", "{", "\u{1F4A5}", "5"] {
            let request = app
                .http
                .post(app.url(&format!("/__sandbox/{path}")))
                .header("content-type", "application/json");
            let status = App::send(request.body(body)).await.status;
            assert!((400..500).contains(&status), "{path} {body}: {status}");
        }
    }
    let touch = json!({ "documentId": "0123456789abcdef01234567" });
    assert_eq!(app.control("touch", &touch).await.status, 404);
}

#[tokio::test]
async fn very_long_and_very_many_things_are_borne() {
    let (app, token) = App::writer().await;
    let long = "a".repeat(5_000);
    assert_eq!(app.call(&token, &format!("/api/documents?q={long}")).await.json()["items"], json!([]));
    assert_eq!(app.call(&token, &format!("/api/documents/{long}")).await.status, 400);
    assert_eq!(app.call(&token, "/api/documents?offset=99999999999999999999").await.status, 400);
    assert_eq!(
        app.call(&token, "/api/documents?offset=18446744073709551615").await.json()["items"],
        json!([])
    );
    assert_eq!(app.post(&token, "/api/documents", &json!({ "name": "n".repeat(300) })).await.status, 400);
    assert_eq!(app.call(&"t".repeat(6_000), "/api/documents").await.status, 401);
}
