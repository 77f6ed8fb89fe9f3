//! Onshape's webhooks.

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde_json::json;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn onshape_may_register_and_deliver_webhooks() {
    let world = World::new().await;
    let key = &world.sandbox.settings().api_keys[0];
    let url = format!("{}/api/event", world.address);
    let webhook =
        json!({ "events": ["onshape.model.translation.complete"], "url": url, "isTransient": true });
    let made = Client::new()
        .post(format!("{}/api/webhooks", world.sandbox.base_url()))
        .basic_auth(&key.access, Some(&key.secret))
        .json(&webhook)
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), 200);
    let id = made.json::<serde_json::Value>().await.unwrap()["id"].as_str().unwrap().to_owned();
    let ping = Client::new()
        .post(format!("{}/api/webhooks/{id}/ping", world.sandbox.base_url()))
        .basic_auth(&key.access, Some(&key.secret))
        .json(&json!({}))
        .send();
    assert!(ping.await.unwrap().status().is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_posted_is_answered_with_200_and_tells_nothing() {
    let world = World::with(|settings| settings.webhook_signing_key = Some("key of a company".into())).await;
    let (client, url) = (Client::new(), format!("{}/api/event", world.address));
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
    for body in ["", "null", "{", r#"{"event":7}"#, r#"{"event":"onshape.model.translation.complete"}"#] {
        for signature in [None, Some("x"), Some(&*STANDARD.encode([0; 32]))] {
            let mut request = client.post(&url).body(body);
            if let Some(signature) = signature {
                let time = world.clock.now().to_string();
                request = request
                    .header("x-onshape-webhook-timestamp", time)
                    .header("x-onshape-webhook-signature-primary", signature);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(
                (answer.status().as_u16(), answer.text().await.unwrap().as_str()),
                (200, ""),
                "{body}"
            );
        }
    }
    let long = client.post(&url).body(vec![b'x'; 100_000]).send().await.unwrap();
    assert_eq!(long.status(), 413);
}
