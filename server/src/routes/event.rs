//! `POST /api/event`: Onshape says that something happened. It is a hint to look sooner and nothing more: most events
//! are not signed. Onshape asks with GET whether anybody is there, and takes nothing but 200 for an answer.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use onshape::{Event, EventSignature};

use crate::state::AppState;

/// `GET /api/event`
pub(crate) async fn there() -> StatusCode {
    StatusCode::OK
}

/// `POST /api/event`. Who sends what is no event, or a wrong signature, learns nothing of it.
pub(crate) async fn happened(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signature = EventSignature {
        timestamp: text("x-onshape-webhook-timestamp"),
        primary: text("x-onshape-webhook-signature-primary"),
        secondary: text("x-onshape-webhook-signature-secondary"),
    };
    let now = state.backend.vault.clock().now();
    match Event::read(&body, signature, state.shared.webhook_key.as_ref(), now) {
        Ok(event) => {
            tracing::debug!(event = event.event.as_str(), "Onshape says {}", event.event.as_str());
            state.backend.api.hint(&event);
        }
        Err(error) => tracing::debug!(%error, "an event was ignored: {error}"),
    }
    StatusCode::OK
}
