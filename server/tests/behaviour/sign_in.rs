//! Signing in, and every way in which it must not work.

use serde_json::json;

use crate::{browser::Browser, world::World};

const SESSION: &str = "__Host-vitrine";

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_is_signed_in_by_its_popup() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let who = browser.sign_in_framed().await;
    assert_eq!(who["User"]["name"], "Alice Archer");
    assert!(browser.has_cookie(SESSION));
    assert_eq!(browser.who().await, who);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_starts_one_window_and_is_redeemed_once() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let handle = browser.mint().await;
    let start = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
    let authorize = browser.open_popup(&start).await.header("location").to_owned();
    assert_eq!(browser.open_popup(&start).await.status, 400);
    let back = browser.decide(&authorize, "allow").await;
    browser.open(&back).await;
    browser.call("redeem_sign_in", json!({ "handle": handle })).await;
    assert_eq!(browser.poll(&handle).await, "Gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attackers_handle_is_worth_nothing_in_the_victims_browser() {
    let world = World::new().await;
    let (attacker, victim) = (Browser::new(&world), Browser::new(&world));
    victim.sign_in_framed().await;
    for site in [Some("none"), Some("cross-site"), Some("same-site"), None] {
        let handle = attacker.mint().await;
        let path = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
        let mut lured = victim.request(reqwest::Method::GET, &path).header("sec-fetch-mode", "navigate");
        if let Some(site) = site {
            lured = lured.header("sec-fetch-site", site);
        }
        let answer = victim.send(lured).await;
        assert_eq!((answer.status, answer.header("location")), (403, ""), "{site:?}");
        assert_eq!(attacker.poll(&handle).await, "Pending", "{site:?}");
    }
    assert!(!attacker.has_cookie(SESSION));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_that_was_read_in_an_address_cannot_be_redeemed_elsewhere() {
    let world = World::new().await;
    let (browser, thief) = (Browser::new(&world), Browser::new(&world));
    let handle = browser.mint().await;
    let start = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
    let back = browser.decide(browser.open_popup(&start).await.header("location"), "allow").await;
    browser.open(&back).await;
    let own = thief.mint().await;
    let stolen = json!({ "handle": handle["handle"], "claim": own["claim"] });
    assert_eq!(thief.poll(&stolen).await, "Gone");
    thief.call("redeem_sign_in", json!({ "handle": stolen })).await;
    assert!(!thief.has_cookie(SESSION));
    assert_eq!(browser.poll(&handle).await, "Ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_taken_only_with_the_state_of_this_browser_and_once() {
    let world = World::new().await;
    let (browser, other) = (Browser::new(&world), Browser::new(&world));
    let back = browser.decide(browser.open("/oauthSignin").await.header("location"), "allow").await;
    // Somebody else's browser, with a sign-in of its own under way.
    other.open("/oauthSignin").await;
    assert_eq!(other.open(&back).await.header("location"), "/signInFailed");
    assert!(!other.has_cookie(SESSION));
    let landed = browser.open(&back).await;
    assert_eq!((landed.status, landed.header("location")), (303, "/"));
    assert_eq!(browser.open(&back).await.header("location"), "/signInFailed", "it came back twice");
    for query in ["", "?code=x", "?state=x", "?code=x&state=%00", "?error=access_denied&state=nobody"] {
        let answer = browser.open(&format!("/oauthRedirect{query}")).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/signInFailed"), "{query}");
    }
    assert_eq!(browser.open("/signInFailed").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_state_is_refused() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let back = browser.decide(browser.open("/oauthSignin").await.header("location"), "allow").await;
    world.clock.advance(3600);
    assert_eq!(browser.open(&back).await.header("location"), "/signInFailed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_of_its_own_comes_back_to_where_it_was() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let gearbox = world.document("gearbox");
    let place = format!("/documents/{}/w/{}?{}", gearbox.id(), gearbox.workspace(), gearbox.tab_query());
    let start = format!(
        "/oauthSignin?returnTo={}",
        url::form_urlencoded::byte_serialize(place.as_bytes()).collect::<String>()
    );
    assert_eq!(browser.sign_in_here(&start).await, place);
    let start = format!("/oauthSignin?{}", gearbox.tab_query());
    assert_eq!(browser.sign_in_here(&start).await, format!("/?{}", gearbox.tab_query()));
}

#[tokio::test(flavor = "multi_thread")]
async fn from_onshapes_applications_page_one_returns_there_and_nowhere_else() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let page = format!("{}/user/applications", world.sandbox.base_url());
    assert_eq!(browser.sign_in_here(&format!("/oauthSignin?redirectOnshapeUri={page}")).await, page);
    for elsewhere in ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http://127.0.0.1:1/"]
    {
        let answer = browser.open(&format!("/oauthSignin?redirectOnshapeUri={elsewhere}")).await;
        assert_eq!((answer.status, answer.header("location")), (400, ""), "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_denies_access_is_told_and_may_begin_anew() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let handle = browser.mint().await;
    let start = format!("/oauthSignin?handle={}", handle["handle"].as_str().unwrap());
    let back = browser.decide(browser.open_popup(&start).await.header("location"), "deny").await;
    assert_eq!(browser.open(&back).await.header("location"), "/grantDenied");
    assert_eq!(browser.poll(&handle).await, "Denied");
    world.clock.advance(1);
    let gearbox = world.document("gearbox");
    let start = format!("/oauthSignin?{}", gearbox.tab_query());
    let back = browser.decide(browser.open(&start).await.header("location"), "deny").await;
    browser.open(&back).await;
    let page = browser.open("/grantDenied").await.text();
    assert!(
        page.contains("You did not allow access") && page.contains(&gearbox.id()),
        "the document is not forgotten"
    );
    assert_eq!(browser.who().await["Nobody"], "NotYet");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_sign_in_ends_the_session_before_it_and_signing_out_ends_it_for_good() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let first = browser.cookies();
    browser.sign_in_here("/oauthSignin").await;
    assert_ne!(first[SESSION], browser.cookies()[SESSION]);
    let old = browser
        .request(reqwest::Method::GET, "/files/models/x/w/x/e/x")
        .header("cookie", format!("{SESSION}={}", first[SESSION]));
    assert_ne!(browser.send(old.header("sec-fetch-site", "same-origin")).await.status, 200);
    let second = browser.cookies();
    let out = browser.call("sign_out", json!({})).await;
    assert!(out.set_cookies().iter().any(|c| c.starts_with("__Host-vitrine=;") && c.contains("Partitioned")));
    assert!(!browser.has_cookie(SESSION));
    let thief = Browser::new(&world);
    let request =
        thief.request(reqwest::Method::POST, &crate::browser::function("who_am_i")).json(&json!({}));
    let request = request.header("x-vitrine", "1").header("origin", crate::world::ORIGIN);
    let answer = thief.send(request.header("cookie", format!("{SESSION}={}", second[SESSION]))).await;
    assert_eq!(answer.json()["Nobody"], "Ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_it_is_not_used_for_two_weeks() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    for _ in 0..3 {
        world.clock.advance(13 * 24 * 3600);
        assert!(browser.who().await.get("User").is_some());
    }
    world.clock.advance(15 * 24 * 3600);
    assert_eq!(browser.who().await["Nobody"], "Ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_session_is_shown_to_somebody_else_at_onshape() {
    let world = World::new().await;
    let (alice, bob) = (Browser::new(&world), Browser::of_bob(&world).await);
    alice.sign_in_here("/oauthSignin").await;
    let bobs = bob.sign_in_framed().await["User"]["id"].as_str().unwrap().to_owned();
    let gearbox = world.document("gearbox");
    let page = alice.open(&format!("/?{}&userId={bobs}", gearbox.tab_query())).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Signed in as Alice Archer, Onshape is open as somebody else"));
    let request = alice.request(reqwest::Method::POST, &crate::browser::function("list_documents"));
    let request = request.json(&json!({ "query": { "text": "", "filter": "All" }, "offset": 0 }));
    let request = request
        .header("x-vitrine", "1")
        .header("origin", crate::world::ORIGIN)
        .header("x-vitrine-user", &bobs);
    assert_eq!(alice.send(request).await.json(), "NotYou");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_code_or_secret_is_stored_in_clear() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_framed().await;
    let base = world.sandbox.base_url();
    let secrets: serde_json::Value =
        reqwest::get(format!("{base}/__sandbox/secrets")).await.unwrap().json().await.unwrap();
    let secrets: Vec<String> = serde_json::from_value(secrets["secrets"].clone()).unwrap();
    assert!(secrets.len() >= 4, "client secret, code, access token, refresh token");
    let mut folders = vec![world.database.path().to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        for secret in &secrets {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}
