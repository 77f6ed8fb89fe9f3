//! Who may ask what.

use leptos::server_fn::axum::server_fn_paths;
use reqwest::Method;
use serde_json::json;

use crate::{
    browser::{Browser, function},
    world::{ORIGIN, World},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_function_is_called_by_the_apps_own_script_only() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let call = || browser.request(Method::POST, &function("who_am_i")).json(&json!({}));
    let good = [("x-vitrine", "1"), ("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
    let with = |headers: &[(&str, &str)]| {
        headers.iter().fold(call(), |request, (name, value)| request.header(*name, *value))
    };
    assert_eq!(browser.send(with(&good)).await.status, 200);
    let bad = [
        vec![],
        vec![good[1], good[2]],
        vec![good[0], good[2]],
        vec![good[0], ("origin", "http://127.0.0.1:4000"), good[2]],
        vec![good[0], ("origin", "null"), good[2]],
        vec![good[0], good[1], ("sec-fetch-site", "cross-site")],
        vec![good[0], good[1], ("sec-fetch-site", "same-site")],
        vec![("x-vitrine", "0"), good[1], good[2]],
    ];
    for headers in bad {
        assert_eq!(browser.send(with(&headers)).await.status, 403, "{headers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_function_is_a_post() {
    assert!(server_fn_paths().count() >= 12);
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, axum::http::Method::POST, "{path}");
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
            let request =
                browser.request(method.clone(), path).header("x-vitrine", "1").header("origin", ORIGIN);
            let status = browser.send(request.header("sec-fetch-site", "same-origin")).await.status;
            assert_eq!(status, 405, "{method} {path}");
        }
        let unmarked = browser.request(Method::POST, path).json(&json!({})).header("origin", ORIGIN);
        let unmarked = unmarked.header("sec-fetch-site", "same-origin");
        assert_eq!(browser.send(unmarked).await.status, 403, "{path}");
    }
    assert!(browser.who().await.get("User").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_makes_no_sense_is_refused_and_breaks_nothing() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in_here("/oauthSignin").await;
    let send = |body: Vec<u8>| {
        let request = browser.request(Method::POST, &function("open_a_document")).body(body);
        let request = request.header("content-type", "application/json").header("x-vitrine", "1");
        request.header("origin", ORIGIN).header("accept", "application/json")
    };
    for body in ["", "{", "[]", "null", r#"{"document":1}"#, r#"{"document":"x","wvm":null}"#, "\u{0}"] {
        assert_eq!(browser.send(send(body.into())).await.status, 400, "{body:?}");
    }
    // The rest of the body is not read, so the connection ends with the answer: a browser of its own.
    let large = Browser::new(&world);
    let request = large.request(Method::POST, &function("open_a_document")).body(vec![b'x'; 100_000]);
    assert_eq!(large.send(request).await.status, 413);
    let unknown =
        browser.request(Method::POST, "/api/nothing").header("x-vitrine", "1").header("origin", ORIGIN);
    assert!(browser.send(unknown).await.status < 500);
    assert!(browser.who().await.get("User").is_some(), "the session is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_for_looking_at_and_a_file_for_our_pages() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    for mode in ["cors", "no-cors"] {
        let request = browser.request(Method::GET, "/").header("sec-fetch-mode", mode);
        assert_eq!(browser.send(request).await.status, 403, "{mode}");
    }
    let gearbox = world.document("gearbox");
    let file = format!("/files/thumbnails/{}/w/{}/70x40", gearbox.id(), gearbox.workspace());
    for site in ["none", "cross-site", "same-site"] {
        let request = browser.request(Method::GET, &file).header("sec-fetch-site", site);
        assert_eq!(browser.send(request).await.status, 403, "{site:?}");
    }
    assert_eq!(browser.load(&file).await.status, 401);
}

/// Browsers before Safari 16.4 do not say from which page a request comes.
#[tokio::test(flavor = "multi_thread")]
async fn without_sec_fetch_headers_a_file_needs_a_pass_of_this_session() {
    let world = World::new().await;
    let (browser, other) = (Browser::new(&world), Browser::new(&world));
    for browser in [&browser, &other] {
        browser.sign_in_here("/oauthSignin").await;
    }
    let gearbox = world.document("gearbox");
    let file = format!("/files/thumbnails/{}/w/{}/70x40", gearbox.id(), gearbox.workspace());
    let pass = browser.call("files_pass", json!({})).await.json()["Here"].as_str().unwrap().to_owned();
    let load = async |browser: &Browser<'_>, pass: &str| {
        browser.send(browser.request(Method::GET, &format!("{file}?pass={pass}"))).await.status
    };
    assert_eq!(load(&browser, &pass).await, 200);
    assert_eq!(load(&browser, "").await, 403);
    assert_eq!(load(&other, &pass).await, 403, "another session's");
    let page = browser.send(browser.request(Method::GET, "/documents")).await.text();
    assert!(page.contains("files_pass"), "such a browser's page brings one along");
    world.clock.advance(301);
    assert_eq!(load(&browser, &pass).await, 403, "too old");
}
