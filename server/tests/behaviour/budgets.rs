//! What a user's clicks cost: calls of Onshape's API, counted by the sandbox.

use futures::future::join_all;
use onshape_sandbox::switches::Switches;
use serde_json::{Value, json};

use crate::{browser::Browser, world::World};

/// Opens the app's tab in a document, and takes what it shows: the elements. Thumbnails come on top.
async fn open_tab(browser: &Browser<'_>, document: &crate::world::Document) -> Value {
    browser.open(&format!("/?{}", document.tab_query())).await;
    let wvm = json!({ "Workspace": document.workspace() });
    let opened =
        browser.call("open_a_document", json!({ "document": document.id(), "wvm": wvm })).await.json();
    assert!(opened["Here"]["elements"].as_array().is_some_and(|elements| !elements.is_empty()), "{opened}");
    opened["Here"].clone()
}

/// Opens a part studio in the 3D view.
async fn open_studio(browser: &Browser<'_>, opened: &Value, element: &str) {
    let (document, workspace) = (&opened["id"], &opened["wvm"]["Workspace"]);
    let path = format!(
        "/files/models/{}/w/{}/e/{element}?t={}",
        document.as_str().unwrap(),
        workspace.as_str().unwrap(),
        opened["microversion"].as_str().unwrap()
    );
    assert_eq!(browser.load(&path).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_costs_three_calls_a_studio_two_and_both_again_one() {
    let mut world = World::new().await;
    let gearbox = world.document("gearbox");
    let studio = gearbox.element("Shaft");
    let cookies = {
        let browser = Browser::new(&world);
        browser.sign_in_here("/oauthSignin").await;
        world.spent();
        let opened = open_tab(&browser, &gearbox).await;
        assert_eq!(world.spent().len(), 3);
        open_studio(&browser, &opened, &studio).await;
        assert_eq!(world.spent(), ["exportPartStudioGltf", "modelexport"]);
        world.clock.advance(120);
        let opened = open_tab(&browser, &gearbox).await;
        open_studio(&browser, &opened, &studio).await;
        assert_eq!(world.spent(), ["getCurrentMicroversion"]);
        browser.cookies()
    };
    // What the server knows is on disk: after a restart, two small calls instead of five.
    world.start_server(|_| {}).await;
    let browser = Browser::with_cookies(&world, cookies);
    let opened = open_tab(&browser, &gearbox).await;
    open_studio(&browser, &opened, &studio).await;
    let mut spent = world.spent();
    spent.sort();
    assert_eq!(spent, ["getCurrentMicroversion", "getDocument"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assembly_in_3d_costs_four_calls_and_then_none() {
    let world = World::new().await;
    let state = world.sandbox.state();
    state.set_switches(Switches { translation_seconds: 0, ..state.switches() });
    let machine = world.document("machine");
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let opened = open_tab(&browser, &machine).await;
    world.spent();
    let element = format!("{}?kind=assembly", machine.element("Machine"));
    let path = |state: &str| {
        format!(
            "/files/models/{}/w/{}/e/{element}&t={state}",
            machine.id(),
            opened["wvm"]["Workspace"].as_str().unwrap()
        )
    };
    let path = path(opened["microversion"].as_str().unwrap());
    assert_eq!(browser.load(&path).await.status, 200);
    let mut spent = world.spent();
    spent.sort();
    let needed =
        ["createAssemblyExportGltf", "downloadExternalData", "getAssemblyBoundingBoxes", "getTranslation"];
    assert_eq!(spent, needed);
    assert_eq!(browser.load(&path).await.status, 200);
    assert!(world.spent().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_tabs_cost_what_one_does() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let studio = gearbox.element("Shaft");
    let tabs = async || {
        world.spent();
        join_all((0..20).map(|_| async {
            let opened = open_tab(&browser, &gearbox).await;
            open_studio(&browser, &opened, &studio).await;
        }))
        .await;
        world.spent().len()
    };
    assert_eq!(tabs().await, 5);
    world.clock.advance(120);
    assert_eq!(tabs().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn browsing_every_document_again_costs_nothing_but_list_pages() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let mut costs = Vec::new();
    for _ in 0..2 {
        world.spent();
        let (mut offset, mut seen) = (0, 0);
        loop {
            let arguments = json!({ "query": { "text": "", "filter": "All" }, "offset": offset });
            let page = browser.call("list_documents", arguments).await.json();
            let items = page["Here"]["items"].as_array().unwrap().clone();
            seen += items.len();
            let picture = |item: &Value| {
                let text = |name: &str| item[name].as_str();
                let (id, workspace, version) = (text("id")?, text("workspace")?, text("picture_version")?);
                Some(format!("/files/thumbnails/{id}/w/{workspace}/70x40?t={version}"))
            };
            let pictures: Vec<_> = items.iter().filter_map(picture).collect();
            for answer in join_all(pictures.iter().map(|path| browser.load(path))).await {
                assert_eq!(answer.status, 200);
            }
            match page["Here"]["next"].as_u64() {
                Some(next) => offset = next,
                None => break,
            }
        }
        assert!(seen > 2_000, "{seen}");
        costs.push(world.spent());
        world.clock.advance(60);
    }
    assert!(costs[0].iter().any(|name| name == "getDocumentThumbnailWithSize"));
    let beside_pages: Vec<_> = costs[1].iter().filter(|name| *name != "getDocuments").collect();
    assert!(beside_pages.is_empty(), "{beside_pages:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_meter_counts_as_onshape_does_and_survives_a_restart() {
    let mut world = World::with(|settings| settings.api_calls_per_year = Some("40".into())).await;
    let gearbox = world.document("gearbox");
    let cookies = {
        let browser = Browser::new(&world);
        browser.sign_in_here("/oauthSignin").await;
        let opened = open_tab(&browser, &gearbox).await;
        open_studio(&browser, &opened, &gearbox.element("Shaft")).await;
        let wvm = json!({ "Workspace": "a".repeat(24) });
        // A refusal costs nothing.
        let refused = json!({ "document": "b".repeat(24), "wvm": wvm });
        assert_eq!(browser.call("open_a_document", refused).await.json()["Problem"], "NotAccessible");
        let counted = world.sandbox.state().log.calls(0).counted;
        let spent = browser.call("spent_calls", json!({})).await.json();
        // Who signed in was asked before anybody was known: one call is everybody's only.
        let expected = json!({ "own_today": counted - 1, "own_this_year": counted - 1, "all_today": counted,
            "all_this_year": counted, "per_year": 40 });
        assert_eq!(spent["Here"], expected);
        browser.cookies()
    };
    world.start_server(|_| {}).await;
    let browser = Browser::with_cookies(&world, cookies);
    let spent = browser.call("spent_calls", json!({})).await.json();
    assert_eq!((&spent["Here"]["own_today"], &spent["Here"]["per_year"]), (&json!(5), &json!(2500)));
    world.clock.advance(86_400);
    let spent = browser.call("spent_calls", json!({})).await.json();
    assert_eq!((&spent["Here"]["own_today"], &spent["Here"]["own_this_year"]), (&json!(0), &json!(5)));
    let nobody = Browser::new(&world);
    assert_eq!(nobody.call("spent_calls", json!({})).await.json(), "NotYou");
}
