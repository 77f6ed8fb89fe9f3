//! Which address leads where, on the sandbox's two listeners.

use crate::api::{answer, route};
use crate::control::{
    changes, faults, handlers as control, meter, replay, requests, steering as steer, trash,
};
use crate::export;
use crate::host::{assets, document, documents, items, landing, page, pictures, session};
use crate::inspector;
use crate::oauth::{applications, authorize, token};
use crate::state::Shared;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{any, delete, get, post};
use http::StatusCode;

/// Pages, OAuth, API and control.
pub fn base(shared: &Shared) -> Router {
    let api = called(shared, api_routes());
    let token = Router::new()
        .route("/oauth/token", any(token::token))
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

/// Everything below `/api`, and itself.
fn api_routes() -> Router<Shared> {
    let api = || any(route::api);
    Router::new().route("/api", api()).route("/api/", api()).route("/api/{*rest}", api())
}

/// The regional export host.
pub fn regional(shared: &Shared) -> Router {
    called(shared, Router::new().route("/modelexport", get(export::model)))
        .layer(from_fn_with_state(shared.clone(), requests::layer))
        .with_state(shared.clone())
}

/// What counts as a call: faults strike inside of the limits, and both carry Onshape's headers.
fn called(shared: &Shared, routes: Router<Shared>) -> Router<Shared> {
    routes
        .layer(from_fn_with_state(shared.clone(), faults::layer))
        .layer(from_fn_with_state(shared.clone(), meter::layer))
        .layer(from_fn_with_state(shared.clone(), answer::headers))
}

fn pages() -> Router<Shared> {
    Router::new()
        .route("/", get(landing::show))
        .route("/session", post(session::switch))
        .route("/oauth/authorize", get(authorize::show).post(authorize::decide))
        .route("/user/applications", get(applications::show))
        .route("/user/applications/revoke", post(applications::revoke))
        .route("/documents", get(documents::show))
        .route("/host/items", get(items::list))
        .route("/documents/{did}", get(document::open))
        .route("/documents/{did}/w/{wid}", get(document::open))
        .route("/documents/{did}/{wvm}/{wvmid}/e/{eid}", get(document::show))
        .route("/pictures/d/{did}/{wvm}/{wvmid}/e/{eid}", get(pictures::show))
        .route("/assets/sandbox.css", get(assets::style))
        .route("/assets/host.css", get(assets::host_style))
        .route("/assets/early.js", get(assets::early_script))
        .route("/assets/host.js", get(assets::script))
        .route("/assets/icon.svg", get(assets::icon))
        .route("/assets/inspector.js", get(assets::inspector_script))
        .route("/assets/inspector.css", get(assets::inspector_style))
        .route("/__sandbox/", get(inspector::show))
        .route("/__sandbox", get(|| async { Redirect::permanent("/__sandbox/") }))
}

fn steering() -> Router<Shared> {
    Router::new()
        .route("/__sandbox/secrets", get(control::secrets))
        .route("/__sandbox/client", get(control::client))
        .route("/__sandbox/demo", get(control::demo))
        .route("/__sandbox/reset", post(steer::reset))
        .route("/__sandbox/state", get(steer::state).put(steer::load))
        .route("/__sandbox/revoke", post(control::revoke))
        .route("/__sandbox/expire", post(control::expire))
        .route("/__sandbox/touch", post(steer::touch))
        .route("/__sandbox/trash", post(trash::trash))
        .route("/__sandbox/restore", post(trash::restore))
        .route("/__sandbox/clock", get(steer::clock).post(steer::move_clock))
        .route("/__sandbox/switches", get(steer::switches).post(steer::set_switches))
        .route("/__sandbox/requests", get(control::requests))
        .route("/__sandbox/requests/{number}", get(replay::show))
        .route("/__sandbox/requests/{number}/replay", post(replay::replay))
        .route("/__sandbox/calls", get(steer::calls))
        .route("/__sandbox/changes", get(changes::wait))
        .route("/__sandbox/messages", get(steer::messages).post(steer::tell))
        .route("/__sandbox/webhooks", get(steer::webhooks))
        .route("/__sandbox/webhooks/emit", post(steer::emit))
        .route("/__sandbox/webhooks/deliveries/{id}/replay", post(steer::replay_delivery))
        .route("/__sandbox/faults", get(steer::faults).post(steer::add_fault).delete(steer::clear_faults))
        .route("/__sandbox/faults/{id}", delete(steer::remove_fault))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
}
