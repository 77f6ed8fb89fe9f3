//! Exports that take a while, and the files that come of them.

use crate::app::{Answer, App};
use onshape_sandbox::oauth::scope::Scopes;
use onshape_sandbox::switches::{GltfFile, Switches};
use serde_json::{Value, json};
use std::io::{Cursor, Read};

pub async fn writer() -> (App, String) {
    let app = App::start_with(|settings| {
        settings.scopes = Scopes::parse("OAuth2Read OAuth2Write OAuth2Delete").unwrap();
    })
    .await;
    let code = app.code(&[("scope", "")]).await;
    let token = app.exchange(&code, &[]).await.json()["access_token"].as_str().unwrap().to_owned();
    (app, token)
}

pub async fn post(app: &App, token: &str, path: &str, body: Value) -> Answer {
    App::send(app.http.post(app.url(path)).bearer_auth(token).json(&body)).await
}

pub fn path(app: &App, group: &str, key: &str, name: &str, what: &str) -> String {
    format!("/api/v16/{group}/d/{}/e/{}/{what}", app.workspace(key), app.element(key, name))
}

pub fn gltf() -> Value {
    json!({ "formatName": "GLTF", "storeInDocument": false, "resolution": "coarse" })
}

/// Waits on the sandbox's clock for a translation.
pub async fn done(app: &App, token: &str, started: &Answer) -> Value {
    let started = started.json();
    assert_eq!(started["requestState"], "ACTIVE", "{started}");
    let href = format!("/api/translations/{}", started["id"].as_str().unwrap());
    assert_eq!(app.call(token, &href).await.json()["requestState"], "ACTIVE");
    app.sandbox.settings().clock.advance(5);
    app.call(token, &href).await.json()
}

pub async fn download(app: &App, token: &str, done: &Value) -> (String, String, Vec<u8>) {
    assert_eq!(done["requestState"], "DONE", "{done}");
    let (did, fid) =
        (done["documentId"].as_str().unwrap(), done["resultExternalDataIds"][0].as_str().unwrap());
    let url = app.url(&format!("/api/documents/d/{did}/externaldata/{fid}"));
    let response = app.http.get(url).bearer_auth(token).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    let (kind, name) = (header("content-type"), header("content-disposition"));
    assert!(response.headers().get("content-length").is_none());
    (kind, name, response.bytes().await.unwrap().to_vec())
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// The greatest coordinate along each axis of all accessors that have bounds.
fn heights(gltf: &Value) -> Vec<f64> {
    let accessors =
        gltf["accessors"].as_array().unwrap().iter().filter(|accessor| accessor["max"].is_array());
    (0..3)
        .map(|axis| accessors.clone().map(|a| a["max"][axis].as_f64().unwrap()).fold(f64::MIN, f64::max))
        .collect()
}

pub fn with(app: &App, change: impl FnOnce(&mut Switches)) {
    let mut switches = app.sandbox.state().switches();
    change(&mut switches);
    app.sandbox.state().set_switches(switches);
}

#[tokio::test]
async fn a_translation_is_active_until_its_time_has_come() {
    let (app, token) = writer().await;
    let started =
        post(&app, &token, &path(&app, "partstudios", "gearbox", "Gear", "translations"), gltf()).await;
    assert_eq!(started.status, 200);
    let first = started.json();
    assert_eq!((&first["name"], &first["failureReason"]), (&json!("Gear"), &Value::Null));
    assert_eq!(first["workspaceId"], app.document("gearbox")["workspaceId"]);
    assert_eq!(first["resultWorkspaceId"], first["workspaceId"]);
    let done = done(&app, &token, &started).await;
    assert_eq!((&done["requestState"], &done["resultElementIds"]), (&json!("DONE"), &Value::Null));
    let href = first["href"].as_str().unwrap();
    assert_eq!(app.call(&token, href).await.json(), done);
}

#[tokio::test]
async fn gltf_is_a_zip_or_json_or_glb() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let zipped = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
    let (kind, name, bytes) = download(&app, &token, &zipped).await;
    assert_eq!(
        (kind.as_str(), name.as_str()),
        ("application/zip;charset=utf-8", "attachment; filename*=UTF-8''Gear.zip")
    );
    let files = unzip(&bytes);
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Gear.gltf", "Gear.bin"]);
    let model: Value = serde_json::from_slice(&files[0].1).unwrap();
    assert_eq!(model["buffers"][0], json!({ "byteLength": files[1].1.len(), "uri": "Gear.bin" }));
    for (file, beginning) in [(GltfFile::Json, &b"{"[..]), (GltfFile::Glb, b"glTF")] {
        with(&app, |switches| switches.gltf_file = file);
        let done = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
        let (kind, _, bytes) = download(&app, &token, &done).await;
        assert_eq!(kind, "application/octet-stream;charset=utf-8");
        assert!(bytes.starts_with(beginning));
    }
    let again = download(&app, &token, &zipped).await.2;
    assert_eq!(bytes, again, "the switch counts when it is asked for, and the bytes are the same each time");
}

