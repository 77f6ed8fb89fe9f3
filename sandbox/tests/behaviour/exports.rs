//! glTF: the redirect to another origin and what is there.

use crate::app::{Answer, App};
use crate::translations::with;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onshape_sandbox::switches::EmptyGltf;

async fn ask(app: &App, token: &str, path: &str, accept: &str) -> Answer {
    App::send(app.http.get(app.url(path)).bearer_auth(token).header("accept", accept)).await
}

fn studio(app: &App, key: &str, name: &str) -> String {
    format!("/api/v12/partstudios/d/{}/e/{}/gltf", app.workspace(key), app.element(key, name))
}

const JSON: &str = "model/gltf+json;charset=UTF-8;qs=0.08";
const GLB: &str = "model/gltf-binary;qs=0.08";

#[tokio::test]
async fn a_model_is_on_another_origin_that_wants_the_bearer_again() {
    let app = App::start().await;
    let token = app.alice().await;
    let answer = ask(&app, &token, &studio(&app, "gearbox", "Gear"), JSON).await;
    assert_eq!(answer.status, 307);
    let location = answer.header("location");
    assert!(location.starts_with(&format!("{}/modelexport?", app.sandbox.export_url())), "{location}");
    assert_eq!(app.get(location).await.status, 401);
    assert_eq!(app.call("nonsense", location).await.status, 401);
    let model = app.call(&token, location).await;
    assert_eq!((model.status, model.header("content-type")), (200, JSON));
}

#[tokio::test]
async fn the_json_model_is_onshapes() {
    let app = App::start().await;
    let token = app.alice().await;
    let answer = ask(&app, &token, &studio(&app, "gearbox", "Shaft"), JSON).await;
    let model = app.call(&token, answer.header("location")).await.json();
    assert!(model["asset"]["generator"].as_str().unwrap().starts_with("ONSHAPE BY PTC INC, "));
    let names: Vec<_> =
        model["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Shaft", "Retaining ring"]);
    assert_eq!(model["nodes"][1]["extensions"]["PTC_onshape_metadata"]["id"][0], "JI/");
    let uri = model["buffers"][0]["uri"].as_str().unwrap();
    let data = STANDARD.decode(uri.strip_prefix("data:application/octet-stream;base64,").unwrap()).unwrap();
    assert_eq!(model["buffers"][0]["byteLength"], data.len());
}

#[tokio::test]
async fn glb_is_made_when_it_is_asked_for_and_nothing_else_is() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = studio(&app, "gearbox", "Plate");
    let answer = ask(&app, &token, &path, GLB).await;
    let response = app.http.get(answer.header("location")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], GLB);
    let bytes = response.bytes().await.unwrap();
    assert_eq!(&bytes[..4], b"glTF");
    assert_eq!(u32::from_le_bytes(bytes[8..12].try_into().unwrap()) as usize, bytes.len());
    assert_eq!(ask(&app, &token, &path, "application/json").await.status, 406);
}

#[tokio::test]
async fn one_part_is_exported_alone_even_with_a_slash_in_its_id() {
    let app = App::start().await;
    let token = app.alice().await;
    let (place, shaft) = (app.workspace("gearbox"), app.element("gearbox", "Shaft"));
    let path = format!("/api/v12/parts/d/{place}/e/{shaft}/partid/JI%2F/gltf");
    let answer = ask(&app, &token, &path, JSON).await;
    let model = app.call(&token, answer.header("location")).await.json();
    assert_eq!(model["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(model["nodes"][0]["name"], "Retaining ring");
    let none = format!("/api/v12/parts/d/{place}/e/{shaft}/partid/XYZ/gltf");
    assert_eq!(ask(&app, &token, &none, JSON).await.status, 404);
}

#[tokio::test]
async fn an_empty_studio_is_a_valid_model_without_meshes() {
    let app = App::start().await;
    let token = app.alice().await;
    let answer = ask(&app, &token, &studio(&app, "empty", "Nothing here yet"), JSON).await;
    let model = app.call(&token, answer.header("location")).await;
    assert_eq!(model.status, 200);
    assert!(model.json().get("meshes").is_none());
    assert_eq!(model.json()["asset"]["version"], "2.0");
}

#[tokio::test]
async fn the_broken_studio_is_not_json() {
    let app = App::start().await;
    let token = app.alice().await;
    let answer = ask(&app, &token, &studio(&app, "broken", "Broken glTF"), JSON).await;
    let model = app.call(&token, answer.header("location")).await;
    assert_eq!(model.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(&model.body).is_err());
}

#[tokio::test]
async fn tolerances_change_the_number_of_triangles() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = studio(&app, "gearbox", "Flange");
    let mut sizes = Vec::new();
    for angle in ["0.5", "0.05"] {
        let answer = ask(&app, &token, &format!("{path}?angleTolerance={angle}"), JSON).await;
        sizes.push(app.call(&token, answer.header("location")).await.body.len());
    }
    assert!(sizes[1] > sizes[0] * 4, "{sizes:?}");
}

#[tokio::test]
async fn who_may_only_read_may_not_export() {
    let app = App::start().await;
    let token = app.alice().await;
    assert_eq!(ask(&app, &token, &studio(&app, "borrowed", "Plate"), JSON).await.status, 403);
    let place = app.workspace("borrowed");
    assert_eq!(app.call(&token, &format!("/api/documents/d/{place}/elements")).await.status, 200);
}

#[tokio::test]
async fn by_a_switch_the_model_is_answered_at_once() {
    let app = App::start().await;
    let token = app.alice().await;
    with(&app, |switches| switches.export_redirect = false);
    let answer = ask(&app, &token, &studio(&app, "gearbox", "Gear"), JSON).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, JSON));
    assert_eq!(answer.json()["nodes"][0]["name"], "Gear, 20 teeth");
}

