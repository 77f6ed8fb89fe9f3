//! Who may ask what. A cookie of ours comes along with the requests of every other app that is framed in the same
//! Onshape page, since they share the cookie's partition: a cookie alone proves nothing.

use app::{answer::CallError, client::HEADER, texts::notices};
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::state::AppState;

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Server functions: marked, from our own origin, and same-origin as far as the browser says.
pub(crate) async fn server_functions_only_for_our_pages(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let marked = text(headers, HEADER) == Some("1");
    let own_origin = text(headers, header::ORIGIN.as_str()) == Some(&state.shared.origin);
    let same_origin = text(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin");
    if marked && own_origin && same_origin {
        return next.run(request).await;
    }
    tracing::warn!(
        path = request.uri().path(),
        marked,
        own_origin,
        same_origin,
        "refused a call from elsewhere"
    );
    (StatusCode::FORBIDDEN, Json(CallError::Refused)).into_response()
}

/// Files: an `<img>` can set no header, but the browser says from where it was asked. One that says nothing must have a
/// pass in the address, which is judged with the session.
pub(crate) async fn files_only_for_our_pages(request: Request, next: Next) -> Response {
    if text(request.headers(), "sec-fetch-site").is_none_or(|site| site == "same-origin") {
        return next.run(request).await;
    }
    tracing::warn!("refused a file to another page");
    (StatusCode::FORBIDDEN, notices::only_within()).into_response()
}

/// Pages are for looking at: no script of another page may read or embed them, but for frames, which the
/// Content-Security-Policy judges.
pub(crate) async fn navigations_only(request: Request, next: Next) -> Response {
    match text(request.headers(), "sec-fetch-mode") {
        None | Some("navigate") => next.run(request).await,
        Some(_) => (StatusCode::FORBIDDEN, notices::page_not_data()).into_response(),
    }
}
