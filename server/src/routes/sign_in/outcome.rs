//! What is said when a sign-in is over.

use app::{
    ssr::cookie,
    texts::{notices, sign_in},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use url::form_urlencoded;

use crate::{routes::notice::Notice, state::AppState};

/// `GET /signedIn`: the popup's last page.
pub(crate) async fn signed_in(State(state): State<AppState>) -> Response {
    Notice {
        status: StatusCode::OK,
        title: notices::signed_in(),
        sentence: notices::signed_in_why(),
        error: false,
        tell_opener: true,
        action: None,
    }
    .page(&state.shared)
}

/// `GET /grantDenied`: the user pressed Deny.
pub(crate) async fn denied(State(state): State<AppState>, headers: HeaderMap) -> Response {
    Notice {
        status: StatusCode::OK,
        title: notices::denied(),
        sentence: notices::denied_why(),
        error: true,
        tell_opener: true,
        action: try_again(&state, &headers).await,
    }
    .page(&state.shared)
}

/// `GET /signInFailed`: the state is not this browser's, or the code was no good.
pub(crate) async fn failed(State(state): State<AppState>, headers: HeaderMap) -> Response {
    Notice {
        status: StatusCode::BAD_REQUEST,
        title: notices::failed(),
        sentence: notices::failed_why(),
        error: true,
        tell_opener: true,
        action: try_again(&state, &headers).await,
    }
    .page(&state.shared)
}

/// `GET /signInFailed/onshape`: Onshape did not confirm it.
pub(crate) async fn failed_at_onshape(State(state): State<AppState>, headers: HeaderMap) -> Response {
    Notice {
        status: StatusCode::BAD_GATEWAY,
        title: notices::failed_at_onshape(),
        sentence: notices::failed_at_onshape_why(),
        error: true,
        tell_opener: true,
        action: try_again(&state, &headers).await,
    }
    .page(&state.shared)
}

/// `GET /signInFailed/setup`: Onshape does not accept this installation of the app.
pub(crate) async fn failed_by_setup(State(state): State<AppState>) -> Response {
    Notice {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: notices::setup(),
        sentence: notices::setup_why(),
        error: true,
        tell_opener: true,
        action: None,
    }
    .page(&state.shared)
}

/// A button that begins anew and leads to where the last attempt of this browser would have led. A popup has none:
/// its frame has the button.
async fn try_again(state: &AppState, headers: &HeaderMap) -> Option<(&'static str, String)> {
    let latest = match cookie::read(headers, cookie::BINDING) {
        Some(binding) => state.backend.vault.latest_return(&binding).await.unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "could not look up the last sign-in");
            None
        }),
        None => None,
    };
    match latest.as_deref() {
        Some("") => None,
        None => Some((sign_in::button(), "/oauthSignin".to_owned())),
        Some(address) => {
            let name = if address.starts_with('/') { "returnTo" } else { "redirectOnshapeUri" };
            let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, address).finish();
            Some((sign_in::button(), format!("/oauthSignin?{query}")))
        }
    }
}