#[tokio::test]
async fn an_assembly_is_exported_with_its_occurrences() {
    let (app, token) = writer().await;
    with(&app, |switches| switches.gltf_file = GltfFile::Json);
    let at = path(&app, "assemblies", "gearbox", "Gearbox", "export/gltf");
    let body = json!({ "storeInDocument": false, "grouping": true, "isYAxisUp": true, "includeExportIds": true,
        "meshParams": { "angularTolerance": 0.4, "distanceTolerance": 0.001, "maximumChordLength": 0.01,
            "resolution": "COARSE", "unit": "METER" },
        "advancedParams": { "configuration": "default" }, "notifyUser": false, "triggerAutoDownload": false });
    let done = done(&app, &token, &post(&app, &token, &at, body.clone()).await).await;
    let model: Value = serde_json::from_slice(&download(&app, &token, &done).await.2).unwrap();
    let definition = app.call(&token, at.trim_end_matches("/export/gltf")).await.json();
    let occurrences = definition["rootAssembly"]["occurrences"].as_array().unwrap();
    let nodes = model["nodes"].as_array().unwrap();
    for occurrence in occurrences {
        let id = &occurrence["path"];
        assert!(nodes.iter().any(|node| &node["extensions"]["PTC_onshape_metadata"]["id"] == id), "{id}");
    }
    let microversion = at.replace(
        &format!("/w/{}", app.document("gearbox")["workspaceId"].as_str().unwrap()),
        &format!("/m/{}", app.document("gearbox")["microversionId"].as_str().unwrap()),
    );
    assert_eq!(post(&app, &token, &microversion, body).await.status, 400);
}

#[tokio::test]
async fn ids_are_in_the_file_only_when_they_are_asked_for() {
    let (app, token) = writer().await;
    with(&app, |switches| switches.gltf_file = GltfFile::Json);
    let at = path(&app, "partstudios", "gearbox", "Gear", "export/gltf");
    for ids in [true, false] {
        let body = json!({ "includeExportIds": ids, "meshParams": { "resolution": "COARSE" } });
        let done = done(&app, &token, &post(&app, &token, &at, body).await).await;
        let bytes = download(&app, &token, &done).await.2;
        assert_eq!(String::from_utf8(bytes).unwrap().contains("PTC_onshape_metadata"), ids);
    }
}

#[tokio::test]
async fn a_mesh_without_a_resolution_fails_and_says_why() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    for body in [json!({ "formatName": "STL" }), json!({ "formatName": "PARASOLID", "resolution": "fine" })] {
        let failed = done(&app, &token, &post(&app, &token, &at, body).await).await;
        assert_eq!(
            (&failed["requestState"], &failed["resultExternalDataIds"]),
            (&json!("FAILED"), &Value::Null)
        );
        assert!(failed["failureReason"].as_str().unwrap().len() > 10);
    }
    with(&app, |switches| switches.translations_fail = true);
    let failed = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
    assert_eq!(failed["requestState"], "FAILED");
}

#[tokio::test]
async fn tolerances_and_resolutions_change_how_fine_a_file_is() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Flange", "translations");
    let mut sizes = Vec::new();
    for change in [
        json!({ "resolution": "fine" }),
        json!({ "resolution": "medium" }),
        json!({ "resolution": "coarse" }),
        json!({ "resolution": "coarse", "angularTolerance": 0.7, "distanceTolerance": 0.01 }),
    ] {
        let mut body = json!({ "formatName": "STL" });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let done = done(&app, &token, &post(&app, &token, &at, body).await).await;
        sizes.push(download(&app, &token, &done).await.2.len());
    }
    assert!(sizes.windows(2).all(|pair| pair[0] > pair[1]), "{sizes:?}");
}

