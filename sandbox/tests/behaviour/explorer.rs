//! The documents that try whoever shows what is in documents.

use crate::app::App;
use crate::translations::{done, download, post, writer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const NAME: &str = "57f3fb8efa3416c06701d60d";
const DESCRIPTION: &str = "57f3fb8efa3416c06701d60e";
const MATERIAL: &str = "57f3fb8efa3416c06701d615";

fn rows(bom: &Value) -> &Vec<Value> {
    bom["rows"].as_array().unwrap()
}

#[tokio::test]
async fn a_bill_of_materials_has_20_000_rows_indented_and_flattened_and_comes_soon() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}/bom?generateIfAbsent=true", app.place("bom", "Store"));
    let begun = Instant::now();
    let flat = app.call(&token, &format!("{path}&indented=false&multiLevel=true")).await;
    let (took, bytes) = (begun.elapsed(), flat.body.len());
    println!("flattened: {took:?}, {bytes} bytes");
    assert!(took < Duration::from_secs(20), "{took:?}");
    let flat = flat.json();
    assert_eq!(rows(&flat).len(), 20_000);
    let indented = app.call(&token, &format!("{path}&indented=true&multiLevel=true")).await.json();
    assert_eq!(rows(&indented).len(), 20_005);
    assert_eq!(rows(&indented)[1]["indentLevel"], 1);
    let top = app.call(&token, &format!("{path}&multiLevel=false")).await.json();
    assert_eq!(rows(&top).len(), 5);
    let values =
        |id: &str| rows(&flat).iter().map(|row| row["headerIdToValue"][id].clone()).collect::<Vec<_>>();
    assert!(
        values(DESCRIPTION).contains(&json!("=1+1")) && values(DESCRIPTION).contains(&json!("@SUM(A1:A9)"))
    );
    assert!(values(DESCRIPTION).iter().any(|text| text.as_str().is_some_and(|text| text.len() > 5_000)));
    assert!(values(DESCRIPTION).contains(&Value::Null));
    assert!(values(NAME).iter().any(|name| name.as_str().unwrap().starts_with("<b>")));
    assert!(values(MATERIAL).iter().any(|material| material["displayName"].is_string()));
    let kinds = flat["headers"].as_array().unwrap().iter().map(|header| header["valueType"].clone());
    let kinds: Vec<_> = kinds.collect();
    for kind in ["STRING", "DOUBLE", "INT", "BOOL", "DATE", "ENUM", "USER", "OBJECT", "CATEGORY"] {
        assert!(kinds.contains(&json!(kind)), "{kind}");
    }
}

#[tokio::test]
async fn a_tree_is_forty_levels_deep_in_definition_and_bill_of_materials() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}", app.place("deep", "Level 1"));
    let definition = app.call(&token, &path).await.json();
    let occurrences = definition["rootAssembly"]["occurrences"].as_array().unwrap();
    let deepest = occurrences.iter().map(|one| one["path"].as_array().unwrap().len()).max();
    assert_eq!((deepest, definition["subAssemblies"].as_array().unwrap().len()), (Some(40), 39));
    let bom = app.call(&token, &format!("{path}/bom?generateIfAbsent=true&multiLevel=true")).await.json();
    assert_eq!(rows(&bom).iter().map(|row| row["indentLevel"].as_u64().unwrap()).max(), Some(39));
    let mass = app.call(&token, &format!("{path}/massproperties")).await.json();
    assert_eq!(mass["hasMass"], true);
}

