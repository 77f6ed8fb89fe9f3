//! `GET /oauthSignin`: the registered *OAuth URL*, and the popup's first address.

use app::{ssr::cookie, texts::notices};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use url::form_urlencoded;
use vault::{Secret, SignInRequest, VaultError};

use super::return_to;
use crate::{routes::notice::Notice, state::AppState, tab::TabQuery};

/// Why no sign-in is begun.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// A handle that does not come from our own page. Whoever mints a handle is signed in as whoever follows it: a
    /// link to here, sent to a victim who granted access before, would hand over the victim's account.
    #[error("a sign-in window that our own page did not open")]
    Foreign,
    /// A handle that is used up, too old, or none at all.
    #[error("a sign-in window that is out of date")]
    OutOfDate,
    /// An address to return to that is neither ours nor Onshape's.
    #[error("an address to return to that is not Onshape's")]
    ReturnTo,
    /// The database.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Begins a sign-in and sends the browser to Onshape.
pub(crate) async fn start(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    match begin(&state, &query, &headers).await {
        Ok(response) => response,
        Err(refused) => {
            tracing::warn!(
                error = &refused as &dyn std::error::Error,
                "refused to begin a sign-in: {refused}"
            );
            refused.page(&state)
        }
    }
}

async fn begin(state: &AppState, query: &str, headers: &HeaderMap) -> Result<Response, Refused> {
    let handle =
        form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "handle").map(|(_, value)| value);
    let (handle, return_to) = match handle {
        Some(handle) => {
            let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
            if site != Some("same-origin") {
                return Err(Refused::Foreign);
            }
            (Some(Secret::parse(&handle).ok_or(Refused::OutOfDate)?), String::new())
        }
        None => (None, return_to::judge(query, &state.shared.ancestors).map_err(|_| Refused::ReturnTo)?),
    };
    let vault = &state.backend.vault;
    let existing = cookie::read(headers, cookie::BINDING);
    let binding = existing.clone().unwrap_or_else(|| vault.new_binding());
    let company_id = TabQuery::parse(query, &state.shared.ancestors).company;
    let request = SignInRequest { binding: binding.clone(), handle, return_to, company_id };
    let address = vault.begin(request).await?.map_err(|_| Refused::OutOfDate)?;
    let mut response = Redirect::to(address.as_str()).into_response();
    if existing.is_none() {
        // Several sign-ins at once share this cookie: one that is there is never replaced.
        response.headers_mut().append(header::SET_COOKIE, cookie::binding(&binding));
    }
    Ok(response)
}

impl Refused {
    fn page(&self, state: &AppState) -> Response {
        let (status, title, sentence) = match self {
            Self::Foreign => (StatusCode::FORBIDDEN, notices::foreign(), notices::foreign_why()),
            Self::OutOfDate => (StatusCode::BAD_REQUEST, notices::out_of_date(), notices::out_of_date_why()),
            Self::ReturnTo => (StatusCode::BAD_REQUEST, notices::return_to(), notices::return_to_why()),
            Self::Vault(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, notices::internal(), notices::internal_why())
            }
        };
        let action = Some((notices::open_vitrine(), "/".to_owned()));
        Notice { status, title, sentence, error: true, tell_opener: false, action }.page(&state.shared)
    }
}
