//! Documents of an enterprise: a grant for one company does not open another's.

use onshape_sandbox::{control::faults::Fault, world::scenario::Scenario};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    world::{Document, World},
};

async fn world() -> (World, Document, String) {
    let world = World::new().await;
    world.sandbox.state().reset_to(Scenario::Enterprise, 1);
    let robot = world.document("enterprise");
    let company = world.sandbox.state().world().companies()[0].id.to_string();
    (world, robot, company)
}

async fn open(browser: &Browser<'_>, robot: &Document, company: &str) -> Value {
    let arguments = json!({ "document": robot.id(), "wvm": { "Workspace": robot.workspace() } });
    let request = browser.request(reqwest::Method::POST, &crate::browser::function("open_a_document"));
    let request = request.json(&arguments).header("x-vitrine", "1").header("origin", crate::world::ORIGIN);
    browser.send(request.header("x-vitrine-company", company)).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_companys_grant_is_asked_for_after_a_refusal_and_kept_beside_the_first() {
    let (world, robot, company) = world().await;
    let browser = Browser::new(&world);
    let query = format!("{}&companyId={company}", robot.tab_query());
    // The tab's company forces nothing.
    let handle = browser.mint().await;
    let start = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
    let location = browser.open_popup(&start).await.header("location").to_owned();
    assert!(!location.contains("company_id"));
    browser.sign_in_framed().await;
    assert_eq!(browser.who().await["User"]["companies"], json!([]));
    let page = browser.open(&format!("/documents/{}/w/{}?{query}", robot.id(), robot.workspace())).await;
    assert!(page.text().contains(&company), "the page knows which company to offer");
    assert_eq!(open(&browser, &robot, &company).await["Problem"], "NotAccessible");

    let handle = browser.call("mint_handle", json!({})).await.json();
    let start = format!("/oauthSignin?handle={}&companyId={company}", handle["handle"].as_str().unwrap());
    let authorize = browser.open_popup(&start).await.header("location").to_owned();
    assert!(authorize.contains(&format!("company_id={company}")));
    let back = browser.decide(&authorize, "allow").await;
    assert_eq!(browser.open(&back).await.header("location"), "/signedIn");
    let before = browser.cookies();
    let who = browser.call("redeem_sign_in", json!({ "handle": handle })).await.json();
    assert_eq!(who["User"]["companies"], json!([company]));
    assert_ne!(before["__Host-vitrine"], browser.cookies()["__Host-vitrine"]);
    assert!(open(&browser, &robot, &company).await.get("Here").is_some());
    assert!(open(&browser, &robot, "").await.get("Here").is_some(), "found without being told the company");
    let thumbnail =
        format!("/files/thumbnails/{}/w/{}/70x40?company={company}", robot.id(), robot.workspace());
    assert_ne!(browser.load(&thumbnail).await.header("content-type"), "image/gif");

    // The user's own documents are still theirs, and signing out ends both.
    let own =
        browser.call("list_documents", json!({ "query": { "text": "", "filter": "All" }, "offset": 0 }));
    assert!(own.await.json()["Here"]["items"].as_array().is_some_and(|items| !items.is_empty()));
    browser.call("sign_out", json!({})).await;
    assert_eq!(open(&browser, &robot, &company).await, "NotYou");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_a_companys_document_is_not_helped_by_having_signed_in() {
    let (world, robot, company) = world().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    assert_eq!(open(&browser, &robot, &company).await["Problem"], "NotAccessible");
    let cad = browser.open(&format!("/oauthSignin?{}&companyId=cad", robot.tab_query())).await;
    assert!(!cad.header("location").contains("company_id"), "`cad` is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_beyond_the_first_page_can_be_chosen_too() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let team = |digit: &str, name: &str| json!({ "id": digit.repeat(24), "name": name });
    let pages = [
        json!({ "items": [team("a", "Design")], "next": "https://cad.onshape.com/api/teams?offset=100&limit=100" }),
        json!({ "items": [team("b", "Purchasing")], "next": null }),
    ];
    for page in pages {
        let fault = json!({ "operation": "find", "times": 1, "status": 200, "body": page.to_string() });
        world.sandbox.state().faults.add(serde_json::from_value::<Fault>(fault).unwrap());
    }
    let teams = browser.call("list_owners", json!({ "filter": "Team" })).await.json()["Here"].clone();
    let names: Vec<_> = teams.as_array().unwrap().iter().map(|team| team["name"].clone()).collect();
    assert_eq!(names, ["Design", "Purchasing"], "{teams}");
    let asked = world.sandbox.state().log.since(0).1;
    let asked: Vec<_> = asked.iter().filter(|entry| entry.operation == Some("find")).collect();
    assert_eq!(asked.len(), 2);
}
