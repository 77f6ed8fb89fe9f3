//! Which address leads where, on the sandbox's two listeners.

use crate::api::{answer, route};
use crate::control::{faults, handlers as control, requests};
use crate::export;
use crate::host::{assets, document, landing, page, pictures, session};
use crate::oauth::{applications, authorize, token};
use crate::state::Shared;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use http::StatusCode;

/// Pages, OAuth, API and control.
pub fn base(shared: &Shared) -> Router {
    let remaining = answer::Remaining::default();
    let api = Router::new()
        .route("/api/{*rest}", any(route::api))
        .layer(from_fn_with_state(shared.clone(), faults::layer))
        // Outside the faults, so that they carry Onshape's headers, too.
        .layer(from_fn(move |request, next| answer::headers(remaining.clone(), request, next)));
    let token = Router::new()
        .route("/oauth/token", post(token::token))
        .layer(from_fn_with_state(shared.clone(), faults::layer));
    api.merge(token)
        .merge(pages().layer(from_fn_with_state(shared.clone(), page::at_home)))
        .merge(steering())
        .fallback(|| async {
            page::problem(StatusCode::NOT_FOUND, "No such page", "The sandbox has no page here.")
        })
        .layer(from_fn_with_state(shared.clone(), requests::layer))
        .with_state(shared.clone())
}

/// The regional export host.
pub fn regional(shared: &Shared) -> Router {
    let remaining = answer::Remaining::default();
    Router::new()
        .route("/modelexport", get(export::model))
        .layer(from_fn_with_state(shared.clone(), faults::layer))
        .layer(from_fn(move |request, next| answer::headers(remaining.clone(), request, next)))
        .layer(from_fn_with_state(shared.clone(), requests::layer))
        .with_state(shared.clone())
}

fn pages() -> Router<Shared> {
    Router::new()
        .route("/", get(landing::show))
        .route("/session", post(session::switch))
        .route("/oauth/authorize", get(authorize::show).post(authorize::decide))
        .route("/user/applications", get(applications::show))
        .route("/user/applications/revoke", post(applications::revoke))
        .route("/documents/{did}", get(document::open))
        .route("/documents/{did}/w/{wid}", get(document::open))
        .route("/documents/{did}/{wvm}/{wvmid}/e/{eid}", get(document::show))
        .route("/pictures/d/{did}/e/{eid}", get(pictures::show))
        .route("/assets/sandbox.css", get(assets::style))
        .route("/assets/host.js", get(assets::script))
        .route("/assets/icon.svg", get(assets::icon))
}

fn steering() -> Router<Shared> {
    Router::new()
        .route("/__sandbox/secrets", get(control::secrets))
        .route("/__sandbox/client", get(control::client))
        .route("/__sandbox/demo", get(control::demo))
        .route("/__sandbox/reset", post(control::reset))
        .route("/__sandbox/revoke", post(control::revoke))
        .route("/__sandbox/expire", post(control::expire))
        .route("/__sandbox/clock", post(control::clock))
        .route("/__sandbox/requests", get(control::requests))
        .route("/__sandbox/faults", post(control::add_fault).delete(control::clear_faults))
}
