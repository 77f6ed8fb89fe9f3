//! `/oauth/authorize`: the browser comes with a request and goes away with a code or an error.

use super::consent;
use super::grants::Asked;
use super::request::{AuthorizeQuery, AuthorizeRequest, BadRequest};
use crate::host::page;
use crate::host::session::{SameOrigin, SignedIn};
use crate::state::Shared;
use axum::Form;
use axum::extract::{Query, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

/// `GET /oauth/authorize`: the consent page, or a redirect at once where the user has consented before.
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    RawQuery(raw): RawQuery,
    Query(query): Query<AuthorizeQuery>,
) -> Response {
    let request = match AuthorizeRequest::check(query, &shared.settings) {
        Ok(request) => request,
        Err(bad) => return refuse(bad),
    };
    if shared.grants().granted(user).is_some_and(|granted| granted.cover(&request.scopes)) {
        return allow(&shared, user, request);
    }
    consent::page(user, &request.scopes, &raw.unwrap_or_default()).into_response()
}

/// The consent page's form.
#[derive(Debug, Deserialize)]
pub struct Decision {
    decision: String,
}

/// `POST /oauth/authorize`: the user pressed *Allow* or *Deny*. The request is in the query again and checked again.
pub async fn decide(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Query(query): Query<AuthorizeQuery>,
    _same: SameOrigin,
    Form(form): Form<Decision>,
) -> Response {
    match AuthorizeRequest::check(query, &shared.settings) {
        Ok(request) if form.decision == "allow" => allow(&shared, user, request),
        Ok(request) => Redirect::to(request.refused("access_denied").as_str()).into_response(),
        Err(bad) => refuse(bad),
    }
}

fn allow(shared: &Shared, user: crate::world::user::User, request: AuthorizeRequest) -> Response {
    let asked = Asked {
        user,
        scopes: request.scopes.clone(),
        redirect_uri: request.redirect_uri.clone(),
        challenge: request.challenge.clone(),
    };
    let code = shared.grants().issue_code(asked, shared.now(), &shared.settings.randomness);
    Redirect::to(request.granted(&code).as_str()).into_response()
}

fn refuse(bad: BadRequest) -> Response {
    match bad {
        BadRequest::Redirect(url) => Redirect::to(url.as_str()).into_response(),
        BadRequest::Page(why) => {
            page::problem(StatusCode::BAD_REQUEST, "This request cannot be answered", why)
        }
    }
}
