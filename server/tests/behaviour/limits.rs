//! Who asks too often, and who only seems to.

use reqwest::Method;

use crate::{browser::Browser, world::World};

async fn begin(browser: &Browser<'_>, address: &str) -> u16 {
    let request = browser.request(Method::GET, "/oauthSignin").header("x-forwarded-for", address);
    browser.send(request.header("sec-fetch-mode", "navigate")).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_sign_ins_that_are_never_finished_come_from_one_address_in_vain() {
    let world = World::with(|raw| raw.trusted_proxies = Some("127.0.0.1".into())).await;
    let browser = Browser::new(&world);
    let mut refused = 0;
    for _ in 0..1000 {
        match begin(&browser, "203.0.113.7").await {
            303 => {}
            429 => refused += 1,
            other => panic!("{other}"),
        }
    }
    assert!(refused > 300, "{refused}");
    let request = browser.request(Method::GET, "/oauthSignin").header("x-forwarded-for", "203.0.113.7");
    let answer = browser.send(request).await;
    assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1 && answer.text().contains("Too many"));
    // Others are not held up, and the table does not grow for good.
    assert_eq!(begin(&browser, "203.0.113.8").await, 303);
    assert_eq!(browser.sign_in_here("/oauthSignin").await, "/");
    // Who writes addresses of their own into the header is still one address.
    assert_eq!(begin(&browser, "198.51.100.9, 203.0.113.7").await, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_who_is_no_configured_proxy_is_not_believed() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let mut refused = 0;
    for n in 0..1000 {
        refused += u16::from(begin(&browser, &format!("203.0.{}.{}", n / 250, n % 250)).await == 429);
    }
    assert!(refused > 300, "{refused}");
}
