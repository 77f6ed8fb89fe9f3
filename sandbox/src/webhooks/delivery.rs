//! The task behind a sandbox: it ends translations whose time has come and sends what webhooks are owed.

use super::{Attempt, Delivery};
use crate::state::{Shared, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::future::join_all;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use sha2::Sha256;
use std::time::Duration;
use tokio::sync::watch;

/// How often the sandbox's clock is looked at while something waits for it.
const LOOK: Duration = Duration::from_millis(100);
/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs until the sandbox stops.
pub async fn run(shared: Shared, mut stopped: watch::Receiver<bool>) {
    // In a build of the whole workspace, reqwest has TLS and asks for a provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
    let Ok(client) = client else { return };
    loop {
        let waiting = shared.translations.is_waiting() || shared.webhooks().is_waiting();
        let pause = if waiting { LOOK } else { Duration::from_hours(1) };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = shared.work.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
        shared.settle();
        let due = shared.webhooks().due(shared.now());
        join_all(due.into_iter().map(|delivery| send(&client, &shared, delivery))).await;
    }
}

async fn send(client: &Client, state: &State, delivery: Delivery) {
    let body = delivery.payload.to_string();
    let mut request = client.post(&delivery.url).header("Content-Type", "application/json; charset=UTF-8");
    if let Some(key) = state.switches().webhook_key {
        let timestamp = state.now().to_string();
        for which in ["primary", "secondary"] {
            let signature = signature(&key, &timestamp, &body);
            request = request.header(format!("X-onshape-webhook-signature-{which}"), signature);
        }
        request = request.header("X-onshape-webhook-timestamp", timestamp);
    }
    let (status, error) = match request.body(body).send().await {
        Ok(answer) => (Some(answer.status().as_u16()), None),
        Err(error) => (None, Some(error.without_url().to_string())),
    };
    let at = state.now();
    state.webhooks().tried(delivery.id, Attempt { at, status, error });
}

/// Base64 of HMAC-SHA256 over the time, a dot, and the body.
fn signature(key: &str, timestamp: &str, body: &str) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(format!("{timestamp}.{body}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