#[tokio::test]
async fn thousands_of_versions_come_in_pages_and_history_and_branches_with_them() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.workspace("manyversions");
    let path = format!("/api/documents/d/{}", place.split('/').next().unwrap());
    let all = app.call(&token, &format!("{path}/versions")).await.json();
    assert_eq!(all.as_array().unwrap().len(), 3_000);
    let page = app.call(&token, &format!("{path}/versions?offset=2990&limit=50")).await.json();
    assert_eq!(page.as_array().unwrap().len(), 10);
    assert_eq!(page[0]["id"], all[2990]["id"]);
    assert_eq!(app.call(&token, &format!("{path}/workspaces")).await.json().as_array().unwrap().len(), 13);
    let history = app.call(&token, &format!("/api/documents/d/{place}/documenthistory")).await.json();
    assert_eq!(history.as_array().unwrap().len(), 2_000);
    assert!(history[0]["nextMicroversionId"].is_null() && history[0]["username"].is_string());
    let version = all[1_500]["id"].as_str().unwrap();
    let tabs = app.call(&token, &format!("{path}/v/{version}/elements")).await.json();
    assert_eq!(tabs.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_configuration_that_fails_leaves_no_bodies_and_no_translation() {
    let (app, token) = writer().await;
    let place = app.place("configurable", "Configured strap");
    let failing = "configuration=List_Size%3DImpossible";
    assert_eq!(app.call(&token, &format!("/api/parts/{place}?{failing}")).await.json(), json!([]));
    let mass = app.call(&token, &format!("/api/partstudios/{place}/massproperties?{failing}")).await.json();
    assert_eq!(mass["bodies"]["-all-"]["hasMass"], false);
    let body =
        json!({ "formatName": "GLTF", "resolution": "coarse", "configuration": "List_Size=Impossible" });
    let started = post(&app, &token, &format!("/api/partstudios/{place}/translations"), body).await;
    assert_eq!(done(&app, &token, &started).await["requestState"], "FAILED");
    let turned = "configuration=Twist%3D90+deg%3BCount%3D3";
    let parts = app.call(&token, &format!("/api/parts/{place}?{turned}")).await.json();
    assert_eq!(parts.as_array().unwrap().len(), 3);
    let bounds = app.call(&token, &format!("/api/partstudios/{place}/boundingboxes?{turned}")).await.json();
    assert!((bounds["highY"].as_f64().unwrap() - 0.06).abs() < 1e-9, "{bounds}");
    for bad in ["Twist%3D91+deg", "Count%3D0", "Count%3D1.5"] {
        assert_eq!(
            app.call(&token, &format!("/api/parts/{place}?configuration={bad}")).await.status,
            400,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_bill_of_materials_tells_configurations_apart() {
    let app = App::start().await;
    let path = format!("/api/assemblies/{}/bom?generateIfAbsent=true", app.place("configurable", "Straps"));
    let bom = app.call(&app.alice().await, &path).await.json();
    let used: Vec<_> = rows(&bom)
        .iter()
        .map(|row| {
            (row["headerIdToValue"][NAME].clone(), row["relatedOccurrences"].as_array().unwrap().len())
        })
        .collect();
    assert_eq!(used.len(), 4);
    assert!(used.contains(&(json!("Strap B/2"), 2)), "{used:?}");
}

#[tokio::test]
async fn curves_alone_are_a_model_without_meshes() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("onlywires", "Only wires");
    let parts = app.call(&token, &format!("/api/parts/{place}")).await.json();
    assert!(parts.as_array().unwrap().iter().all(|part| part["bodyType"] == "wire"));
    let redirect = app.http.get(app.url(&format!("/api/partstudios/{place}/gltf"))).bearer_auth(&token);
    let location = redirect.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
    let model = app.call(&token, &location).await.json();
    let triangles = model["meshes"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|mesh| mesh["primitives"].as_array().unwrap());
    assert_eq!(triangles.filter(|primitive| primitive["mode"].as_u64().unwrap_or(4) == 4).count(), 0);
    let surfaces =
        app.call(&token, &format!("/api/parts/{}", app.place("onlysurfaces", "Only surfaces"))).await.json();
    assert!(surfaces.as_array().unwrap().iter().all(|part| part["bodyType"] == "sheet"));
}

#[tokio::test]
async fn files_say_how_long_they_are_but_for_one_or_by_a_switch() {
    let (app, token) = writer().await;
    let length = async |name: &str| {
        let path = format!("/api/blobelements/{}", app.place("files", name));
        let answer = app.http.get(app.url(&path)).bearer_auth(&token).send().await.unwrap();
        let said = answer.headers().get("content-length").map(|value| value.to_str().unwrap().to_owned());
        (said, answer.bytes().await.unwrap())
    };
    for (name, beginning) in [
        ("Photograph.jpg", &b"\xff\xd8\xff"[..]),
        ("Scan.gltf", b"{"),
        ("Print as text.stl", b"solid "),
        ("Stückliste.csv", "\u{feff}Pos.;".as_bytes()),
        ("Parts list.tsv", b"Item\t"),
        ("Everything.zip", b"PK\x03\x04"),
        ("no extension", b"\0\x01\x02"),
        ("Nothing.txt", b""),
        ("Machine log.txt", b"0000 2026"),
    ] {
        let (said, bytes) = length(name).await;
        assert_eq!(said, Some(bytes.len().to_string()), "{name}");
        assert!(bytes.starts_with(beginning), "{name}");
    }
    assert_eq!(length("Machine log.txt").await.1.len(), 60_000_000);
    assert_eq!(length("Unmeasured.txt").await.0, None);
    let mesh = String::from_utf8(length("Mesh.obj").await.1.to_vec()).unwrap();
    let vertices = mesh.lines().filter_map(|line| line.strip_prefix("v "));
    let largest = vertices
        .flat_map(str::split_whitespace)
        .map(|number| number.parse::<f64>().unwrap())
        .fold(0.0, f64::max);
    assert!((20.0..200.0).contains(&largest), "{largest} mm");
    app.control("switches", &json!({ "blob_length": false })).await;
    assert_eq!(length("Photo.png").await.0, None);
}

#[tokio::test]
async fn drawings_have_sheets_of_a3_with_lines_and_text_and_one_fails() {
    let (app, token) = writer().await;
    let translated = async |name: &str| {
        let path = format!("/api/drawings/{}/translations", app.place("drawings", name));
        let started =
            post(&app, &token, &path, json!({ "formatName": "PDF", "storeInDocument": false })).await;
        done(&app, &token, &started).await
    };
    for name in ["Housing drawing", "Assembly drawing", "Drawing without a model"] {
        let (_, _, bytes) = download(&app, &token, &translated(name).await).await;
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("/Count 3") && text.contains("[0 0 1190.55 841.89]"), "{name}");
        assert!(text.contains("ISO 2768") && !text.contains("/Image"), "{name}");
    }
    let failed = translated("Drawing that fails").await;
    assert_eq!(failed["requestState"], "FAILED");
    assert!(failed["failureReason"].is_string());
}

#[tokio::test]
async fn everything_that_can_be_said_is_said_of_document_tab_and_part() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("properties", "Documented");
    let part = app.call(&token, &format!("/api/metadata/{place}/p/JHD")).await.json();
    let all = part["properties"].as_array().unwrap();
    assert!(all.len() > 95, "{}", all.len());
    let find = |name: &str| all.iter().find(|property| property["name"] == name).unwrap();
    assert_eq!(find("Process")["multivalued"], true);
    assert_eq!(find("Surface area")["computedProperty"], true);
    assert!(find("Price of the material")["computedPropertyError"].is_string());
    assert_eq!(find("Category")["value"].as_array().unwrap().len(), 4);
    let schemas: std::collections::BTreeSet<_> =
        all.iter().map(|property| property["schemaId"].to_string()).collect();
    assert_eq!(schemas.len(), 4);
    let count =
        async |path: String| app.call(&token, &path).await.json()["properties"].as_array().unwrap().len();
    assert!(count(format!("/api/metadata/{place}")).await > 90);
    assert!(count(format!("/api/metadata/d/{}", app.workspace("properties"))).await > 90);
    assert!(
        count(format!("/api/metadata/{place}/p/JHH")).await < 30,
        "nobody has said anything of the other"
    );
}

#[tokio::test]
async fn tab_folders_are_in_each_other() {
    let app = App::start().await;
    let path = format!("/api/documents/d/{}/contents", app.workspace("folders"));
    let contents = app.call(&app.alice().await, &path).await.json();
    let within = |group: &Value, name: &str| {
        group["groups"].as_array().unwrap().iter().find(|inner| inner["groupName"] == name).unwrap().clone()
    };
    let mut group = contents["folders"].clone();
    for name in ["Machine", "Frame", "Welded", "<b>Left</b> & right"] {
        group = within(&group, name);
    }
    assert_eq!(group["groups"][0]["elementId"], app.element("folders", "At the bottom"));
    let archive = within(&contents["folders"], "Archive");
    assert_ne!(
        within(&archive, "Drive")["nodeId"],
        within(&within(&contents["folders"], "Machine"), "Drive")["nodeId"]
    );
}

#[tokio::test]
async fn pictures_are_absent_lost_or_late() {
    let app = App::start().await;
    let token = app.alice().await;
    let picture = async |key: &str| {
        let did = app.document(key)["documentId"].as_str().unwrap().to_owned();
        let document = app.call(&token, &format!("/api/documents/{did}")).await.json();
        let href = document["thumbnail"]["sizes"][0]["href"].as_str()?;
        let answer = app.http.get(href).bearer_auth(&token).send().await.unwrap();
        let status = answer.status().as_u16();
        Some((status, answer.bytes().await.unwrap()))
    };
    assert_eq!(picture("nopicture").await, None);
    assert_eq!(picture("lostpicture").await.unwrap().0, 404);
    let begun = Instant::now();
    let (status, bytes) = picture("slowpicture").await.unwrap();
    assert!(status == 200 && bytes.starts_with(b"\x89PNG") && begun.elapsed() > Duration::from_secs(2));
}

#[tokio::test]
async fn a_document_goes_into_the_trash_and_comes_back_and_goes_for_good() {
    let app = App::start().await;
    let token = app.alice().await;
    let did = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    let listed = async |filter: u8| {
        let page = app.call(&token, &format!("/api/documents?filter={filter}&q=gearbox%20demo")).await.json();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(app.control("trash", &json!({ "documentId": did })).await.status, 204);
    assert_eq!((listed(0).await, listed(3).await), (0, 1));
    let one = app.call(&token, &format!("/api/documents/{did}")).await.json();
    assert_eq!(one["trash"], true);
    assert_eq!(app.control("restore", &json!({ "documentId": did })).await.status, 204);
    assert_eq!((listed(0).await, listed(3).await), (1, 0));
    assert_eq!(app.control("trash", &json!({ "documentId": did, "forever": true })).await.status, 204);
    assert_eq!(app.call(&token, &format!("/api/documents/{did}")).await.status, 403);
    assert_eq!(app.control("restore", &json!({ "documentId": did })).await.status, 404);
}

#[tokio::test]
async fn everything_that_may_be_null_is_null() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.workspace("nulls");
    let (did, studio) = (place.split('/').next().unwrap(), app.place("nulls", "Bracket"));
    let get = async |path: String| app.call(&token, &path).await.json();
    let bom =
        get(format!("/api/assemblies/{}/bom?generateIfAbsent=true", app.place("nulls", "Assembly 1"))).await;
    assert!(
        bom["name"].is_null()
            && bom["headers"][0]["name"].is_null()
            && bom["rows"][0]["itemSource"].is_null()
    );
    assert!(bom["rows"][0]["headerIdToValue"][NAME].is_null());
    let metadata = get(format!("/api/metadata/{studio}")).await;
    assert!(metadata["properties"].as_array().unwrap().iter().all(|property| property["value"].is_null()));
    assert!(get(format!("/api/documents/d/{did}/versions")).await[0]["name"].is_null());
    assert!(get(format!("/api/documents/d/{place}/documenthistory")).await[0]["username"].is_null());
    assert!(get(format!("/api/elements/{studio}/configuration")).await["configurationParameters"].is_null());
    assert!(get(format!("/api/parts/{studio}")).await[0]["name"].is_null());
}
