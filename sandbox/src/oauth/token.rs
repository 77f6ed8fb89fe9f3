//! `POST /oauth/token` (RFC 6749, 4.1.3, 5 and 6). The client authenticates in the body; HTTP Basic alone is refused.

use super::grants::{Refused, Tokens};
use crate::oauth::grants::ACCESS_SECONDS;
use crate::state::Shared;
use axum::Form;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde::Deserialize;
use serde_json::json;

/// The body of a token request.
#[derive(Debug, Deserialize)]
pub struct TokenForm {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    refresh_token: Option<String>,
}

/// Why no token was issued, by the names of RFC 6749, 5.2.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Malformed, or a parameter is missing.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// Client id or secret are wrong or not in the body.
    #[error("Client authentication failed: send client_id and client_secret in the request body")]
    InvalidClient,
    /// The code or the refresh token is no good.
    #[error(transparent)]
    InvalidGrant(#[from] Refused),
    /// Not a grant type that Onshape knows.
    #[error("The grant type is neither authorization_code nor refresh_token")]
    UnsupportedGrantType,
}

/// Answers a token request.
pub async fn token(
    State(shared): State<Shared>,
    form: Result<Form<TokenForm>, FormRejection>,
) -> Result<Response, TokenError> {
    let Ok(Form(form)) = form else {
        return Err(TokenError::InvalidRequest("The body is not application/x-www-form-urlencoded"));
    };
    let settings = &shared.settings;
    if form.client_id.as_ref() != Some(&settings.client_id)
        || form.client_secret.as_ref() != Some(&settings.client_secret)
    {
        return Err(TokenError::InvalidClient);
    }
    let now = shared.now();
    let tokens = match form.grant_type.as_deref() {
        Some("authorization_code") => {
            let code = form.code.ok_or(TokenError::InvalidRequest("The code is missing"))?;
            let (redirect, verifier) = (form.redirect_uri.as_deref(), form.code_verifier.as_deref());
            shared.grants().exchange(&code, redirect, verifier, now, &settings.randomness)?
        }
        Some("refresh_token") => {
            let refresh =
                form.refresh_token.ok_or(TokenError::InvalidRequest("The refresh token is missing"))?;
            shared.grants().refresh(&refresh, now, &settings.randomness)?
        }
        Some(_) => return Err(TokenError::UnsupportedGrantType),
        None => return Err(TokenError::InvalidRequest("The grant type is missing")),
    };
    Ok(answer(&tokens))
}

fn answer(tokens: &Tokens) -> Response {
    let body = json!({
        "access_token": tokens.access,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "refresh_token": tokens.refresh,
        "scope": tokens.scopes.to_string(),
    });
    ([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(body)).into_response()
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, error) = match &self {
            Self::InvalidRequest(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::InvalidGrant(_) => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        };
        let body = json!({ "error": error, "error_description": self.to_string() });
        (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}
