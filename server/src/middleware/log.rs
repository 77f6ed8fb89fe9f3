//! One line for each request. What people look at is left out: queries carry codes, states, handles and searches, and paths
//! the ids of documents, so a path is said by its route.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use leptos::server_fn::axum::server_fn_paths;

/// Logs the request when its answer starts.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = route(&request);
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    if path == "/pkg/{*path}" || path == "/healthz" || path == "/readyz" {
        tracing::debug!(%method, path, status, ms, "{method} {path} {status}");
    } else {
        tracing::info!(%method, path, status, ms, "{method} {path} {status}");
    }
    response
}

/// The names of server functions are ours, and tell more than their route.
fn route(request: &Request) -> String {
    let path = request.uri().path();
    match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        Some("/api/{*function}") if server_fn_paths().any(|(function, _)| function == path) => {
            path.to_owned()
        }
        Some(route) => route.to_owned(),
        None => "(unknown)".to_owned(),
    }
}
