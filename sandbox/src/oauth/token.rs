//! `POST /oauth/token` (RFC 6749, 4.1.3, 5 and 6). The client authenticates in the body; HTTP Basic alone is refused, unless
//! a switch says otherwise.

use super::grants::{Issuer, Refused, Tokens};
use crate::api::error;
use crate::state::{Shared, State};
use crate::switches::{Switches, TokenErrors};
use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use url::form_urlencoded;

/// Why no token was issued, by the names of RFC 6749, 5.2.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Malformed, or a parameter is missing or there twice.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// Token requests are posted (RFC 6749, 3.2).
    #[error("The token endpoint answers POST only")]
    Method,
    /// Client id or secret are wrong or not where they are expected.
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
    extract::State(shared): extract::State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let switches = shared.switches();
    let issued = match body {
        _ if method != Method::POST => Err(TokenError::Method),
        Ok(body) => issue(&shared, &switches, &headers, &body),
        Err(_) => Err(TokenError::InvalidRequest("The body cannot be read or is too long")),
    };
    match issued {
        Ok(tokens) => answer(&tokens, &switches),
        Err(error) => refusal(&error, switches.token_errors, headers.contains_key(header::AUTHORIZATION)),
    }
}

/// The body of a token request. No parameter may be there twice (RFC 6749, 3.2).
struct Form(Vec<(String, String)>);

impl Form {
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, TokenError> {
        let kind =
            headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(TokenError::InvalidRequest("The body is not application/x-www-form-urlencoded"));
        }
        let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
        let twice = pairs
            .iter()
            .enumerate()
            .any(|(at, (name, _))| pairs.iter().skip(at + 1).any(|(other, _)| other == name));
        if twice { Err(TokenError::InvalidRequest("A parameter is there twice")) } else { Ok(Self(pairs)) }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }
}

fn issue(state: &State, switches: &Switches, headers: &HeaderMap, body: &[u8]) -> Result<Tokens, TokenError> {
    let form = Form::read(headers, body)?;
    let settings = &state.settings;
    let in_body = (form.get("client_id").map(str::to_owned), form.get("client_secret").map(str::to_owned));
    let (id, secret) = if switches.basic_auth && in_body.1.is_none() { basic(headers) } else { in_body };
    if id.as_ref() != Some(&settings.client_id) || secret.as_ref() != Some(&settings.client_secret) {
        return Err(TokenError::InvalidClient);
    }
    let issuer = Issuer { now: state.now(), randomness: &settings.randomness, switches };
    match form.get("grant_type") {
        Some("authorization_code") => {
            let code = form.get("code").ok_or(TokenError::InvalidRequest("The code is missing"))?;
            let tokens =
                state.grants().exchange(code, form.get("redirect_uri"), form.get("code_verifier"), issuer);
            Ok(tokens?)
        }
        Some("refresh_token") => {
            let refresh = form
                .get("refresh_token")
                .ok_or(TokenError::InvalidRequest("The refresh token is missing"))?;
            Ok(state.grants().refresh(refresh, issuer)?)
        }
        Some(_) => Err(TokenError::UnsupportedGrantType),
        None => Err(TokenError::InvalidRequest("The grant type is missing")),
    }
}

/// HTTP Basic with both parts form-encoded (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let decoded = || {
        let (scheme, text) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        let text = scheme.eq_ignore_ascii_case("basic").then_some(text)?;
        let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        let part = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        Some((part(id), part(secret)))
    };
    decoded().unzip()
}

fn answer(tokens: &Tokens, switches: &Switches) -> Response {
    let mut body = json!({
        "access_token": tokens.access,
        "token_type": "Bearer",
        "scope": tokens.scopes.to_string(),
    });
    if let Some(body) = body.as_object_mut() {
        body.extend(tokens.refresh.as_ref().map(|token| ("refresh_token".to_owned(), json!(token))));
        let seconds = (!switches.omit_expires_in).then_some(switches.access_token_seconds);
        body.extend(seconds.map(|seconds| ("expires_in".to_owned(), json!(seconds))));
    }
    ([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(body)).into_response()
}

/// The answer to a request without a token. Who came with an `Authorization` header is told what belongs into it
/// (RFC 6749, 5.2).
fn refusal(error: &TokenError, shape: TokenErrors, by_header: bool) -> Response {
    let (status, name) = match error {
        TokenError::InvalidRequest(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
        TokenError::Method => (StatusCode::METHOD_NOT_ALLOWED, "invalid_request"),
        TokenError::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
        TokenError::InvalidGrant(_) => (StatusCode::BAD_REQUEST, "invalid_grant"),
        TokenError::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
    };
    let body: Value = match shape {
        TokenErrors::Rfc => json!({ "error": name, "error_description": error.to_string() }),
        TokenErrors::Onshape => error::body(status, &error.to_string()),
    };
    let more = match error {
        TokenError::Method => Some((header::ALLOW, "POST")),
        TokenError::InvalidClient if by_header => Some((header::WWW_AUTHENTICATE, "Basic realm=\"oauth\"")),
        _ => None,
    };
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response();
    let more = more.map(|(name, value)| (name, HeaderValue::from_static(value)));
    response.headers_mut().extend(more);
    response
}
