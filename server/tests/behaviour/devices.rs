//! Where one is signed in, and requests that are under way when one no longer is.

use onshape_sandbox::control::faults::Fault;
use serde_json::{Value, json};

use crate::{browser::Browser, world::World};

async fn devices(browser: &Browser<'_>) -> Vec<Value> {
    browser.call("list_devices", json!({})).await.json()["Here"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_sees_where_one_is_signed_in_and_ends_one_or_all() {
    let world = World::new().await;
    let (here, there, elsewhere) = (Browser::new(&world), Browser::new(&world), Browser::new(&world));
    for browser in [&here, &there, &elsewhere] {
        browser.sign_in_here("/oauthSignin").await;
    }
    let seen = devices(&here).await;
    assert_eq!(seen.len(), 3);
    assert_eq!(seen.iter().filter(|device| device["this_one"] == true).count(), 1);
    assert!(seen.iter().all(|device| device["browser"] == ""));
    let theirs = devices(&there).await.into_iter().find(|device| device["this_one"] == true).unwrap();
    let ended = here.call("end_devices", json!({ "name": theirs["name"] })).await;
    assert!(ended.set_cookies().is_empty());
    assert_eq!(there.who().await["Nobody"], "Ended");
    assert_eq!(devices(&here).await.len(), 2);
    let all = here.call("end_devices", json!({ "name": null })).await;
    assert!(all.set_cookies().iter().any(|cookie| cookie.starts_with("__Host-vitrine=;")));
    assert_eq!(elsewhere.who().await["Nobody"], "Ended");
    assert_eq!(here.who().await["Nobody"], "NotYet");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_ends_the_session_of_somebody_else() {
    let world = World::new().await;
    let (alice, bob) = (Browser::new(&world), Browser::of_bob(&world).await);
    alice.sign_in_here("/oauthSignin").await;
    bob.sign_in_here("/oauthSignin").await;
    let alices = devices(&alice).await[0]["name"].clone();
    bob.call("end_devices", json!({ "name": alices })).await;
    assert!(alice.who().await.get("User").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_brings_nothing_to_who_has_signed_out() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let gearbox = world.document("gearbox");
    let model =
        format!("/files/models/{}/w/{}/e/{}", gearbox.id(), gearbox.workspace(), gearbox.element("Flange"));
    let slow: Fault = serde_json::from_value(json!({ "path": "/api/", "delay_ms": 400 })).unwrap();
    world.sandbox.state().faults.add(slow);
    let arguments = json!({ "query": { "text": "", "filter": "All" }, "offset": 0 });
    let out = async {
        while world.sandbox.state().faults.list()[0].struck < 2 {
            tokio::task::yield_now().await;
        }
        browser.call("sign_out", json!({})).await
    };
    let (list, model, _) = tokio::join!(browser.call("list_documents", arguments), browser.load(&model), out);
    assert_eq!(list.json(), "NotYou");
    assert_eq!(model.status, 401);
}
