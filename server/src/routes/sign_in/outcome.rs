//! What is said when a sign-in is over.

use app::ssr::cookie;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use url::form_urlencoded;

use crate::{routes::notice::Notice, state::AppState};

const SIGN_IN: &str = "Sign in with Onshape";

/// `GET /signedIn`: the popup's last page.
pub(crate) async fn signed_in(State(state): State<AppState>) -> Response {
    Notice {
        status: StatusCode::OK,
        title: "You are signed in",
        sentence: "You can close this window and go on in Onshape.",
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
        title: "You did not allow access",
        sentence: "Without it Vitrine cannot show your documents. Nothing was read.",
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
        title: "The sign-in did not finish",
        sentence: "It took too long, came back twice, or was begun in another browser. Nobody was signed in.",
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
        title: "Onshape did not confirm the sign-in",
        sentence: "It is slow or not available. Nobody was signed in; please try again in a moment.",
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
        title: "Vitrine is not set up correctly",
        sentence: "Onshape does not accept this installation of the app, so nobody can sign in. Tell whoever runs it.",
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
        None => Some((SIGN_IN, "/oauthSignin".to_owned())),
        Some(address) => {
            let name = if address.starts_with('/') { "returnTo" } else { "redirectOnshapeUri" };
            let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, address).finish();
            Some((SIGN_IN, format!("/oauthSignin?{query}")))
        }
    }
}
