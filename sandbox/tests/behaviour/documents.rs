//! Documents and what is in them.

use crate::app::App;
use serde_json::Value;
use std::collections::HashSet;

fn ids(items: &[Value]) -> HashSet<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_answer_carries_onshapes_headers() {
    let app = App::start().await;
    let token = app.alice().await;
    for (path, version) in
        [("/api/v12/documents", "v12"), ("/api/documents", "v16"), ("/api/v12/nothing", "v12")]
    {
        let answer = app.call(&token, path).await;
        assert_eq!(answer.header("x-api-version"), version);
        assert!(!answer.header("on-version").is_empty());
        assert!(answer.header("x-rate-limit-remaining").parse::<u64>().is_ok());
        assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8; qs=0.09");
    }
}

#[tokio::test]
async fn without_a_live_bearer_token_there_is_nothing() {
    let app = App::start().await;
    let answers =
        [app.get("/api/v12/documents").await, app.call("nonsense", "/api/v12/users/sessioninfo").await];
    for answer in answers {
        assert_eq!(answer.status, 401);
        let body = serde_json::json!({"message":"Unauthenticated API request","moreInfoUrl":"","status":401,"code":0});
        assert_eq!(answer.json(), body);
    }
}

#[tokio::test]
async fn following_next_reaches_every_document_once_through_short_pages() {
    let app = App::start().await;
    let pages =
        app.all_documents(&app.alice().await, "filter=0&sortColumn=modifiedAt&sortOrder=desc&limit=20").await;
    let items: Vec<_> = pages.iter().flatten().cloned().collect();
    assert!(items.len() > 2000, "{}", items.len());
    assert_eq!(ids(&items).len(), items.len());
    assert!(pages.iter().all(|page| page.len() <= 20));
    assert_eq!(pages[0].len(), 20, "the first page is full");
    assert!(pages[..pages.len() - 1].iter().any(|page| page.len() < 20), "no short page");
    let dates: Vec<_> = items.iter().filter_map(|item| item["modifiedAt"].as_str()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b));
    assert!(dates.last().unwrap() < &"2020", "years of work");
}

#[tokio::test]
async fn next_is_an_absolute_address_and_null_at_the_end() {
    let app = App::start().await;
    let token = app.alice().await;
    let first = app.call(&token, "/api/v12/documents?q=gearbox%20demo&limit=50").await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 1);
    assert!(first["next"].is_null() && first["previous"].is_null());
    let first = app.call(&token, "/api/v12/documents?q=gear&limit=50").await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 20, "the limit is 20 at the most");
    let next = first["next"].as_str().unwrap();
    assert!(next.starts_with(&format!("{}/api/v12/documents?q=gear&", app.sandbox.base_url())), "{next}");
}

#[tokio::test]
async fn search_is_by_name_in_any_case() {
    let app = App::start().await;
    let pages = app.all_documents(&app.alice().await, "q=FLANGE").await;
    let items: Vec<_> = pages.into_iter().flatten().collect();
    assert!(items.len() > 10);
    assert!(items.iter().all(|item| item["name"].as_str().unwrap().to_lowercase().contains("flange")));
}

#[tokio::test]
async fn filters_divide_own_shared_trashed_and_public() {
    let app = App::start().await;
    let token = app.alice().await;
    let me = app.call(&token, "/api/users/sessioninfo").await.json()["id"].clone();
    let mut kinds = Vec::new();
    for filter in 0..6 {
        kinds.push(app.all_documents(&token, &format!("filter={filter}")).await.concat());
    }
    let [mine, created, shared, trash, public, recent] = kinds.try_into().unwrap();
    assert_eq!(ids(&mine), ids(&created));
    assert!(shared.iter().all(|item| item["owner"]["id"] != me) && shared.len() > 20);
    assert!(trash.iter().all(|item| item["trash"] == true) && !trash.is_empty());
    assert!(public.iter().all(|item| item["public"] == true) && !public.is_empty());
    assert!(!recent.is_empty() && recent.len() < mine.len());
    assert!(ids(&mine).is_disjoint(&ids(&trash)));
    assert_eq!(app.call(&token, "/api/documents?filter=7").await.json()["items"], serde_json::json!([]));
}

