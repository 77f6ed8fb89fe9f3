//! Onshape's bad days, and tokens that grow old.

use onshape_sandbox::{control::faults::Fault, world::user::User};
use serde_json::{Value, json};

use crate::{browser::Browser, world::World};

async fn list(browser: &Browser<'_>) -> Value {
    browser
        .call("list_documents", json!({ "query": { "text": "", "filter": "All" }, "offset": 0 }))
        .await
        .json()
}

fn fault(value: Value) -> Fault {
    serde_json::from_value(value).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_is_listed_once_however_short_the_pages_are() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let (mut offset, mut seen) = (0, std::collections::BTreeSet::new());
    for _ in 0..400 {
        let arguments = json!({ "query": { "text": "", "filter": "All" }, "offset": offset });
        let page = browser.call("list_documents", arguments).await.json();
        for item in page["Here"]["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "listed twice");
        }
        match page["Here"]["next"].as_u64() {
            Some(next) => offset = next,
            None => break,
        }
    }
    assert!(seen.len() > 2000, "{}", seen.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_at_onshape_is_a_value_and_the_session_stays() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let cases = [
        (json!({ "status": 503 }), json!("Unavailable")),
        (
            json!({ "status": 502, "content_type": "text/html", "body": "<h1>Bad Gateway</h1>" }),
            json!("Unavailable"),
        ),
        (
            json!({ "status": 200, "content_type": "text/html", "body": "<h1>Maintenance</h1>" }),
            json!("Unreadable"),
        ),
        (
            json!({ "status": 200, "content_type": "application/json", "body": "{\"items\":[" }),
            json!("Unreadable"),
        ),
        (json!({ "status": 204 }), json!("Unreadable")),
        (json!({ "status": 402 }), json!("QuotaUsedUp")),
        (json!({ "status": 403 }), json!("NotAccessible")),
        (json!({ "status": 404 }), json!("NotAccessible")),
        (json!({ "status": 429 }), json!({ "Busy": { "retry_after": null } })),
        (
            json!({ "status": 429, "headers": { "retry-after": "450" } }),
            json!({ "Busy": { "retry_after": 450 } }),
        ),
        (json!({ "status": 499 }), json!("Timeout")),
        (json!({ "status": 302, "headers": { "location": "https://evil.example/" } }), json!("Unreadable")),
        (json!({ "status": 307, "headers": { "location": "/api/documents" } }), json!("Unreadable")),
    ];
    for (what, problem) in cases {
        let mut what = what;
        what["path"] = json!("/documents");
        world.sandbox.state().faults.add(fault(what.clone()));
        assert_eq!(list(&browser).await["Problem"], problem, "{what}");
        world.sandbox.state().faults.clear();
        world.clock.advance(460);
        assert!(list(&browser).await.get("Here").is_some());
        // Lists are kept for some seconds.
        world.clock.advance(10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_refreshed_before_it_expires_and_after_it_was_refused() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    world.clock.advance(3600 - 60);
    assert!(list(&browser).await.get("Here").is_some());
    world.clock.advance(5 * 3600);
    assert!(list(&browser).await.get("Here").is_some());
    world.sandbox.state().grants().expire(User::Alice);
    assert!(list(&browser).await.get("Here").is_some(), "one renewal after a 401");
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_questions_at_once_share_one_refresh() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    world.clock.advance(2 * 3600);
    let (mark, _) = world.sandbox.state().log.since(0);
    let answers = (0..20).map(|_| list(&browser));
    for answer in join_all(answers).await {
        assert!(answer.get("Here").is_some(), "{answer}");
    }
    let (_, requests) = world.sandbox.state().log.since(mark);
    let refreshes = requests.iter().filter(|entry| entry.path == "/oauth/token").count();
    assert_eq!(refreshes, 1);
}

/// Runs them all at the same time.
async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in waiting.iter_mut().zip(&mut done).filter(|(_, slot)| slot.is_none()) {
            if let std::task::Poll::Ready(output) = future.as_mut().poll(context) {
                *slot = Some(output);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_grant_ends_the_session_and_says_so() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    world.sandbox.state().grants().revoke(User::Alice);
    assert_eq!(list(&browser).await, "NotYou");
    assert_eq!(browser.who().await["Nobody"], "AccessRemoved");
    browser.sign_in_here("/oauthSignin").await;
    assert!(list(&browser).await.get("Here").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_token_endpoint_is_down_nobody_is_signed_out() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    world.sandbox.state().faults.add(fault(json!({ "path": "/oauth/token", "status": 503 })));
    world.clock.advance(3600 - 60);
    assert!(list(&browser).await.get("Here").is_some(), "the token still lives");
    world.clock.advance(3600);
    assert_eq!(list(&browser).await["Problem"], "Unavailable");
    world.sandbox.state().faults.clear();
    assert!(list(&browser).await.get("Here").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_onshape_does_not_confirm_signs_nobody_in() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    for path in ["/oauth/token", "sessioninfo"] {
        let back = browser.decide(browser.open("/oauthSignin").await.header("location"), "allow").await;
        world.sandbox.state().faults.add(fault(json!({ "path": path, "status": 503 })));
        assert_eq!(browser.open(&back).await.header("location"), "/signInFailed/onshape", "{path}");
        world.sandbox.state().faults.clear();
    }
    assert_eq!(browser.open("/signInFailed/onshape").await.status, 502);
    assert!(!browser.has_cookie("__Host-vitrine"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_goes_away_in_the_middle_of_a_refresh_loses_nobody_their_sign_in() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    world.clock.advance(2 * 3600);
    world.sandbox.state().faults.add(fault(json!({ "path": "/oauth/token", "delay_ms": 200 })));
    let (mark, _) = world.sandbox.state().log.since(0);
    let refreshed = || {
        let (_, requests) = world.sandbox.state().log.since(mark);
        requests.iter().any(|entry| entry.path == "/oauth/token" && entry.status == 200)
    };
    // Gives up long before the token endpoint has answered.
    let gone = tokio::time::timeout(std::time::Duration::from_millis(50), list(&browser)).await;
    assert!(gone.is_err() && !refreshed());
    while !refreshed() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    // Its refresh token is spent: had the new one been lost, this would be the end of the sign-in.
    world.clock.advance(2 * 3600);
    assert!(list(&browser).await.get("Here").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_everybody_is_told_and_nobody_is_signed_out() {
    let (server, database) = crate::postgres::own_server();
    let world = World::with(|raw| raw.database_url = Some(database)).await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let cookies = browser.cookies();
    crate::postgres::control(&server, &["-m", "immediate", "stop"]);
    let page = browser.open("/documents").await;
    assert_eq!(page.status, 500);
    assert!(page.text().contains("Something went wrong here") && page.text().contains("Try again"));
    let function = browser.call("who_am_i", json!({})).await;
    assert_eq!((function.status, function.text().contains("Failed")), (500, true), "{}", function.text());
    assert_eq!(browser.open("/oauthSignin").await.status, 500);
    assert_eq!(browser.open("/readyz").await.status, 503);
    assert_eq!(browser.open("/healthz").await.status, 200);
    let session = "__Host-vitrine";
    assert_eq!(browser.cookies()[session], cookies[session], "no answer takes it away");
    crate::postgres::control(&server, &["start"]);
    // A connection that broke off is noticed when it is used.
    while browser.open("/readyz").await.status != 200 {}
    assert!(list(&browser).await.get("Here").is_some());
}