#[tokio::test]
async fn parts_units_grouping_and_up_are_what_was_asked_for() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Shaft", "translations");
    let ask = async |change: Value| {
        let mut body = json!({ "formatName": "GLTF", "resolution": "coarse" });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let done = done(&app, &token, &post(&app, &token, &at, body).await).await;
        if done["requestState"] == "FAILED" { Vec::new() } else { download(&app, &token, &done).await.2 }
    };
    with(&app, |switches| switches.gltf_file = GltfFile::Json);
    let ring: Value = serde_json::from_slice(&ask(json!({ "partIds": "JI/" })).await).unwrap();
    assert_eq!(ring["meshes"].as_array().unwrap().len(), 1);
    assert_eq!(ring["meshes"][0]["name"], "Retaining ring");
    assert_eq!(ask(json!({ "partIds": "nothing" })).await, b"", "no such part: it fails");
    let apart = unzip(&ask(json!({ "grouping": false })).await);
    let names: Vec<_> = apart.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Shaft.gltf", "Retaining ring.gltf"]);
    let numbers = async |change: Value| {
        let mut wanted = json!({ "formatName": "OBJ" });
        wanted.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let text = String::from_utf8(ask(wanted).await).unwrap();
        let lines = text.lines().filter_map(|line| line.strip_prefix("v "));
        let points = lines.map(|line| line.split(' ').map(|n| n.parse::<f64>().unwrap()).collect::<Vec<_>>());
        points.fold([f64::MIN; 3], |most, point| [0, 1, 2].map(|axis| most[axis].max(point[axis])))
    };
    let (metres, inches) = (numbers(json!({"unit": "METER"})).await, numbers(json!({"unit": "inch"})).await);
    assert!((metres[2] / 0.0254 - inches[2]).abs() < 1e-3, "{metres:?} {inches:?}");
    let up = numbers(json!({"unit": "METER", "yAxisIsUp": true})).await;
    assert!((up[1] - metres[2]).abs() < 1e-6, "{metres:?} {up:?}");
    let whole: Value = serde_json::from_slice(&ask(json!({})).await).unwrap();
    assert!((heights(&whole)[2] - metres[2]).abs() < 1e-6, "glTF is in metres");
}

#[tokio::test]
async fn a_stored_result_is_a_new_tab_of_the_workspace() {
    let (app, token) = writer().await;
    let at = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let place = app.workspace("gearbox");
    let current = format!("/api/documents/d/{place}/currentmicroversion");
    let before = app.call(&token, &current).await.json();
    let body = json!({ "formatName": "STL", "resolution": "coarse", "storeInDocument": true, "destinationName": "Print me" });
    let started = post(&app, &token, &at, body).await;
    assert_eq!(app.call(&token, &current).await.json(), before);
    app.sandbox.settings().clock.advance(60);
    let elements = app.call(&token, &format!("/api/documents/d/{place}/elements")).await.json();
    let tab = elements.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&tab["name"], &tab["elementType"]),
        (&json!("Print me.stl"), &json!("BLOB")),
        "without being polled"
    );
    assert_ne!(app.call(&token, &current).await.json(), before);
    let href = started.json()["href"].as_str().unwrap().to_owned();
    let done = app.call(&token, &href).await.json();
    assert_eq!((&done["resultElementIds"][0], &done["resultExternalDataIds"]), (&tab["id"], &Value::Null));
    let blob = format!("/api/blobelements/d/{place}/e/{}", tab["id"].as_str().unwrap());
    let bytes = app.http.get(app.url(&blob)).bearer_auth(&token).send().await.unwrap().bytes().await.unwrap();
    let triangles = u32::from_le_bytes(bytes[80..84].try_into().unwrap()) as usize;
    assert_eq!(bytes.len(), 84 + 50 * triangles);
    let gone = App::send(app.http.delete(&href).bearer_auth(&token)).await;
    assert_eq!((gone.status, app.call(&token, &href).await.status), (200, 404));
    assert_eq!(
        app.call(&token, &blob.replace("/api/", "/api/v9/")).await.status,
        200,
        "the file outlives it"
    );
}

#[tokio::test]
async fn what_was_exported_is_the_state_at_the_time_of_the_request() {
    let (app, token) = writer().await;
    let document = app.document("versions");
    let did = document["documentId"].as_str().unwrap();
    let first = document["versions"][0]["id"].as_str().unwrap();
    let plate = app.element("versions", "Plate");
    let at = format!("/api/partstudios/d/{did}/v/{first}/e/{plate}/translations");
    let started = post(&app, &token, &at, gltf()).await;
    let info = started.json();
    assert_eq!((&info["versionId"], &info["workspaceId"]), (&json!(first), &Value::Null));
    let done = done(&app, &token, &started).await;
    assert!(download(&app, &token, &done).await.2.starts_with(b"PK"));
    let absent =
        format!("/api/partstudios/d/{did}/v/{first}/e/{}/translations", app.element("versions", "Bracket"));
    assert_eq!(post(&app, &token, &absent, gltf()).await.status, 404, "the first version has no bracket");
}