#[tokio::test]
async fn names_sort_both_ways() {
    let app = App::start().await;
    let token = app.alice().await;
    let first = async |order| {
        let page =
            app.call(&token, &format!("/api/documents?sortColumn=name&sortOrder={order}")).await.json();
        page["items"][0]["name"].as_str().unwrap().to_owned()
    };
    assert!(first("asc").await < first("desc").await);
    assert_eq!(app.call(&token, "/api/documents?sortColumn=nonsense").await.status, 400);
}

#[tokio::test]
async fn each_user_sees_what_the_other_does_not() {
    let app = App::start().await;
    let (alice, bob) = (app.alice().await, app.bob().await);
    let status = async |token: &str, key: &str| {
        let path = format!("/api/documents/{}", app.document(key)["documentId"].as_str().unwrap());
        app.call(token, &path).await.status
    };
    assert_eq!((status(&alice, "markup").await, status(&bob, "markup").await), (200, 403));
    assert_eq!((status(&alice, "gripper").await, status(&bob, "gripper").await), (403, 200));
    assert_eq!((status(&alice, "gearbox").await, status(&bob, "gearbox").await), (200, 200));
    let bobs = app.all_documents(&bob, "filter=0").await.concat();
    assert!((200..400).contains(&bobs.len()));
}

#[tokio::test]
async fn unknown_and_forbidden_documents_are_told_apart_by_nobody() {
    let app = App::start().await;
    let token = app.alice().await;
    let forbidden = app.document("gripper")["documentId"].as_str().unwrap().to_owned();
    for did in ["0123456789abcdef01234567", &forbidden] {
        let answer = app.call(&token, &format!("/api/v12/documents/{did}")).await;
        assert_eq!(answer.status, 403);
        let message = "Resource does not exist, or you do not have permission to access it.";
        assert_eq!(answer.json()["message"], message);
    }
    assert_eq!(app.call(&token, "/api/v12/documents/not-an-id").await.status, 400);
}

#[tokio::test]
async fn operations_that_are_not_there_yet_are_named() {
    let app = App::start().await;
    let token = app.alice().await;
    let path = format!(
        "/api/v12/partstudios/d/{}/e/{}/bodydetails",
        app.workspace("gearbox"),
        app.element("gearbox", "Gear")
    );
    let answer = app.call(&token, &path).await;
    assert_eq!(answer.status, 501);
    assert!(answer.json()["message"].as_str().unwrap().contains("getPartStudioBodyDetails"));
}

#[tokio::test]
async fn ids_are_the_same_at_every_start() {
    let (one, two) = (App::start().await, App::start().await);
    let first = one.call(&one.alice().await, "/api/documents?sortColumn=modifiedAt").await.json();
    let again = two.call(&two.alice().await, "/api/documents?sortColumn=modifiedAt").await.json();
    let (first, again) = (first["items"].as_array().unwrap(), again["items"].as_array().unwrap());
    for (a, b) in first.iter().zip(again) {
        assert_eq!((&a["id"], &a["name"], &a["modifiedAt"]), (&b["id"], &b["name"], &b["modifiedAt"]));
    }
    assert_eq!(one.document("gearbox")["elements"], two.document("gearbox")["elements"]);
    assert_eq!(one.document("gearbox")["documentId"], "d8294b43515230a40c195a97");
}

#[tokio::test]
async fn the_awkward_documents_are_on_the_first_page() {
    let app = App::start().await;
    let page = app.call(&app.alice().await, "/api/documents?sortColumn=modifiedAt").await.json();
    let items = page["items"].as_array().unwrap();
    for key in [
        "gearbox", "markup", "arabic", "hebrew", "cjk", "long", "empty", "unknown", "nulls", "bare", "broken",
    ] {
        assert!(items.iter().any(|item| item["id"] == app.document(key)["documentId"]), "{key}");
    }
    let long = app.document("long");
    assert_eq!(long["name"].as_str().unwrap().chars().count(), 240);
    let nulls = items.iter().find(|item| item["name"] == "Everything null").unwrap();
    for field in ["thumbnail", "owner", "modifiedAt", "createdBy", "description", "tags"] {
        assert!(nulls[field].is_null(), "{field}");
    }
    let path = format!("/api/documents/d/{}/elements", app.workspace("nulls"));
    let elements = app.call(&app.alice().await, &path).await.json();
    assert_eq!(elements[1]["name"], "Bracket");
    assert!(elements[1]["dataType"].is_null() && elements[1]["microversionId"].is_null());
}