#[tokio::test]
async fn by_a_switch_an_empty_studio_has_no_model() {
    let app = App::start().await;
    let token = app.alice().await;
    for (empty, status) in [(EmptyGltf::NoContent, 204), (EmptyGltf::BadRequest, 400)] {
        with(&app, |switches| switches.empty_gltf = empty);
        assert_eq!(ask(&app, &token, &studio(&app, "empty", "Nothing here yet"), JSON).await.status, status);
    }
}

#[tokio::test]
async fn stl_is_text_in_inches_unless_it_is_asked_for_otherwise() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = studio(&app, "gearbox", "Shaft").replace("/gltf", "/stl");
    let answer = ask(&app, &token, &path, "application/octet-stream").await;
    assert_eq!(answer.status, 307);
    assert_eq!(app.get(answer.header("location")).await.status, 401);
    let text = app.call(&token, answer.header("location")).await.body;
    assert!(text.starts_with("solid Shaft") && text.contains("solid Retaining ring"));
    let highest = |text: &str| {
        let points = text.lines().filter_map(|line| line.trim().strip_prefix("vertex "));
        points
            .map(|line| line.split(' ').next_back().unwrap().parse::<f64>().unwrap())
            .fold(f64::MIN, f64::max)
    };
    let metres = ask(&app, &token, &format!("{path}?units=METER&scale=2"), "*/*").await;
    let metres = highest(&app.call(&token, metres.header("location")).await.body) / 2.0;
    assert!((highest(&text) * 0.0254 - metres).abs() < 1e-9);
    let binary = ask(&app, &token, &format!("{path}?mode=binary&partIds=JI/"), "*/*").await;
    let url = app.url(binary.header("location"));
    let bytes = app.http.get(url).bearer_auth(&token).send().await.unwrap().bytes().await.unwrap();
    let triangles = u32::from_le_bytes(bytes[80..84].try_into().unwrap()) as usize;
    assert_eq!(bytes.len(), 84 + 50 * triangles);
    let part = path.replace("partstudios", "parts").replace("/stl", "/partid/JI%2F/stl?mode=binary");
    let alone = ask(&app, &token, &part, "*/*").await;
    let url = app.url(alone.header("location"));
    assert_eq!(app.http.get(url).bearer_auth(&token).send().await.unwrap().bytes().await.unwrap(), bytes);
    let apart = ask(&app, &token, &format!("{path}?grouping=false"), "*/*").await;
    assert_eq!(app.call(&token, apart.header("location")).await.header("content-type"), "application/zip");
}

#[tokio::test]
async fn exports_refuse_what_makes_no_sense() {
    let app = App::start().await;
    let token = app.alice().await;
    let gltf = studio(&app, "gearbox", "Gear");
    let stl = gltf.replace("/gltf", "/stl");
    for path in [
        format!("{gltf}?angleTolerance=wide"),
        format!("{gltf}?chordTolerance=-1"),
        format!("{gltf}?maxFacetWidth=NaN"),
        format!("{gltf}?configuration=No%3Dsuch"),
        format!("{stl}?mode=cuneiform"),
        format!("{stl}?units=parsec"),
        format!("{stl}?scale=-1"),
        studio(&app, "empty", "Nothing here yet").replace("/gltf", "/stl"),
        studio(&app, "gearbox", "Gearbox"),
    ] {
        let answer = ask(&app, &token, &path, "*/*").await;
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (400, Some(400)), "{path}");
    }
    assert_eq!(ask(&app, &token, &stl, "text/html").await.status, 406);
    assert_eq!(ask(&app, &token, &stl.replace("/stl", "/parasolid"), "*/*").await.status, 501);
    let export = format!("{}/modelexport", app.sandbox.export_url());
    assert_eq!(app.call(&token, &export).await.json()["status"], 400);
    let unknown = format!("{export}?documentId=x&elementId=x&microversion=x");
    assert_eq!(app.call(&token, &unknown).await.status, 403);
}
