//! Every address, and what answers it.

mod event;
mod files;
mod functions;
mod health;
mod notice;
mod page;
mod sign_in;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

use crate::{assets, middleware, state::AppState};

/// The most bytes that a server function takes: identifiers and a search text.
const LARGEST_CALL: usize = 64 << 10;

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
        .route("/files/models/{document}/{wvm}/{id}/e/{element}", get(files::model))
        .layer(from_fn(middleware::files_only_for_our_pages));
    let sign_in = Router::new()
        .route("/oauthSignin", get(sign_in::start))
        .route("/oauthRedirect", get(sign_in::callback))
        .route("/signedIn", get(sign_in::signed_in))
        .route("/grantDenied", get(sign_in::denied))
        .route("/signInFailed", get(sign_in::failed))
        .route("/signInFailed/onshape", get(sign_in::failed_at_onshape));
    let fixed = Router::new()
        .route("/pkg/{*path}", get(assets::pkg))
        .route("/favicon.svg", get(assets::public))
        .route("/icon.svg", get(assets::public))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    pages
        .merge(functions)
        .merge(events)
        .merge(files)
        .merge(sign_in)
        .merge(fixed)
        .layer(CatchPanicLayer::custom(|_| -> Response {
            tracing::error!("a request panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here. Please try again.")
                .into_response()
        }))
        .layer(from_fn_with_state(state.clone(), middleware::headers))
        .layer(from_fn(middleware::log))
        .with_state(state)
}
