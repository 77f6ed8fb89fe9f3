//! What the log says, and what it must never.

use serde_json::json;

use crate::{browser::Browser, process::Process, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_the_story_of_a_session_and_no_secret_of_it() {
    let world = World::new().await;
    let database = format!("sqlite:{}", world.database.path().join("of the log.db").display());
    let process = Process::start(&world, &database, "debug");
    let browser = Browser::new(&world).at(&process.address);
    let gearbox = world.document("gearbox");
    let handle = browser.mint().await;
    browser.sign_in_framed().await;
    let framed = browser.cookies();
    browser.sign_in_here(&format!("/oauthSignin?{}", gearbox.tab_query())).await;
    let (id, workspace, shaft) = (gearbox.id(), gearbox.workspace(), gearbox.element("Shaft"));
    browser.open(&format!("/documents/{id}/w/{workspace}/e/{shaft}?{}", gearbox.tab_query())).await;
    let wvm = json!({ "Workspace": workspace });
    browser.call("open_a_document", json!({ "document": id, "wvm": wvm })).await;
    browser.load(&format!("/files/models/{id}/w/{workspace}/e/{shaft}")).await;
    let search = json!({ "query": { "text": "a secret project", "filter": "All" }, "offset": 0 });
    browser.call("list_documents", search).await;
    browser.open(&format!("/nothing/{id}?documentId={id}")).await;
    let file = browser.request(reqwest::Method::GET, &format!("/files/thumbnails/{id}/w/{workspace}/70x40"));
    browser.send(file.header("sec-fetch-site", "cross-site")).await;
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    sqlx::query("UPDATE grants SET expires_at = 0").execute(&pool).await.unwrap();
    browser.call("list_documents", json!({ "query": { "text": "", "filter": "Recent" }, "offset": 0 })).await;
    let refused = browser.decide(browser.open("/oauthSignin").await.header("location"), "deny").await;
    browser.open(&refused).await;
    let jar = browser.cookies();
    browser.call("sign_out", json!({})).await;
    pool.close().await;
    let log = process.stop();

    for event in [
        "a user signed in",
        "opened a session",
        "refreshed the grant's token, now version 2",
        "a sign-in did not finish: the user did not grant access",
        "signed out",
        "ended a grant that nobody is signed in with",
        "refused a file to another page",
    ] {
        assert!(log.contains(event), "{event}");
    }
    let issued = world.sandbox.state().grants().issued().to_vec();
    assert!(issued.len() >= 8);
    let cookies = framed.values().chain(jar.values());
    let handles = ["handle", "claim"].map(|name| handle[name].as_str().unwrap().to_owned());
    let documents = [id, workspace, shaft];
    let settings = world.sandbox.settings();
    let keys =
        [settings.client_secret.clone(), crate::world::SECRET.to_owned(), "a secret project".to_owned()];
    let states = refused.split("state=").nth(1).map(str::to_owned);
    for secret in issued.iter().chain(cookies).chain(&handles).chain(&documents).chain(&keys).chain(&states) {
        let told: Vec<_> = log.lines().filter(|line| line.contains(secret.as_str())).collect();
        assert!(told.is_empty(), "{secret}: {told:#?}");
    }
}
