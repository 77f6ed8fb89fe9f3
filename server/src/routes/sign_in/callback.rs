//! `GET /oauthRedirect`: Onshape sends the browser back here (RFC 6749, 4.1.2). The address holds the code, so the
//! answer is always a redirect to one without query: nothing that a browser keeps has a code in it.

use app::{
    ssr::{Caller, CallersTab, cookie},
    texts::notices,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use onshape::oauth::TokenError;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session as SessionCookie;
use vault::{Landing, Secret, SignIn, SignedIn, User, VaultError};

use crate::state::AppState;

/// Whom the first call of a sign-in is counted for: it asks who it is.
const NOBODY_YET: &str = "signing-in";

/// What Onshape adds to the address.
#[derive(Deserialize)]
pub(crate) struct CallbackQuery {
    code: Option<SecretString>,
    state: Option<String>,
    error: Option<String>,
}

/// Why a sign-in did not finish.
#[derive(Debug, thiserror::Error)]
enum CallbackError {
    /// No sign-in of this browser has this state, or it came back before.
    #[error("the sign-in was started in another browser, has expired or came back twice")]
    UnknownState,
    /// The user pressed Deny.
    #[error("the user did not grant access")]
    Denied,
    /// Onshape refused before there was a code, as with `invalid_scope`.
    #[error("Onshape ended the sign-in")]
    Refused,
    /// The token endpoint gave no tokens.
    #[error("Onshape gave no tokens for the code")]
    Exchange(#[source] TokenError),
    /// Onshape did not say whose the tokens are.
    #[error("Onshape did not say who signed in")]
    Who(#[source] onshape::Error),
    /// The database.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
}

/// Finishes the sign-in that the state names.
pub(crate) async fn callback(
    State(state): State<AppState>,
    Query(query): Query<CallbackQuery>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    let caller = Caller::new(state.backend.clone(), headers.clone(), session, CallersTab::default());
    match finish(&state, query, &headers, &caller).await {
        Ok(response) => response,
        Err(error) => {
            if matches!(error, CallbackError::Exchange(TokenError::InvalidClient)) {
                tracing::error!(
                    "Onshape refused the application itself: nobody can sign in. Run `vitrine check`"
                );
            }
            tracing::warn!(error = &error as &dyn std::error::Error, "a sign-in did not finish: {error}");
            Redirect::to(error.address()).into_response()
        }
    }
}

async fn finish(
    state: &AppState,
    query: CallbackQuery,
    headers: &HeaderMap,
    caller: &Caller,
) -> Result<Response, CallbackError> {
    let vault = &state.backend.vault;
    let binding = cookie::read(headers, cookie::BINDING);
    let named = query.state.as_deref().and_then(Secret::parse);
    let sign_in = match (binding, named) {
        (Some(binding), Some(named)) => vault.take_sign_in(&binding, &named).await?,
        _ => None,
    };
    let sign_in = sign_in.ok_or(CallbackError::UnknownState)?;
    match land(state, &sign_in, query, caller).await {
        Ok(Landing::HandedOver) => Ok(Redirect::to("/signedIn").into_response()),
        Ok(Landing::Session(session)) => {
            let mut response = Redirect::to(&sign_in.return_to).into_response();
            let cookie = cookie::session(&session, state.backend.session_max);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => {
            match error {
                CallbackError::Denied => vault.deny(&sign_in).await?,
                _ => vault.fail(&sign_in).await?,
            }
            Err(error)
        }
    }
}

async fn land(
    state: &AppState,
    sign_in: &SignIn,
    query: CallbackQuery,
    caller: &Caller,
) -> Result<Landing, CallbackError> {
    let code = match (query.code, query.error.as_deref()) {
        (Some(code), None) => code,
        (_, Some("access_denied")) => return Err(CallbackError::Denied),
        _ => return Err(CallbackError::Refused),
    };
    let tokens =
        state.shared.oauth.exchange(&code, sign_in.verifier()).await.map_err(CallbackError::Exchange)?;
    let credential = onshape::Credential::Token(tokens.access_token.clone());
    let onshape = state.backend.api.client(NOBODY_YET, credential);
    let info = onshape.session_info().await.map_err(CallbackError::Who)?;
    let name = info.name.or(info.email).filter(|name| !name.trim().is_empty());
    let user = User { name: name.unwrap_or_else(|| notices::onshape_user().into()), id: info.id };
    let company = info.company.and_then(|company| company.id).unwrap_or_default();
    let signed_in = SignedIn {
        user: &user,
        // `cad` stands for none.
        company: if company == "cad" { "" } else { &company },
        tokens: &tokens,
        replaced: caller.session_id(),
        browser: &caller.browser(),
    };
    state.backend.vault.complete(sign_in, signed_in).await?.ok_or(CallbackError::Refused)
}

impl CallbackError {
    fn address(&self) -> &'static str {
        match self {
            Self::Denied => "/grantDenied",
            Self::UnknownState | Self::Refused | Self::Exchange(TokenError::InvalidGrant(_)) => {
                "/signInFailed"
            }
            Self::Exchange(TokenError::InvalidClient) => "/signInFailed/setup",
            Self::Exchange(_) | Self::Who(_) | Self::Vault(_) => "/signInFailed/onshape",
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    /// Any bytes at all as the query of a callback: nothing panics, and a state is read only in its own form.
    #[test]
    fn fuzz_callbacks() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            let encoded: String = url::form_urlencoded::byte_serialize(bytes).collect();
            for query in [text.into_owned(), format!("code={encoded}&state={encoded}&error={encoded}")] {
                let Ok(uri) = format!("/oauthRedirect?{query}").parse::<Uri>() else { continue };
                let Ok(Query(query)) = Query::<CallbackQuery>::try_from_uri(&uri) else { continue };
                if let Some(state) = query.state.as_deref().and_then(Secret::parse) {
                    assert_eq!(state.expose().len(), 43);
                }
            }
        });
    }
}
