//! Pages: what they say, and what browsers are told about them.

use crate::{browser::Browser, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_framed_by_onshape_only_and_runs_no_foreign_script() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let page = browser.open("/").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains(&format!("frame-ancestors {}", world.sandbox.base_url())), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    for script in page.text().split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        // Data, which no browser runs.
        if tag.contains("application/json") {
            continue;
        }
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{script:.80}");
    }
    assert_ne!(
        browser.open("/").await.header("content-security-policy"),
        policy,
        "each page has its own nonce"
    );
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert_eq!(page.header("x-frame-options"), "");
    for path in [
        "/healthz",
        "/signedIn",
        "/grantDenied",
        "/signInFailed",
        "/favicon.svg",
        "/oauthRedirect",
        "/nowhere/x.svg",
    ] {
        let answer = browser.open(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'") || path.starts_with("/nowhere"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            answer.header("cross-origin-opener-policy").is_empty(),
            !path.starts_with("/nowhere"),
            "{path}"
        );
    }
    assert_eq!(page.header("cache-control"), "private, no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pre_session_is_given_once_and_never_replaced() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let first = browser.open("/").await;
    let cookie = first.set_cookies().join("\n");
    for part in ["__Host-", "Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"] {
        assert!(cookie.contains(part), "{part}");
    }
    assert!(browser.open("/documents").await.set_cookies().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_right_is_answered_with_a_sentence() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let id = world.document("gearbox").id();
    let long = "x".repeat(6000);
    let cases = [
        (format!("/?documentId=nonsense&workspaceId={id}"), 400, "does not lead to a document"),
        (format!("/?documentId={id}&workspaceId=%00"), 400, "does not lead to a document"),
        (format!("/?documentId={id}&elementId=..%2f..%2fetc"), 400, "does not lead to a document"),
        (format!("/?documentId={id}&workspaceId={id}&server=https://evil.example"), 400, "not Onshape"),
        ("/documents/..%2f..%2fetc%2fpasswd".into(), 400, "does not lead to a document"),
        (format!("/documents/{id}/w/'%20OR%201=1--"), 400, "does not lead to a document"),
        (format!("/documents/{long}"), 400, "does not lead to a document"),
        ("/wp-admin".into(), 404, "does not lead to a document"),
    ];
    for (path, status, sentence) in cases {
        let page = browser.open(&path).await;
        assert_eq!(page.status, status, "{path:.90}");
        assert!(page.text().contains("role=\"alert\"") && page.text().contains(sentence), "{path:.90}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_in_the_address_stays_text() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let id = world.document("gearbox").id();
    let page = browser
        .open(&format!(
            "/?documentId={id}&workspaceId={id}&locale=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E"
        ))
        .await;
    assert!(!page.text().contains("<script>alert(1)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_frame_goes_on_where_it_was_in_this_session() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let gearbox = world.document("gearbox");
    let start = format!("/?{}", gearbox.tab_query());
    assert_eq!(browser.open(&start).await.status, 200, "signed out, it asks to sign in");
    browser.sign_in_framed().await;
    let document = format!("/documents/{}/w/{}?{}", gearbox.id(), gearbox.workspace(), gearbox.tab_query());
    assert_eq!(browser.open(&start).await.header("location"), document);
    let tab = gearbox.tab_query().split("elementId=").nth(1).unwrap().to_owned();
    let path = format!("/documents/{}/w/{}/e/{}", gearbox.id(), gearbox.workspace(), gearbox.element("Gear"));
    browser.call("remember_place", serde_json::json!({ "tab": tab, "path": path })).await;
    assert_eq!(browser.open(&start).await.header("location"), format!("{path}?{}", gearbox.tab_query()));
    browser.call("remember_place", serde_json::json!({ "tab": tab, "path": "//evil.example" })).await;
    assert_eq!(browser.open(&start).await.header("location"), format!("{path}?{}", gearbox.tab_query()));
    world.clock.advance(60);
    browser.sign_in_framed().await;
    assert_eq!(browser.open(&start).await.header("location"), document, "a new session starts afresh");
}
