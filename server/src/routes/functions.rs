//! `POST /api/…`: the server functions.

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use crate::state::AppState;

/// Calls the function that the address names.
pub(crate) async fn call(State(state): State<AppState>, request: Request<Body>) -> Response {
    let backend = state.backend.clone();
    leptos_axum::handle_server_fns_with_context(move || provide_context(backend.clone()), request)
        .await
        .into_response()
}
