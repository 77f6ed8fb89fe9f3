//! Who asks too often, and who only seems to.

use std::time::Duration;

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    browser::{Answer, Browser},
    world::World,
};

async fn begin(browser: &Browser<'_>, address: &str) -> Answer {
    let request = browser.request(Method::GET, "/oauthSignin").header("x-forwarded-for", address);
    browser.send(request.header("sec-fetch-mode", "navigate")).await
}

/// Begins a thousand sign-ins, more than any clock gives back meanwhile: the first refusal.
async fn until_refused(browser: &Browser<'_>, address: impl Fn(usize) -> String) -> Option<Answer> {
    for number in 0..1000 {
        let answer = begin(browser, &address(number)).await;
        match answer.status {
            303 => {}
            429 => return Some(answer),
            other => panic!("{other}"),
        }
    }
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_sign_ins_that_are_never_finished_come_from_one_address_in_vain() {
    let world = World::with(|raw| raw.trusted_proxies = Some("127.0.0.1".into())).await;
    let browser = Browser::new(&world);
    let refused = until_refused(&browser, |_| "203.0.113.7".into()).await.expect("a limit");
    assert!(
        refused.header("retry-after").parse::<u32>().unwrap() >= 1 && refused.text().contains("Too many")
    );
    // Others are not held up.
    assert_eq!(begin(&browser, "203.0.113.8").await.status, 303);
    assert_eq!(browser.sign_in_here("/oauthSignin").await, "/");
    // Who writes addresses of their own into the header is still one address.
    let spoofed = |number: usize| format!("198.51.100.{}, 203.0.113.7", number % 250);
    assert!(until_refused(&browser, spoofed).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_who_is_no_configured_proxy_is_not_believed() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let spoofed = |number: usize| format!("203.0.{}.{}", number / 250, number % 250);
    assert!(until_refused(&browser, spoofed).await.is_some());
}

/// A head or a body that does not come to its end is not waited for: the connection ends.
#[tokio::test(flavor = "multi_thread")]
async fn who_sends_too_slowly_is_let_go() {
    let world = World::new().await;
    let address = world.address.trim_start_matches("http://");
    let function = crate::browser::function("who_am_i");
    let head = "GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ".to_owned();
    let body = format!(
        "POST {function} HTTP/1.1\r\nhost: localhost\r\norigin: {}\r\nx-vitrine: 1\r\ncontent-type: application/json\r\n\
         content-length: 100\r\n\r\n{{",
        crate::world::ORIGIN
    );
    let until_let_go = async |text: String| {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // Whatever is answered, it ends.
        let _ = connection.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    };
    let both = async { tokio::join!(until_let_go(head), until_let_go(body)) };
    let (head, body) = tokio::time::timeout(Duration::from_mins(1), both).await.expect("still connected");
    assert!(!head.contains("200 OK") && !body.contains("200 OK"), "{head} {body}");
}
