//! Models: made once, kept, and given to those who may have them.

use onshape_sandbox::switches::Switches;
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::{Answer, Browser},
    world::{Document, World},
};

fn address(document: &Document, element: &str, rest: &str) -> String {
    format!(
        "/files/models/{}/w/{}/e/{}?{rest}",
        document.id(),
        document.workspace(),
        document.element(element)
    )
}

async fn with(browser: &Browser<'_>, path: &str, header: (&'static str, &str)) -> Answer {
    let request = browser.request(Method::GET, path).header("sec-fetch-site", "same-origin");
    browser.send(request.header(header.0, header.1)).await
}

/// Onshape's clock stands still in tests: translations are done at once.
async fn quick() -> World {
    let world = World::new().await;
    let state = world.sandbox.state();
    state.set_switches(Switches { translation_seconds: 0, ..state.switches() });
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assembly_comes_as_one_glb_however_many_wait_for_it() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let machine = world.document("machine");
    let path = address(&machine, "Machine", "kind=assembly");
    world.spent();
    let waiting = (0..6).map(|_| browser.load(&path));
    let models = futures::future::join_all(waiting).await;
    for model in &models {
        assert_eq!((model.status, model.header("content-type")), (200, "model/gltf-binary"));
        assert!(model.body == models[0].body && model.body.starts_with(b"glTF"));
    }
    let spent = world.spent();
    let exports = spent.iter().filter(|call| *call == "createAssemblyExportGltf").count();
    assert_eq!(exports, 1, "{spent:?}");
    browser.load(&path).await;
    assert!(!world.spent().iter().any(|call| call.contains("xport")), "it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_prefers_an_answer_at_once_hears_how_far_it_is() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let machine = world.document("machine");
    let path = address(&machine, "Machine", "kind=assembly");
    let mut since = 0;
    let mut boxes = 0;
    loop {
        let answer = with(&browser, &format!("{path}&since={since}"), ("prefer", "respond-async")).await;
        if answer.status == 200 {
            break;
        }
        assert_eq!(answer.status, 202);
        let news = answer.json();
        assert!(["exporting", "packing"].contains(&news["stage"].as_str().unwrap()), "{news}");
        assert!(news["news"].as_u64().unwrap() > since, "{news}");
        since = news["news"].as_u64().unwrap();
        boxes = boxes.max(news["boxes"].as_array().unwrap().len());
    }
    assert!(boxes > 0, "something to look at before the model is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_comes_whole_compressed_or_in_parts() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let path = address(&world.document("gearbox"), "Shaft", "");
    let whole = browser.load(&path).await;
    assert_eq!((whole.header("content-encoding"), whole.header("accept-ranges")), ("", "bytes"));
    let part = with(&browser, &path, ("range", "bytes=4-11")).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[4..12]));
    assert_eq!(part.header("content-range"), format!("bytes 4-11/{}", whole.body.len()));
    let end = with(&browser, &path, ("range", "bytes=-10")).await;
    assert_eq!(end.body.as_slice(), &whole.body[whole.body.len() - 10..]);
    let outside = with(&browser, &path, ("range", "bytes=99999999-")).await;
    assert_eq!(outside.status, 416);
    let zipped = with(&browser, &path, ("accept-encoding", "br;q=0.5, gzip")).await;
    assert_eq!((zipped.status, zipped.header("content-encoding")), (200, "gzip"));
    assert!(zipped.body.len() * 3 < whole.body.len() * 2 && zipped.body.starts_with(&[0x1f, 0x8b]));
    assert_ne!(zipped.header("etag"), whole.header("etag"));
    assert_eq!(with(&browser, &path, ("accept-encoding", "gzip;q=0")).await.header("content-encoding"), "");
    let known = with(&browser, &path, ("if-none-match", whole.header("etag"))).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_export_gets_no_model_that_another_has_exported() {
    let world = World::new().await;
    let bob = Browser::of_bob(&world).await;
    bob.sign_in_here("/oauthSignin").await;
    let borrowed = world.document("borrowed");
    let path = address(&borrowed, "Plate", "");
    assert_eq!(bob.load(&path).await.status, 200);
    let alice = Browser::new(&world);
    alice.sign_in_here("/oauthSignin").await;
    let refused = alice.load(&path).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["message"].as_str().unwrap().contains("export"));
    let gripper = address(&world.document("gripper"), "Plate", "");
    assert_eq!(bob.load(&gripper).await.status, 200);
    assert_eq!(alice.load(&gripper).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_address_says_of_the_state_puts_no_model_under_a_wrong_name() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    world.spent();
    let lied = browser.load(&address(&gearbox, "Shaft", &format!("t={}", "a".repeat(24)))).await;
    let honest = browser.load(&address(&gearbox, "Shaft", "")).await;
    assert_eq!((lied.status, lied.header("etag")), (200, honest.header("etag")));
    let exports = world.spent().iter().filter(|call| *call == "exportPartStudioGltf").count();
    assert_eq!(exports, 1, "it is known by its true name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_under_way_is_not_paid_for_again_after_a_restart() {
    let mut world = World::new().await;
    let machine = world.document("machine");
    let path = address(&machine, "Machine", "kind=assembly");
    let cookies = {
        let browser = Browser::new(&world);
        browser.sign_in_here("/oauthSignin").await;
        world.spent();
        let news = with(&browser, &path, ("prefer", "respond-async")).await;
        assert_eq!(news.status, 202);
        // The clock stands: the translation stays under way. That it was written down shows in the folder.
        let models = world.database.path().join("models");
        while !notes(&models) {
            tokio::task::yield_now().await;
        }
        browser.cookies()
    };
    world.start_server(|_| {}).await;
    world.clock.advance(10);
    let browser = Browser::with_cookies(&world, cookies);
    assert_eq!(browser.load(&path).await.status, 200);
    let spent = world.spent();
    assert_eq!(spent.iter().filter(|call| *call == "createAssemblyExportGltf").count(), 1, "{spent:?}");
    assert!(!notes(&world.database.path().join("models")), "and forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn materials_and_masses_come_with_two_calls_however_many_parts_there_are() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    for (key, element, assembly, parts) in [("gearbox", "Shaft", false, 2), ("machine", "Machine", true, 20)]
    {
        let document = world.document(key);
        world.spent();
        let shown = json!({
            "document": document.id(), "wvm": { "Workspace": document.workspace() },
            "element": document.element(element), "configuration": null, "known": null,
        });
        let arguments = json!({ "shown": shown, "assembly": assembly });
        let facts = browser.call("facts_of_parts", arguments).await.json()["Here"].clone();
        let facts = facts.as_array().unwrap();
        assert!(facts.len() >= parts, "{facts:?}");
        let known = facts.iter().filter(|part| part["mass"].as_f64().is_some_and(|mass| mass > 0.0));
        assert!(known.count() >= parts, "{facts:?}");
        assert!(
            facts.iter().any(|part| part["material"].as_str().is_some_and(|name| name.contains("teel"))),
            "{facts:?}"
        );
        let spent = world.spent();
        assert!(spent.len() <= 3, "{spent:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_moment_while_onshape_translates_is_not_paid_for_twice() {
    let world = quick().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let path = address(&world.document("machine"), "Machine", "kind=assembly");
    world.spent();
    let fault = json!({ "path": "/translations/", "method": "GET", "status": 402 });
    world.sandbox.state().faults.add(serde_json::from_value(fault).unwrap());
    assert_eq!(browser.load(&path).await.status, 503);
    world.sandbox.state().faults.clear();
    assert_eq!(browser.load(&path).await.status, 200);
    let spent = world.spent();
    assert_eq!(spent.iter().filter(|call| *call == "createAssemblyExportGltf").count(), 1, "{spent:?}");
}

/// Whether a translation under way is written down.
pub fn notes(models: &std::path::Path) -> bool {
    let folders = std::fs::read_dir(models).unwrap().flatten();
    let files = folders.filter_map(|folder| std::fs::read_dir(folder.path()).ok()).flatten().flatten();
    files.into_iter().any(|file| file.path().extension().is_some_and(|ending| ending == "json"))
}

#[tokio::test(flavor = "multi_thread")]
async fn another_configuration_is_another_model_and_an_impossible_one_a_sentence() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let strap = world.document("configurable");
    let path = |configuration: &str| {
        let configuration =
            configuration.replace('%', "%25").replace('=', "%3D").replace('+', "%2B").replace(';', "%3B");
        address(&strap, "Configured strap", &format!("configuration={configuration}"))
    };
    world.spent();
    let mut seen = Vec::new();
    for configuration in ["", "List_Size=Large", "Length=0.3+meter", "List_Size=Large;Holes=false"] {
        let model = browser.load(&path(configuration)).await;
        assert_eq!(model.status, 200, "{configuration}: {}", model.text());
        assert!(!seen.contains(&model.body), "{configuration}");
        assert_eq!(browser.load(&path(configuration)).await.body, model.body);
        seen.push(model.body);
    }
    let spent = world.spent();
    assert_eq!(spent.iter().filter(|call| *call == "exportPartStudioGltf").count(), 4, "{spent:?}");
    for impossible in ["Length=99+meter", "Length=x", "Unheard=1", "<script>"] {
        let answer = browser.load(&path(impossible)).await;
        assert_eq!(answer.status, 502, "{impossible}");
        assert!(answer.json()["message"].as_str().unwrap().contains("configuration"), "{}", answer.text());
    }
}
