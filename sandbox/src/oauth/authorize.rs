//! `/oauth/authorize`: the browser comes with a request and goes away with a code or an error.

use super::consent;
use super::grants::{Asked, Grant};
use super::request::{AuthorizeQuery, AuthorizeRequest, BadRequest};
use crate::host::page;
use crate::host::session::{SameOrigin, SignedIn};
use crate::state::Shared;
use crate::world::id::Id;
use crate::world::user::User;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

/// `GET /oauth/authorize`: the consent page, or a redirect at once where the user has consented before.
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    RawQuery(raw): RawQuery,
) -> Response {
    let raw = raw.unwrap_or_default();
    let request = match read(&shared, &raw, user) {
        Ok(request) => request,
        Err(bad) => return refuse(bad),
    };
    let companies: Vec<(Id, String)> = if request.company.is_none() {
        shared.world().companies_of(user).map(|company| (company.id, company.name.clone())).collect()
    } else {
        Vec::new()
    };
    // Who has companies to choose from is asked which one; who has none or came with one need not be asked again.
    let covered =
        shared.grants().granted(user, request.company).is_some_and(|granted| granted.cover(&request.scopes));
    if covered && companies.is_empty() {
        return allow(&shared, user, request);
    }
    consent::page(user, &request.scopes, &companies, &raw).into_response()
}

/// The consent page's form.
#[derive(Debug, Deserialize)]
pub struct Decision {
    decision: String,
    #[serde(default)]
    company: String,
}

/// `POST /oauth/authorize`: the user pressed *Allow* or *Deny*. The request is in the query again and checked again.
pub async fn decide(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    RawQuery(raw): RawQuery,
    _same: SameOrigin,
    Form(form): Form<Decision>,
) -> Response {
    match read(&shared, &raw.unwrap_or_default(), user) {
        Ok(mut request) if form.decision == "allow" => {
            if request.company.is_none() && !form.company.is_empty() {
                let Some(company) = company_of(&shared, user, &form.company) else {
                    return refuse(BadRequest::Page("The user is not in the company that was chosen."));
                };
                request.company = Some(company);
            }
            allow(&shared, user, request)
        }
        Ok(request) => {
            let url = request.refused("access_denied", "The user did not grant access");
            Redirect::to(url.as_str()).into_response()
        }
        Err(bad) => refuse(bad),
    }
}

/// The company of this id, if `user` works there.
fn company_of(shared: &Shared, user: User, id: &str) -> Option<Id> {
    let id = Id::parse(id)?;
    shared.world().companies_of(user).any(|company| company.id == id).then_some(id)
}

fn read(shared: &Shared, raw: &str, user: User) -> Result<AuthorizeRequest, BadRequest> {
    let query = AuthorizeQuery::read(raw)?;
    let companies: Vec<Id> = shared.world().companies_of(user).map(|company| company.id).collect();
    AuthorizeRequest::check(query, &shared.settings, &shared.switches(), &companies)
}

fn allow(shared: &Shared, user: User, request: AuthorizeRequest) -> Response {
    let asked = Asked {
        grant: Grant { user, company: request.company, scopes: request.scopes.clone() },
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
