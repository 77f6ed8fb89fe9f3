//! One line for each request. Queries are left out: they carry codes, states, handles and what people search for.

use std::time::Instant;

use axum::{extract::Request, middleware::Next, response::Response};

/// Logs the request when its answer starts.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    if path.starts_with("/pkg/") || path == "/healthz" || path == "/readyz" {
        tracing::debug!(%method, path, status, ms, "{method} {path} {status}");
    } else {
        tracing::info!(%method, path, status, ms, "{method} {path} {status}");
    }
    response
}