#[tokio::test]
async fn elements_are_the_same_in_workspace_version_and_microversion() {
    let app = App::start().await;
    let token = app.alice().await;
    let demo = app.document("gearbox");
    let did = demo["documentId"].as_str().unwrap();
    let versions = app.call(&token, &format!("/api/v12/documents/d/{did}/versions")).await.json();
    assert_eq!(versions[0]["name"], "Start");
    let states = [("w", &demo["workspaceId"]), ("v", &versions[1]["id"]), ("m", &demo["microversionId"])];
    for (letter, id) in states {
        let path = format!("/api/v12/documents/d/{did}/{letter}/{}/elements", id.as_str().unwrap());
        let elements = app.call(&token, &path).await.json();
        let names: Vec<_> =
            elements.as_array().unwrap().iter().map(|element| element["id"].clone()).collect();
        let expected: Vec<_> =
            demo["elements"].as_array().unwrap().iter().map(|element| element["id"].clone()).collect();
        assert_eq!(names, expected, "{letter}");
        assert_eq!(elements[0]["applicationTarget"]["baseHref"], "http://localhost:3000/");
    }
    let wrong = format!("/api/v12/documents/d/{did}/v/{}/elements", demo["workspaceId"].as_str().unwrap());
    assert_eq!(app.call(&token, &wrong).await.status, 403);
}

#[tokio::test]
async fn elements_filter_by_type() {
    let app = App::start().await;
    let path = format!(
        "/api/documents/d/{}/elements?elementType=PARTSTUDIO&withThumbnails=true",
        app.workspace("gearbox")
    );
    let studios = app.call(&app.alice().await, &path).await.json();
    assert_eq!(studios.as_array().unwrap().len(), 6);
    assert!(studios[0]["thumbnailInfo"]["sizes"][0]["href"].as_str().unwrap().contains("?t="));
}

#[tokio::test]
async fn a_workspace_tells_its_microversion() {
    let app = App::start().await;
    let token = app.alice().await;
    let demo = app.document("gearbox");
    let answer =
        app.call(&token, &format!("/api/documents/d/{}/currentmicroversion", app.workspace("gearbox"))).await;
    assert_eq!(answer.json()["microversion"], demo["microversionId"]);
    let workspaces = app
        .call(&token, &format!("/api/documents/d/{}/workspaces", demo["documentId"].as_str().unwrap()))
        .await;
    assert_eq!(workspaces.json()[0]["id"], demo["workspaceId"]);
}

#[tokio::test]
async fn parts_are_listed_by_studio_and_by_document() {
    let app = App::start().await;
    let token = app.alice().await;
    let base = format!("/api/parts/d/{}", app.workspace("gearbox"));
    let shaft = app.call(&token, &format!("{base}/e/{}", app.element("gearbox", "Shaft"))).await.json();
    assert_eq!(shaft[1]["partId"], "JI/");
    assert_eq!(app.call(&token, &base).await.json().as_array().unwrap().len(), 7);
    let empty =
        format!("/api/parts/d/{}/e/{}", app.workspace("empty"), app.element("empty", "Nothing here yet"));
    assert_eq!(app.call(&token, &empty).await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn the_assembly_places_every_part() {
    let app = App::start().await;
    let path =
        format!("/api/assemblies/d/{}/e/{}", app.workspace("gearbox"), app.element("gearbox", "Gearbox"));
    let root = app.call(&app.alice().await, &path).await.json()["rootAssembly"].clone();
    let (instances, occurrences) =
        (root["instances"].as_array().unwrap(), root["occurrences"].as_array().unwrap());
    assert_eq!(instances.len(), 7);
    for (instance, occurrence) in instances.iter().zip(occurrences) {
        assert_eq!(occurrence["path"][0], instance["id"]);
        assert_eq!(occurrence["transform"].as_array().unwrap().len(), 16);
    }
}
