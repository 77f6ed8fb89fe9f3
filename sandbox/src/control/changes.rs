//! Waiting for something to happen, for pages that show it live.

use crate::state::Shared;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// A page that waits is answered after this long at the latest.
const PATIENCE: Duration = Duration::from_secs(15);

/// The last change that the page knows.
#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    since: u64,
}

/// `GET /__sandbox/changes?since=n`: answers `{"change": n}` as soon as there is a newer one, or after a while.
pub async fn wait(State(shared): State<Shared>, Query(query): Query<Since>) -> Json<Value> {
    let mut changes = shared.changes();
    let newer = tokio::time::timeout(PATIENCE, changes.wait_for(|change| *change > query.since)).await;
    drop(newer);
    Json(json!({ "change": *shared.changes().borrow() }))
}
