//! Assemblies: definition, bill of materials, masses, boxes, views.

use crate::app::App;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const NAME: &str = "57f3fb8efa3416c06701d60d";
const QUANTITY: &str = "5ace84d3c046ad611c65a0dd";

fn count(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[tokio::test]
async fn the_big_assembly_has_5000_instances_of_four_parts() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}", app.place("big", "Warehouse"));
    let definition = app.call(&token, &path).await.json();
    let occurrences = definition["rootAssembly"]["occurrences"].as_array().unwrap();
    assert_eq!(occurrences.iter().filter(|occurrence| count(&occurrence["path"]) == 2).count(), 5_000);
    let root = &definition["rootAssembly"]["instances"];
    assert_eq!((count(&definition["parts"]), count(&definition["subAssemblies"]), count(root)), (4, 1, 20));
}

#[tokio::test]
async fn instances_are_suppressed_hidden_fixed_and_configured() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}", app.place("machine", "Machine"));
    let all = app.call(&token, &path).await.json();
    let instances = all["rootAssembly"]["instances"].as_array().unwrap();
    assert!(instances.iter().any(|instance| instance["suppressed"] == true));
    assert!(instances.iter().any(|instance| instance["configuration"] == "List_Size=Large;Length=0.4+meter"));
    let occurrences = all["rootAssembly"]["occurrences"].as_array().unwrap();
    assert!(
        occurrences.iter().any(|occurrence| occurrence["hidden"] == true && count(&occurrence["path"]) == 3)
    );
    assert!(occurrences.iter().any(|occurrence| occurrence["fixed"] == true));
    let without = app.call(&token, &format!("{path}?excludeSuppressed=true")).await.json();
    assert_eq!(count(&without["rootAssembly"]["instances"]), instances.len() - 1);
}

#[tokio::test]
async fn surfaces_are_there_on_request_only() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}", app.place("onlysurfaces", "Assembly 1"));
    assert_eq!(count(&app.call(&token, &path).await.json()["rootAssembly"]["instances"]), 0);
    let with = app.call(&token, &format!("{path}?includeNonSolids=true")).await.json();
    assert_eq!(
        (count(&with["rootAssembly"]["instances"]), &with["parts"][0]["bodyType"]),
        (2, &json!("sheet"))
    );
}

#[tokio::test]
async fn that_a_part_is_a_curve_its_part_studio_says_and_the_assembly_does_not() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}?includeNonSolids=true", app.place("onlywires", "Assembly 1"));
    let definition = app.call(&token, &path).await.json();
    let parts = definition["parts"].as_array().unwrap();
    assert_eq!((count(&definition["rootAssembly"]["instances"]), parts.len()), (2, 2));
    assert!(parts.iter().all(|part| part["bodyType"].is_null()), "{parts:?}");
    let listed = format!("/api/v12/parts/{}", app.place("onlywires", "Only wires"));
    let listed = app.call(&token, &listed).await.json();
    assert!(listed.as_array().unwrap().iter().all(|part| part["bodyType"] == "wire"));
}

