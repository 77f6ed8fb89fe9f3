//! The files of translations: who may have them, and how they are sent.

use crate::app::App;
use crate::translations::{done, download, gltf, path, post, with, writer};
use onshape_sandbox::switches::GltfFile;
use serde_json::{Value, json};

#[tokio::test]
async fn storing_needs_the_scope_and_the_permission_and_exporting_the_permission() {
    let app = App::start().await;
    let token = app.alice().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let mut body = gltf();
    body["storeInDocument"] = json!(true);
    let refused = post(&app, &token, &at, body.clone()).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["message"].as_str().unwrap().contains("OAuth2Write"));
    let borrowed = path(&app, "partstudios", "borrowed", "Plate", "translations");
    assert_eq!(post(&app, &token, &borrowed, gltf()).await.status, 403);
    let bob = app.bob().await;
    assert_eq!(post(&app, &bob, &at, gltf()).await.status, 200, "he may comment, and so export");
}

#[tokio::test]
async fn nobody_else_sees_a_translation_or_its_file() {
    let app = App::start().await;
    let token = app.alice().await;
    let at = path(&app, "partstudios", "markup", "Plate", "translations");
    let done = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
    let bob = app.bob().await;
    let (tid, did) = (done["id"].as_str().unwrap(), done["documentId"].as_str().unwrap());
    let fid = done["resultExternalDataIds"][0].as_str().unwrap();
    let file = format!("/api/documents/d/{did}/externaldata/{fid}");
    for path in [format!("/api/translations/{tid}"), format!("/api/translations/d/{did}"), file.clone()] {
        assert_eq!(app.call(&bob, &path).await.status, 403, "{path}");
    }
    assert_eq!(app.get(&file).await.status, 401);
    let elsewhere = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let nothing = format!("/api/documents/d/{did}/externaldata/000000000000000000000000");
    for path in
        [nothing, file.replace(did, &elsewhere), "/api/translations/000000000000000000000000".to_owned()]
    {
        let answer = app.call(&token, &path).await;
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (404, Some(404)), "{path}");
    }
}

#[tokio::test]
async fn who_has_the_file_already_gets_a_304() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let done = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
    let (did, fid) =
        (done["documentId"].as_str().unwrap(), done["resultExternalDataIds"][0].as_str().unwrap());
    let file = app.url(&format!("/api/documents/d/{did}/externaldata/{fid}"));
    let first = app.http.get(&file).bearer_auth(&token).send().await.unwrap();
    let tag = first.headers()["etag"].clone();
    let again = App::send(app.http.get(&file).bearer_auth(&token).header("if-none-match", tag)).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let other = app.http.get(&file).bearer_auth(&token).header("if-none-match", "\"other\"");
    assert_eq!(other.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn translations_are_saved_loaded_and_reset() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let started = post(&app, &token, &at, gltf()).await.json();
    let href = started["href"].as_str().unwrap();
    let saved = serde_json::to_string(&app.sandbox.state().translations.save()).unwrap();
    app.sandbox.state().translations.reset();
    assert_eq!(app.call(&token, href).await.status, 404);
    app.sandbox.state().translations.load(serde_json::from_str(&saved).unwrap());
    assert_eq!(app.call(&token, href).await.json(), started);
}

#[tokio::test]
async fn a_configured_studio_is_exported_as_it_was_configured() {
    let (app, token) = writer().await;
    with(&app, |switches| switches.gltf_file = GltfFile::Json);
    let document = app.document("configurable");
    let name = document["elements"][1]["name"].as_str().unwrap().to_owned();
    let element = path(&app, "elements", "configurable", &name, "configuration");
    let inputs = app.call(&token, &element).await.json();
    let length = inputs["configurationParameters"].as_array().unwrap().iter();
    let mut length = length.filter(|input| input["parameterType"] == "QUANTITY");
    let length = length.next().unwrap();
    let (id, most) = (length["parameterId"].as_str().unwrap(), &length["rangeAndDefault"]["maxValue"]);
    let mut files = Vec::new();
    for configuration in ["default".to_owned(), format!("{id}={most}+meter")] {
        let body = json!({ "formatName": "GLTF", "resolution": "coarse", "configuration": configuration });
        let at = path(&app, "partstudios", "configurable", &name, "translations");
        let done = done(&app, &token, &post(&app, &token, &at, body).await).await;
        let translated: Value = serde_json::from_slice(&download(&app, &token, &done).await.2).unwrap();
        let query: String = url::form_urlencoded::byte_serialize(configuration.as_bytes()).collect();
        let at =
            format!("{}?configuration={query}", path(&app, "partstudios", "configurable", &name, "gltf"));
        let redirect = app.call(&token, &at).await;
        let redirected = app.call(&token, redirect.header("location")).await.json();
        let bounds = |model: &Value| model["accessors"][0]["max"].clone();
        assert_eq!(bounds(&translated), bounds(&redirected), "{configuration}");
        files.push(bounds(&translated));
    }
    assert_ne!(files[0], files[1]);
}

#[tokio::test]
async fn parts_with_odd_ids_are_exported_one_by_one() {
    let (app, token) = writer().await;
    let place = app.workspace("odd");
    let element = app.document("odd")["elements"][1]["id"].as_str().unwrap().to_owned();
    let parts = app.call(&token, &format!("/api/parts/d/{place}/e/{element}")).await.json();
    let odd = |part: &&Value| !part["partId"].as_str().unwrap().chars().all(char::is_alphanumeric);
    assert!(parts.as_array().unwrap().iter().any(|part| odd(&part)));
    for part in parts.as_array().unwrap() {
        let id = part["partId"].as_str().unwrap();
        let escaped: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
        for path in [
            format!("/api/parts/d/{place}/e/{element}/partid/{escaped}/gltf"),
            format!("/api/partstudios/d/{place}/e/{element}/gltf?partId={escaped}"),
        ] {
            let redirect = app.call(&token, &path).await;
            assert_eq!(redirect.status, 307, "{path}");
            let model = app.call(&token, redirect.header("location")).await.json();
            assert_eq!(model["nodes"].as_array().unwrap().len(), 1, "{path}");
            assert_eq!(model["nodes"][0]["extensions"]["PTC_onshape_metadata"]["id"], json!([id]));
        }
    }
}

#[tokio::test]
async fn the_end_of_a_translation_is_told_to_webhooks_without_being_polled() {
    let (app, token) = writer().await;
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let receive = move |body: String| {
        let _ = told.send(serde_json::from_str::<Value>(&body).unwrap());
        async {}
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(async { axum::serve(listener, axum::Router::new().fallback(receive)).await });
    let did = app.document("gearbox")["documentId"].clone();
    let hook = json!({ "events": ["onshape.model.translation.complete"], "url": url, "documentId": did });
    assert_eq!(post(&app, &token, "/api/webhooks", hook).await.status, 200);
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let started = post(&app, &token, &at, gltf()).await.json();
    app.sandbox.settings().clock.advance(5);
    loop {
        let payload = heard.recv().await.unwrap();
        if payload["event"] == "onshape.model.translation.complete" {
            assert_eq!((&payload["translationId"], &payload["documentId"]), (&started["id"], &did));
            assert_eq!(payload["workspaceId"], started["workspaceId"]);
            break;
        }
    }
    server.abort();
}
