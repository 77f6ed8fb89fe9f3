//! Cookies that are not what they should be, and the one that is.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser, function},
    world::{ORIGIN, World},
};

const SESSION: &str = "__Host-vitrine";

async fn who_with(world: &World, cookie: &str) -> Answer {
    let browser = Browser::new(world);
    let request =
        browser.request(Method::POST, &function("who_am_i")).json(&json!({})).header("cookie", cookie);
    browser.send(request.header("x-vitrine", "1").header("origin", ORIGIN)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_truncated_swapped_and_oversized_cookies_are_nobodys() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_framed().await;
    let jar = browser.cookies();
    let (good, pre) = (&jar[SESSION], &jar["__Host-vitrine-pre"]);
    let mut forged = good.clone().into_bytes();
    forged[0] = if forged[0] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    let nobody: Value = json!({ "Nobody": "NotYet" });
    for value in [
        forged.as_str(),
        &good[..good.len() - 1],
        &format!("{good}="),
        &format!("{good}A"),
        pre.as_str(),
        "",
        "\"\"",
        "../../etc/passwd",
        "' OR 1=1 --",
        &"A".repeat(4096),
    ] {
        let answer = who_with(&world, &format!("{SESSION}={value}")).await;
        assert_eq!((answer.status, answer.json()), (200, nobody.clone()), "{value}");
        assert!(answer.set_cookies().is_empty(), "{value}");
    }
    // Swapped: the session in the place of the pre-session opens nothing either.
    let swapped = who_with(&world, &format!("__Host-vitrine-pre={good}; {SESSION}={pre}")).await;
    assert_eq!(swapped.json(), nobody);
    let oversized = who_with(&world, &format!("{SESSION}={}", "A".repeat(100_000))).await;
    assert_eq!(oversized.status, 431);
    // Beside one that is no good the good one still counts.
    for line in [format!("{SESSION}=old; {SESSION}={good}"), format!("{SESSION}={good}; {SESSION}=old")] {
        assert!(who_with(&world, &line).await.json().get("User").is_some(), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_cookie_is_never_answered_with_a_removal() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let stale = browser.cookies()[SESSION].clone();
    browser.call("sign_out", json!({})).await;
    // A slow answer would remove the cookie of the session that came after.
    let answer = who_with(&world, &format!("{SESSION}={stale}")).await;
    assert_eq!(answer.json(), json!({ "Nobody": "Ended" }));
    assert!(answer.set_cookies().is_empty());
    let forged = Browser::new(&world);
    let page = forged.request(Method::GET, "/documents").header("cookie", format!("{SESSION}={stale}"));
    let page = forged.send(page.header("sec-fetch-mode", "navigate")).await;
    assert!(page.set_cookies().iter().all(|cookie| !cookie.starts_with(&format!("{SESSION}="))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_without_a_state_of_this_browser_signs_nobody_in() {
    let world = World::new().await;
    let (mine, theirs) = (Browser::new(&world), Browser::new(&world));
    let back = mine.decide(mine.open("/oauthSignin").await.header("location"), "allow").await;
    theirs.open("/oauthSignin").await;
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    for path in [
        back.clone(),
        format!("/oauthRedirect?code={code}"),
        format!("/oauthRedirect?code={code}&state="),
        format!("/oauthRedirect?code={code}&state={}", "A".repeat(43)),
        "/oauthRedirect".to_owned(),
        "/oauthRedirect?error=access_denied".to_owned(),
        format!("/oauthRedirect?{}", "state=x&".repeat(2000)),
    ] {
        let answer = theirs.open(&path).await;
        let refused = answer.header("location") == "/signInFailed" || answer.status == 400;
        assert!(refused, "{path}: {} {}", answer.status, answer.header("location"));
        assert!(!theirs.has_cookie(SESSION));
    }
    // None of these spent what is mine.
    assert_eq!(mine.open(&back).await.header("location"), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_client_secret_is_the_operators_and_signs_nobody_out() {
    let mut world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let cookies = browser.cookies();
    world.start_server(|raw| raw.oauth_client_secret = Some("not the one".into())).await;
    world.clock.advance(4000);
    let browser = Browser::with_cookies(&world, cookies.clone());
    let arguments = json!({ "query": { "text": "", "filter": "All" }, "offset": 0 });
    assert_eq!(browser.call("list_documents", arguments.clone()).await.json()["Problem"], "Misconfigured");
    assert!(browser.who().await.get("User").is_some());
    let back = browser.decide(browser.open("/oauthSignin").await.header("location"), "allow").await;
    assert_eq!(browser.open(&back).await.header("location"), "/signInFailed/setup");
    assert!(browser.open("/signInFailed/setup").await.text().contains("not set up correctly"));
    world.start_server(|_| {}).await;
    let browser = Browser::with_cookies(&world, cookies);
    assert!(browser.call("list_documents", arguments).await.json().get("Here").is_some());
}