#[tokio::test]
async fn a_linked_version_opens_through_the_document_that_uses_it_and_not_otherwise() {
    let app = App::start().await;
    let token = app.alice().await;
    let definition =
        app.call(&token, &format!("/api/assemblies/{}", app.place("linked", "Linked assembly"))).await.json();
    let linked = definition["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|part| part["documentVersion"].is_string())
        .unwrap();
    let (did, vid) = (linked["documentId"].as_str().unwrap(), linked["documentVersion"].as_str().unwrap());
    let path = format!("/api/parts/d/{did}/v/{vid}/e/{}", linked["elementId"].as_str().unwrap());
    assert_eq!(app.call(&token, &path).await.status, 403);
    let through = app.document("linked")["documentId"].as_str().unwrap().to_owned();
    assert_eq!(app.call(&token, &format!("{path}?linkDocumentId={through}")).await.status, 200);
    let other = app.document("gearbox")["documentId"].as_str().unwrap().to_owned();
    assert_eq!(app.call(&token, &format!("{path}?linkDocumentId={other}")).await.status, 403);
}

#[tokio::test]
async fn a_bill_of_materials_is_absent_until_it_is_made_and_counts() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/v12/assemblies/{}/bom", app.place("machine", "Machine"));
    assert_eq!(app.call(&token, &path).await.status, 404);
    let indented = app.call(&token, &format!("{path}?generateIfAbsent=true&multiLevel=true")).await.json();
    assert_eq!(app.call(&token, &path).await.status, 200, "now it is there");
    let rows = indented["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["indentLevel"] == 2));
    let flat = app.call(&token, &format!("{path}?indented=false&multiLevel=true")).await.json();
    let quantity = |name: &str| {
        let row =
            flat["rows"].as_array().unwrap().iter().find(|row| row["headerIdToValue"][NAME] == name).unwrap();
        (
            row["headerIdToValue"][QUANTITY].as_u64().unwrap(),
            row["relatedOccurrences"].as_array().unwrap().len(),
        )
    };
    assert_eq!(quantity("Hexagon bolt M8x30"), (12, 12), "three axes with four joints each");
    assert_eq!(quantity("Strap A1"), (1, 1));
}

#[tokio::test]
async fn masses_are_those_of_the_geometry() {
    let app = App::start().await;
    let token = app.alice().await;
    let get = async |path: String| app.call(&token, &path).await.json();
    let washer = app.place("machine", "Washer");
    let body =
        get(format!("/api/partstudios/{washer}/massproperties?massAsGroup=false")).await["bodies"]["JHD"]
            .clone();
    let volume = std::f64::consts::PI * (0.008_f64.powi(2) - 0.0042_f64.powi(2)) * 0.0016;
    let found = body["volume"][0].as_f64().unwrap();
    assert!((found - volume).abs() < volume * 0.002, "{found} {volume}");
    assert!((body["mass"][0].as_f64().unwrap() - found * 8_000.0).abs() < 1e-9, "stainless steel");
    let centre = body["centroid"].as_array().unwrap();
    assert!((centre[2].as_f64().unwrap() - 0.0008).abs() < 1e-9 && centre[0].as_f64().unwrap().abs() < 1e-9);
    let odd = get(format!("/api/partstudios/{}/massproperties", app.place("odd", "Odd parts"))).await;
    assert_eq!(odd["bodies"]["-all-"]["massMissingCount"], 1);
    let whole = get(format!("/api/assemblies/{}/massproperties", app.place("gearbox", "Gearbox"))).await;
    let mut sum = 0.0;
    for studio in ["Housing", "Gear", "Shaft", "Flange", "Plate", "Bracket"] {
        let part = get(format!("/api/partstudios/{}/massproperties", app.place("gearbox", studio))).await;
        sum += part["bodies"]["-all-"]["mass"][0].as_f64().unwrap();
    }
    assert!((whole["mass"][0].as_f64().unwrap() - sum).abs() < 1e-9);
}

#[tokio::test]
async fn boxes_are_in_metres_and_of_single_parts_too() {
    let app = App::start().await;
    let token = app.alice().await;
    let studio = app.place("gearbox", "Plate");
    let bounds = app.call(&token, &format!("/api/partstudios/{studio}/boundingboxes")).await.json();
    assert!(
        (bounds["highX"].as_f64().unwrap() - 0.130).abs() < 1e-9
            && (bounds["lowZ"].as_f64().unwrap()).abs() < 1e-9
    );
    let part = app.call(&token, &format!("/api/parts/{studio}/partid/JHD/boundingboxes")).await.json();
    assert_eq!(part, bounds);
    assert_eq!(app.call(&token, &format!("/api/parts/{studio}/partid/none/boundingboxes")).await.status, 404);
}

#[tokio::test]
async fn shaded_views_are_pictures_from_where_they_are_asked_for() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!("/api/partstudios/{}/shadedviews", app.place("gearbox", "Shaft"));
    let picture = async |query: &str| {
        let answer =
            app.call(&token, &format!("{path}?outputWidth=120&outputHeight=80&pixelSize=0&{query}")).await;
        STANDARD.decode(answer.json()["images"][0].as_str().unwrap()).unwrap()
    };
    let (front, top) = (picture("viewMatrix=front").await, picture("viewMatrix=top").await);
    let number = |at: usize| u32::from_be_bytes(front[at..at + 4].try_into().unwrap());
    assert_eq!((&front[..4], number(16), number(20)), (&b"\x89PNG"[..], 120, 80));
    assert_ne!(front, top);
    assert_eq!(picture("viewMatrix=1,0,0,0,0,0,1,0,0,-1,0,0").await, front, "the matrix of the front");
    for bad in [
        "viewMatrix=sideways",
        "viewMatrix=1,2,3",
        "viewMatrix=NaN,0,0,0,0,0,0,0,0,0,0,0",
        "pixelSize=-1",
        "pixelSize=1e-300",
        "pixelSize=inf",
        "outputWidth=many",
    ] {
        assert_eq!(app.call(&token, &format!("{path}?{bad}")).await.status, 400, "{bad}");
    }
    assert_eq!(
        app.call(&token, &format!("{path}?outputWidth=99999999&outputHeight=4")).await.status,
        200,
        "clamped"
    );
}

#[tokio::test]
async fn a_shaded_view_from_very_near_shows_what_is_there_and_does_not_take_forever() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("gearbox", "Shaft");
    let view = async |pixel: &str| {
        pixels(
            &app,
            &token,
            &format!("/api/partstudios/{place}/shadedviews?viewMatrix=top&pixelSize={pixel}"),
        )
        .await
    };
    for pixel in ["1e-9", "1e-6"] {
        let pixels = view(pixel).await;
        assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255), "the shaft is all there is at {pixel} m");
    }
    assert!(view("1000000").await.chunks(4).filter(|pixel| pixel[3] > 0).count() <= 4, "a dot from afar");
}

#[tokio::test]
async fn what_lets_light_through_lets_through_nothing_where_there_is_nothing() {
    let app = App::start().await;
    let token = app.alice().await;
    let place = app.place("enclosure", "Enclosure");
    let path = format!("/api/parts/{place}/partid/JHH/shadedviews?viewMatrix=top&pixelSize=0&edges=hide");
    let lid = pixels(&app, &token, &path).await;
    let middle = lid.chunks(4).nth(32 * 64 + 32).unwrap();
    assert!((90..=170).contains(&middle[3]), "the lid alone hides a part of what is behind it: {middle:?}");
}

/// Red, green, blue and opacity of a shaded view of 64 by 64 pixels.
async fn pixels(app: &App, token: &str, path: &str) -> Vec<u8> {
    let answer = app.call(token, &format!("{path}&outputWidth=64&outputHeight=64")).await.json();
    let image = STANDARD.decode(answer["images"][0].as_str().unwrap()).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(image)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}
