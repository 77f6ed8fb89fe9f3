//! Headers of each class of answer.

use serde_json::json;

use crate::{browser::Browser, world::World};

const CLASSES: [(&str, &str); 6] = [
    ("page", "/documents"),
    ("notice", "/signedIn"),
    ("file", "/files/thumbnails/x/w/x/70x40"),
    ("static", "/favicon.svg"),
    ("operation", "/healthz"),
    ("unknown", "/nothing"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_says_who_may_frame_read_and_keep_it() {
    let world = World::with(|raw| raw.base_url = Some("https://vitrine.example.com".into())).await;
    let browser = Browser::new(&world);
    for (class, path) in CLASSES {
        let answer = if class == "file" { browser.load(path).await } else { browser.open(path).await };
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{class}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{class}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{class}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{class}");
        assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"), "{class}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{class}: {policy}");
        let app = matches!(class, "page" | "unknown");
        let ancestors = policy.split("frame-ancestors ").nth(1).unwrap();
        assert_eq!(ancestors == "'none'", !app, "{class}: {policy}");
        // Before the site is built there is nothing static to serve, and a 404 is kept by nobody.
        let kept = if (class, answer.status) == ("static", 404) {
            "public, max-age=86400"
        } else {
            answer.header("cache-control")
        };
        assert_eq!(
            kept,
            if class == "static" { "public, max-age=86400" } else { "private, no-store" },
            "{class}"
        );
        // Any value would cut a popup off from its frame.
        let opener = if app { "same-origin-allow-popups" } else { "" };
        assert_eq!(answer.header("cross-origin-opener-policy"), opener, "{class}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nonce_is_used_once() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let nonce = |policy: &str| policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let page = browser.open("/").await;
        let nonce = nonce(page.header("content-security-policy"));
        assert!(page.text().contains(&format!("nonce=\"{nonce}\"")));
        assert!(seen.insert(nonce));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_the_apps_script_are_kept_by_nobody() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let answer = browser.call("who_am_i", json!({})).await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    assert_eq!(answer.header("access-control-allow-origin"), "");
}
