//! The handlers under `/__sandbox/`.

use super::demo;
use crate::state::Shared;
use crate::world::user::User;
use axum::Json;
use axum::extract::{Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /__sandbox/secrets`: the client secret and every code and token issued so far, those from before a reset too.
pub async fn secrets(State(shared): State<Shared>) -> Json<Value> {
    let mut secrets = vec![shared.settings.client_secret.clone()];
    secrets.extend(shared.settings.api_keys.iter().map(|key| key.secret.clone()));
    secrets.extend_from_slice(shared.grants().issued());
    Json(json!({ "secrets": secrets }))
}

/// `GET /__sandbox/client`: the app's registration.
pub async fn client(State(shared): State<Shared>) -> Json<Value> {
    let settings = &shared.settings;
    Json(json!({
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "redirect_uri": settings.redirect_uri(),
        "oauth_url": settings.oauth_url(),
        "scopes": settings.scopes.to_string(),
        "base_url": shared.base_url,
        "export_url": shared.export_url,
        "api_keys": settings.api_keys.iter().map(|key| json!({ "user": key.user.first_name(), "access_key": key.access, "secret_key": key.secret })).collect::<Vec<_>>(),
    }))
}

/// `GET /__sandbox/demo`
pub async fn demo(State(shared): State<Shared>) -> Json<Value> {
    Json(demo::documents(&shared))
}

/// Names a user.
#[derive(Debug, Deserialize)]
pub struct Who {
    user: String,
}

/// `POST /__sandbox/revoke {"user":"Alice"}`
pub async fn revoke(State(shared): State<Shared>, Json(who): Json<Who>) -> Result<StatusCode, StatusCode> {
    let user = User::named(&who.user).ok_or(StatusCode::BAD_REQUEST)?;
    shared.grants().revoke(user);
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /__sandbox/expire {"user":"Alice"}`: the access tokens expire now, the refresh tokens live on.
pub async fn expire(State(shared): State<Shared>, Json(who): Json<Who>) -> Result<StatusCode, StatusCode> {
    let user = User::named(&who.user).ok_or(StatusCode::BAD_REQUEST)?;
    shared.grants().expire(user);
    Ok(StatusCode::NO_CONTENT)
}

/// After which entry to begin.
#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    since: u64,
}

/// `GET /__sandbox/requests?since=mark`: what came after the mark, and the mark for the next time.
pub async fn requests(State(shared): State<Shared>, Query(query): Query<Since>) -> Json<Value> {
    let (mark, requests) = shared.log.since(query.since);
    Json(json!({ "mark": mark, "requests": requests }))
}
