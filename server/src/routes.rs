//! Every address, and what answers it.

mod event;
mod files;
mod functions;
mod health;
pub(crate) mod language;
mod notice;
mod page;
mod sign_in;

use std::time::Duration;

use app::{ssr::cookie, texts::notices};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
pub(crate) use notice::Notice;
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::RequestBodyTimeoutLayer,
};
use tower_sessions::SessionManagerLayer;

use crate::{assets, middleware, state::AppState};

/// The most bytes that a server function takes: identifiers and a search text.
const LARGEST_CALL: usize = 64 << 10;

/// How long the next piece of a body may take.
const SLOWEST_BODY: Duration = Duration::from_secs(15);

/// The whole application.
pub(crate) fn router(state: AppState) -> Router {
    let pages = Router::new()
        .route("/", get(page::page))
        .route("/documents", get(page::page))
        .route("/documents/{*place}", get(page::page))
        .fallback(get(page::page))
        .layer(from_fn(middleware::navigations_only));
    let functions = Router::new()
        .route("/api/{*function}", post(functions::call))
        .layer(from_fn_with_state(state.clone(), middleware::server_functions_only_for_our_pages))
        .layer(DefaultBodyLimit::max(LARGEST_CALL))
        .layer(RequestBodyLimitLayer::new(LARGEST_CALL));
    // Onshape's own servers call, and no page: no cookie, no marks of ours.
    let events = Router::new()
        .route("/api/event", get(event::there).post(event::happened))
        .layer(RequestBodyLimitLayer::new(LARGEST_CALL));
    let files = Router::new()
        .route("/files/thumbnails/{document}/{wvm}/{id}/{size}", get(files::document_thumbnail))
        .route("/files/thumbnails/{document}/{wvm}/{id}/e/{element}/{size}", get(files::element_thumbnail))
        .route("/files/blobs/{document}/w/{workspace}/e/{element}", get(files::blob))
        .route("/files/drawings/{document}/{wvm}/{id}/e/{element}", get(files::drawing))
        .route("/files/models/{document}/{wvm}/{id}/e/{element}", get(files::model))
        .route("/files/tables/{document}/{wvm}/{id}/e/{element}/bom", post(files::bill_of_materials))
        .layer(from_fn(middleware::files_only_for_our_pages));
    let sign_in = Router::new()
        .route("/oauthSignin", get(sign_in::start))
        .route("/oauthRedirect", get(sign_in::callback))
        .route("/signedIn", get(sign_in::signed_in))
        .route("/grantDenied", get(sign_in::denied))
        .route("/signInFailed", get(sign_in::failed))
        .route("/signInFailed/onshape", get(sign_in::failed_at_onshape))
        .route("/signInFailed/setup", get(sign_in::failed_by_setup));
    let fixed = Router::new()
        .route("/pkg/{*path}", get(assets::pkg))
        .route("/favicon.svg", get(assets::public))
        .route("/icon.svg", get(assets::public))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    let records = state.backend.vault.session_records();
    // It reads. Cookies are written by our own handlers: no `Set-Cookie` of this layer leaves the server.
    let sessions = SessionManagerLayer::new(records).with_name(cookie::SESSION);
    pages
        .merge(functions)
        .merge(files)
        .merge(sign_in)
        .layer(sessions)
        .layer(from_fn(middleware::session_cookie))
        .merge(events)
        .merge(fixed)
        .layer(from_fn_with_state(state.clone(), middleware::limits))
        // A body that trickles in holds its connection no longer than this between two pieces.
        .layer(RequestBodyTimeoutLayer::new(SLOWEST_BODY))
        .layer(CatchPanicLayer::custom(|_| -> Response {
            tracing::error!("a request panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, notices::crashed()).into_response()
        }))
        .layer(from_fn_with_state(state.clone(), middleware::headers))
        .layer(from_fn(middleware::language))
        .layer(from_fn(middleware::log))
        .with_state(state)
}
