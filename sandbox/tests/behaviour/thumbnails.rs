//! Thumbnails.

use crate::app::App;

#[tokio::test]
async fn every_promised_picture_is_a_png_of_its_size() {
    let app = App::start().await;
    let token = app.alice().await;
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let document = app.call(&token, &format!("/api/documents/{did}")).await.json();
    let sizes = document["thumbnail"]["sizes"].as_array().unwrap();
    assert_eq!(sizes.len(), 4);
    for size in sizes {
        let href = size["href"].as_str().unwrap();
        let response = app.http.get(href).bearer_auth(&token).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "image/png");
        let bytes = response.bytes().await.unwrap();
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(format!("{}x{}", number(16), number(20)), size["size"].as_str().unwrap());
        assert_eq!(app.get(href).await.status, 401, "pictures need the bearer, too");
    }
}

#[tokio::test]
async fn what_is_not_pictured_yet_is_404_and_null() {
    let app = App::start().await;
    let token = app.alice().await;
    let page = app.all_documents(&token, "q=bracket").await.concat();
    let late = page.iter().find(|item| item["thumbnail"].is_null()).expect("some have none");
    let place =
        format!("{}/w/{}", late["id"].as_str().unwrap(), late["defaultWorkspace"]["id"].as_str().unwrap());
    assert_eq!(app.call(&token, &format!("/api/thumbnails/d/{place}/s/300x170")).await.status, 404);
    let unknown =
        format!("/api/thumbnails/d/{}/e/{}/s/300x170", app.workspace("bare"), app.element("bare", "Vitrine"));
    assert_eq!(app.call(&token, &unknown).await.status, 404);
}

#[tokio::test]
async fn there_are_four_sizes_only() {
    let app = App::start().await;
    let path = format!("/api/thumbnails/d/{}/s/100x100", app.workspace("gearbox"));
    assert_eq!(app.call(&app.alice().await, &path).await.status, 400);
}

#[tokio::test]
async fn the_picture_of_what_has_changed_comes_late() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("gearbox", "Gear");
    let path = format!("/api/thumbnails/{place}/s/70x40");
    assert_eq!(app.http.get(app.url(&path)).bearer_auth(&token).send().await.unwrap().status(), 200);
    let (did, eid) = (place.split('/').nth(1).unwrap(), place.split('/').next_back().unwrap());
    app.control("touch", &serde_json::json!({ "documentId": did, "elementId": eid })).await;
    assert_eq!(app.call(&token, &path).await.status, 404);
    app.sandbox.settings().clock.advance(10);
    assert_eq!(app.http.get(app.url(&path)).bearer_auth(&token).send().await.unwrap().status(), 200);
}
