//! Uploaded files: down and up.

use crate::app::{Answer, App};
use crate::translations::{done, download, post, writer};
use serde_json::{Value, json};

async fn bytes(app: &App, token: &str, path: &str) -> (String, Vec<u8>) {
    let response = app.http.get(app.url(path)).bearer_auth(token).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.headers()["content-type"].to_str().unwrap()),
        (200, "application/octet-stream")
    );
    let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    (name, response.bytes().await.unwrap().to_vec())
}

const BOUNDARY: &str = "a-boundary";

async fn upload(app: &App, token: &str, path: &str, name: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/x-said\r\n\r\n"
    );
    let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    App::send(app.http.post(app.url(path)).bearer_auth(token).header("content-type", kind).body(body)).await
}

#[tokio::test]
async fn every_kind_of_file_is_what_its_name_says() {
    let (app, token) = writer().await;
    for (name, beginning) in [
        ("Data sheet.pdf", &b"%PDF-"[..]),
        ("Photo.png", b"\x89PNG"),
        ("Logo.svg", b"<svg"),
        ("Report.html", b"<!doctype html>"),
        ("Notes.md", b"# "),
        ("Read me.txt", b"Read me"),
        ("Parts list.csv", b"Item,"),
        ("Scan.glb", b"glTF"),
        ("Mesh.obj", b"#"),
        ("Costs.xlsx", b"PK\x03\x04"),
    ] {
        let path = format!("/api/blobelements/d/{}/e/{}", app.workspace("files"), app.element("files", name));
        let (disposition, bytes) = bytes(&app, &token, &path).await;
        assert!(bytes.starts_with(beginning), "{name}");
        assert_eq!(disposition, format!("attachment; filename*=UTF-8''{}", name.replace(' ', "%20")));
    }
}

#[tokio::test]
async fn an_upload_is_a_tab_with_the_same_bytes_and_can_be_replaced() {
    let (app, token) = writer().await;
    let place = app.workspace("files");
    let path = format!("/api/blobelements/d/{place}");
    let content = [b"caf\xc3\xa9\r\n--not the boundary\r\n\0\xff".as_slice(), &vec![7; 200_000]].concat();
    let made = upload(&app, &token, &path, "folder/Prüf bericht.csv", &content).await.json();
    assert_eq!((&made["name"], &made["elementType"]), (&json!("Prüf bericht.csv"), &json!("BLOB")));
    assert_eq!((&made["dataType"], &made["translationId"]), (&json!("text/csv"), &Value::Null));
    let element = format!("{path}/e/{}", made["id"].as_str().unwrap());
    assert_eq!(
        bytes(&app, &token, &element).await,
        ("attachment; filename*=UTF-8''Pr%C3%BCf%20bericht.csv".to_owned(), content)
    );
    let replaced = upload(&app, &token, &element, "New.bin", b"new").await.json();
    assert_eq!(
        (&replaced["id"], &replaced["name"], &replaced["dataType"]),
        (&made["id"], &json!("New.bin"), &json!("text/x-said"))
    );
    assert_ne!(replaced["microversionId"], made["microversionId"]);
    assert_eq!(bytes(&app, &token, &element).await.1, b"new");
    let history = app.call(&token, &format!("/api/documents/d/{place}/documenthistory")).await.json();
    assert_eq!(history[0]["description"], "Update : New.bin");
}

#[tokio::test]
async fn an_uploaded_file_is_translated_to_what_it_is() {
    let (app, token) = writer().await;
    let place = app.workspace("files");
    let at = format!("/api/blobelements/d/{place}/e/{}/translations", app.element("files", "Data sheet.pdf"));
    let started = post(&app, &token, &at, json!({ "formatName": "PDF" })).await;
    let (_, name, bytes) = download(&app, &token, &done(&app, &token, &started).await).await;
    assert!(bytes.starts_with(b"%PDF-") && name.ends_with("Data%20sheet.pdf"));
    assert_eq!(post(&app, &token, &at, json!({ "formatName": "STEP" })).await.status, 400);
}

#[tokio::test]
async fn uploads_are_saved_and_loaded() {
    let (app, token) = writer().await;
    let path = format!("/api/blobelements/d/{}", app.workspace("files"));
    let made = upload(&app, &token, &path, "a.bin", b"\x00\x01").await.json();
    let element = format!("{path}/e/{}", made["id"].as_str().unwrap());
    let saved = serde_json::to_string(&app.sandbox.state().uploads.save()).unwrap();
    app.sandbox.state().uploads.reset();
    assert_eq!(app.call(&token, &element).await.status, 404);
    app.sandbox.state().uploads.load(serde_json::from_str(&saved).unwrap());
    assert_eq!(bytes(&app, &token, &element).await.1, b"\x00\x01");
}

#[tokio::test]
async fn bad_uploads_are_refused() {
    let (app, token) = writer().await;
    let path = format!("/api/blobelements/d/{}", app.workspace("files"));
    let raw = async |kind: &str, body: Vec<u8>| {
        let request =
            app.http.post(app.url(&path)).bearer_auth(&token).header("content-type", kind).body(body);
        App::send(request).await.status
    };
    assert_eq!(raw("application/json", b"{}".to_vec()).await, 415);
    assert_eq!(raw("multipart/form-data", Vec::new()).await, 400);
    assert_eq!(
        raw(
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"file\"".to_vec()
        )
        .await,
        400
    );
    assert_eq!(raw("multipart/form-data; boundary=x", b"--x--\r\n".to_vec()).await, 400, "no file");
    assert_eq!(raw("multipart/form-data; boundary=x", vec![b'x'; 11 << 20]).await, 413);
    assert_eq!(upload(&app, &token, &path, "", b"x").await.status, 400, "no name");
    let studio = format!("{path}/e/{}", app.element("files", "Plate"));
    assert_eq!(upload(&app, &token, &studio, "a.txt", b"x").await.status, 400);
    assert_eq!(app.call(&token, &studio).await.status, 400);
    let elsewhere = format!("/api/blobelements/d/{}", app.workspace("borrowed"));
    assert_eq!(upload(&app, &token, &elsewhere, "a.txt", b"x").await.status, 403);
    let reader = App::start().await;
    let token = reader.alice().await;
    let path = format!("/api/blobelements/d/{}", reader.workspace("files"));
    assert_eq!(upload(&reader, &token, &path, "a.txt", b"x").await.status, 403, "the scope is missing");
}
