//! Drawings: views, formats, PDF.

use crate::app::App;
use crate::translations::{done, download, post, writer};
use serde_json::{Value, json};

fn path(app: &App, what: &str) -> String {
    format!(
        "/api/drawings/d/{}/e/{}/{what}",
        app.workspace("gearbox"),
        app.element("gearbox", "Gearbox drawing")
    )
}

#[tokio::test]
async fn a_drawing_has_views_of_its_model() {
    let (app, token) = writer().await;
    let views = app.call(&token, &path(&app, "views")).await.json();
    let items = views["items"].as_array().unwrap();
    assert_eq!(items.len(), 4);
    for view in items {
        let matrix: Vec<f64> =
            view["viewMatrix"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        let length: f64 = matrix[..3].iter().map(|n| n * n).sum();
        assert!(matrix.len() == 16 && (length - 1.0).abs() < 1e-9, "{matrix:?}");
        assert!(view["viewId"] != items[0]["viewId"] || view == &items[0]);
    }
    let studio = path(&app, "views")
        .replace(&app.element("gearbox", "Gearbox drawing"), &app.element("gearbox", "Gear"));
    assert_eq!(app.call(&token, &studio).await.status, 400);
}

#[tokio::test]
async fn a_drawing_becomes_a_pdf_or_a_picture() {
    let (app, token) = writer().await;
    for (format, beginning) in [("PDF", &b"%PDF-"[..]), ("PNG", b"\x89PNG")] {
        let started = post(&app, &token, &path(&app, "translations"), json!({ "formatName": format })).await;
        let done = done(&app, &token, &started).await;
        let (kind, name, bytes) = download(&app, &token, &done).await;
        assert_eq!(kind, "application/octet-stream;charset=utf-8");
        assert_eq!(name, format!("attachment; filename*=UTF-8''Gearbox%20drawing.{}", format.to_lowercase()));
        assert!(bytes.starts_with(beginning) && bytes.len() > 1000);
    }
    let mesh =
        post(&app, &token, &path(&app, "translations"), json!({ "formatName": "STL", "resolution": "fine" }))
            .await;
    assert_eq!(mesh.status, 400);
    let dwg = post(&app, &token, &path(&app, "translations"), json!({ "formatName": "DWG" })).await;
    assert_eq!(done(&app, &token, &dwg).await["requestState"], "FAILED");
}

#[tokio::test]
async fn a_drawing_says_what_it_can_become() {
    let (app, token) = writer().await;
    let list = app.call(&token, &path(&app, "translationformats")).await.json();
    let names: Vec<&Value> = list.as_array().unwrap().iter().map(|format| &format["name"]).collect();
    assert!(names.contains(&&json!("PDF")) && !names.contains(&&json!("GLTF")));
}
