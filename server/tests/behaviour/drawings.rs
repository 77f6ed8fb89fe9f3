//! Drawings: translated once, kept, and given to those who may have them.

use onshape_sandbox::{
    switches::Switches,
    world::{id::Id, user::User},
};
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::{Answer, Browser},
    models::notes,
    world::{Document, World},
};

fn address(document: &Document, rest: &str) -> String {
    let (id, workspace, element) = (document.id(), document.workspace(), document.element("Plate drawing"));
    format!("/files/drawings/{id}/w/{workspace}/e/{element}?{rest}")
}

async fn with(browser: &Browser<'_>, path: &str, header: (&'static str, &str)) -> Answer {
    let request = browser.request(Method::GET, path).header("sec-fetch-site", "same-origin");
    browser.send(request.header(header.0, header.1)).await
}

fn switch(world: &World, change: impl FnOnce(&mut Switches)) {
    let state = world.sandbox.state();
    let mut switches = state.switches();
    change(&mut switches);
    state.set_switches(switches);
}

/// Onshape's clock stands still in tests: translations are done at once.
async fn quick() -> World {
    let world = World::new().await;
    switch(&world, |switches| switches.translation_seconds = 0);
    world
}

fn count(calls: &[String], name: &str) -> usize {
    calls.iter().filter(|call| *call == name).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_translated_once_however_many_wait_for_it() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let path = address(&world.document("files"), "");
    world.spent();
    let waiting = (0..5).map(|_| browser.load(&path));
    let drawings = futures::future::join_all(waiting).await;
    for drawing in &drawings {
        assert_eq!((drawing.status, drawing.header("content-type")), (200, "application/pdf"));
        assert!(drawing.body.starts_with(b"%PDF-") && drawing.body == drawings[0].body);
        assert!(drawing.header("content-security-policy").contains("sandbox"));
        assert_eq!(drawing.header("content-disposition"), "");
    }
    let spent = world.spent();
    assert_eq!(count(&spent, "createDrawingTranslation"), 1, "{spent:?}");
    assert_eq!(count(&spent, "downloadExternalData"), 1, "{spent:?}");
    let part = with(&browser, &path, ("range", "bytes=0-4")).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &b"%PDF-"[..]));
    let known = with(&browser, &path, ("if-none-match", drawings[0].header("etag"))).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let spent = world.spent();
    assert!(!spent.iter().any(|call| call.contains("ranslation") || call.contains("xternal")), "{spent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_saved_under_its_name() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    for (name, saved) in
        [("Plate%20drawing", "Plate%20drawing.pdf"), ("a%0D%0Ab.PDF", "ab.PDF"), ("", "drawing.pdf")]
    {
        let saving = browser.load(&address(&files, &format!("download=1&name={name}"))).await;
        let disposition = saving.header("content-disposition");
        assert!(disposition.ends_with(&format!("filename*=UTF-8''{saved}")), "{disposition}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_prefers_an_answer_at_once_hears_that_onshape_is_at_it() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let path = address(&world.document("files"), "");
    let answer = with(&browser, &path, ("prefer", "respond-async")).await;
    assert_eq!((answer.status, answer.header("cache-control")), (202, "no-store"));
    let news = answer.json();
    assert_eq!(news["stage"], "translating");
    // The clock stands: it is done some time after it was started, which shows in the folder.
    let models = world.database.path().join("models");
    while !notes(&models) {
        tokio::task::yield_now().await;
    }
    world.clock.advance(10);
    let mut since = news["news"].as_u64().unwrap();
    let drawing = loop {
        let answer = with(&browser, &format!("{path}&since={since}"), ("prefer", "respond-async")).await;
        if answer.status != 202 {
            break answer;
        }
        since = answer.json()["news"].as_u64().unwrap();
    };
    assert_eq!(drawing.status, 200);
    assert!(drawing.body.starts_with(b"%PDF-"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_translation_says_so_and_may_be_tried_again() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    let path = address(&files, "");
    switch(&world, |switches| switches.translations_fail = true);
    let failed = browser.load(&path).await;
    assert_eq!(failed.status, 502);
    assert!(failed.json()["message"].as_str().unwrap().contains("translator"), "{}", failed.text());
    switch(&world, |switches| switches.translations_fail = false);
    let fault =
        json!({ "path": "/externaldata/", "body": "<html>", "content_type": "text/html", "times": 1 });
    world.sandbox.state().faults.add(serde_json::from_value(fault).unwrap());
    let page = browser.load(&path).await;
    assert_eq!(page.status, 502, "what is no PDF is not given as one");
    assert!(page.json()["message"].as_str().unwrap().contains("damaged"), "{}", page.text());
    assert_eq!(browser.load(&path).await.status, 200);
    let microversion = path.replace("/w/", "/m/");
    assert!(browser.load(&microversion).await.json()["message"].is_string());
    assert_eq!(browser.load("/files/drawings/x/w/x/e/x").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_given_to_those_only_who_may_still_see_it() {
    let world = quick().await;
    let alice = Browser::new(&world);
    alice.sign_in_here("/oauthSignin").await;
    let files = world.document("files");
    let path = address(&files, "");
    let drawing = alice.load(&path).await;
    let tag = drawing.header("etag");
    let bob = Browser::of_bob(&world).await;
    bob.sign_in_here("/oauthSignin").await;
    for answer in [bob.load(&path).await, with(&bob, &path, ("if-none-match", tag)).await] {
        assert_eq!(answer.status, 403);
    }
    world.sandbox.state().world_mut().remove(Id::parse(&files.id()).unwrap());
    world.clock.advance(3600);
    for answer in [alice.load(&path).await, with(&alice, &path, ("if-none-match", tag)).await] {
        assert_eq!(answer.status, 403, "the document was deleted");
    }
    world.sandbox.state().grants().revoke(User::Alice);
    assert_eq!(with(&alice, &path, ("if-none-match", tag)).await.status, 401);
}