#[tokio::test]
async fn translations_of_a_document_are_listed_by_page_newest_first() {
    let (app, token) = writer().await;
    let mut made = Vec::new();
    for name in ["Gear", "Shaft", "Plate"] {
        let at = path(&app, "partstudios", "gearbox", name, "translations");
        made.push(post(&app, &token, &at, gltf()).await.json()["id"].clone());
    }
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let page = app.call(&token, &format!("/api/translations/d/{did}?limit=2")).await.json();
    let ids: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, [made[2].clone(), made[1].clone()]);
    let last = app.call(&token, page["next"].as_str().unwrap()).await.json();
    assert_eq!((last["items"].as_array().unwrap().len(), &last["next"]), (1, &Value::Null));
    assert_eq!(app.call(&token, &format!("/api/translations/d/{did}?offset=x")).await.status, 400);
}

#[tokio::test]
async fn a_studio_without_parts_makes_an_empty_gltf_and_no_stl() {
    let (app, token) = writer().await;
    with(&app, |switches| switches.gltf_file = GltfFile::Json);
    let at = path(&app, "partstudios", "empty", "Nothing here yet", "translations");
    let empty = done(&app, &token, &post(&app, &token, &at, gltf()).await).await;
    let model: Value = serde_json::from_slice(&download(&app, &token, &empty).await.2).unwrap();
    assert!(model.get("meshes").is_none());
    let stl = done(
        &app,
        &token,
        &post(&app, &token, &at, json!({"formatName": "STL", "resolution": "fine"})).await,
    )
    .await;
    assert_eq!(stl["requestState"], "FAILED");
}

#[tokio::test]
async fn bad_requests_are_refused_in_onshapes_shape() {
    let (app, token) = writer().await;
    let studio = path(&app, "partstudios", "gearbox", "Gear", "translations");
    let assembly = path(&app, "assemblies", "gearbox", "Gear", "translations");
    let app_tab = path(&app, "partstudios", "gearbox", "Vitrine", "translations");
    let fine = |change: Value| {
        let mut body = gltf();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        body
    };
    for (path, body) in [
        (&studio, json!({})),
        (&studio, json!([])),
        (&studio, json!({ "formatName": 7 })),
        (&studio, fine(json!({ "formatName": "FLOPPY" }))),
        (&studio, fine(json!({ "formatName": "PDF" }))),
        (&studio, fine(json!({ "resolution": "ultra" }))),
        (&studio, fine(json!({ "angularTolerance": -1 }))),
        (&studio, fine(json!({ "unit": "parsec" }))),
        (&studio, fine(json!({ "configuration": "No=such" }))),
        (&assembly, gltf()),
        (&app_tab, gltf()),
    ] {
        let answer = post(&app, &token, path, body.clone()).await;
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (400, Some(400)), "{body}");
    }
    let nulls = json!({ "formatName": "GLTF", "resolution": "fine", "partIds": null, "unit": null, "grouping": null });
    assert_eq!(post(&app, &token, &studio, nulls).await.status, 200);
    assert_eq!(app.call(&token, &studio).await.status, 405);
    assert_eq!(app.call(&token, "/api/translations/short").await.status, 400);
}

#[tokio::test]
async fn formats_say_what_can_become_what() {
    let (app, token) = writer().await;
    let all = app.call(&token, "/api/translations/translationformats").await.json();
    let gltf = all.as_array().unwrap().iter().find(|format| format["name"] == "GLTF").unwrap();
    assert_eq!((&gltf["validDestinationFormat"], &gltf["translatorName"]), (&json!(true), &json!("gltf")));
    let document = app.document("gearbox");
    let (did, wid) = (document["documentId"].as_str().unwrap(), document["workspaceId"].as_str().unwrap());
    let names = async |name: &str| {
        let path = format!("/api/elements/translatorFormats/{did}/w/{wid}/{}", app.element("gearbox", name));
        let list = app.call(&token, &path).await.json();
        list.as_array()
            .unwrap()
            .iter()
            .map(|format| format["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(
        names("Gear").await.contains(&"STEP".to_owned()) && !names("Gear").await.contains(&"PDF".to_owned())
    );
    assert!(names("Gearbox drawing").await.contains(&"PDF".to_owned()));
    assert_eq!(names("Datasheet.pdf").await, ["PDF"]);
    assert!(names("Vitrine").await.is_empty());
}
