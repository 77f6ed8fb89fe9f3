//! Who is signed in at the sandbox itself: a cookie of its own; without one it is Alice.

use crate::state::Shared;
use crate::world::user::User;
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::convert::Infallible;
use url::Url;

/// The sandbox's own sessions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sessions(HashMap<String, User>);

impl Sessions {
    /// Opens a session for `user` under this id.
    pub fn open(&mut self, id: String, user: User) {
        self.0.insert(id, user);
    }

    /// Ends them all: everybody is Alice again.
    pub fn reset(&mut self) {
        self.0.clear();
    }
}

/// The user whom this browser is signed in as.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn(pub User);

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Infallible> {
        let name = cookie_name(shared);
        let sessions = shared.sessions();
        let user = parts
            .headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(key, _)| *key == name)
            .find_map(|(_, id)| sessions.0.get(id).copied());
        Ok(Self(user.unwrap_or(User::Alice)))
    }
}

/// A form that was sent by one of the sandbox's own pages: `Origin` is where it was sent to.
#[derive(Clone, Copy, Debug)]
pub struct SameOrigin;

impl FromRequestParts<Shared> for SameOrigin {
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Self::Rejection> {
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST).unwrap_or_default();
        let ours = text(header::ORIGIN).is_some_and(|origin| origin.strip_prefix("http://") == Some(host));
        let site = text(header::HeaderName::from_static("sec-fetch-site"));
        if ours && site.is_none_or(|site| site == "same-origin") {
            Ok(Self)
        } else {
            Err((StatusCode::FORBIDDEN, "This form was not sent by a page of the sandbox."))
        }
    }
}

/// The form behind the buttons **Alice** and **Bob**.
#[derive(Debug, Deserialize)]
pub struct Switch {
    user: String,
    #[serde(rename = "return")]
    back: Option<String>,
}

/// `POST /session`: signs in as somebody else and goes back to the page.
pub async fn switch(State(shared): State<Shared>, _same: SameOrigin, Form(form): Form<Switch>) -> Response {
    let Some(user) = User::named(&form.user) else {
        return (StatusCode::BAD_REQUEST, "There is no such user.").into_response();
    };
    let id = shared.settings.randomness.token();
    let cookie = format!("{}={id}; Path=/; HttpOnly; SameSite=Lax", cookie_name(&shared));
    shared.sessions().open(id, user);
    let back = local_path(&shared.base_url, form.back.as_deref().unwrap_or("/"));
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}

/// `path` if it stays on the sandbox, else `/`.
fn local_path(base: &str, path: &str) -> String {
    let resolved = Url::parse(base).ok().and_then(|base| Some((base.join(path).ok()?, base)));
    match resolved {
        Some((url, base)) if url.origin() == base.origin() => {
            url.as_str().strip_prefix(base.as_str()).map_or_else(|| "/".to_owned(), |rest| format!("/{rest}"))
        }
        _ => "/".to_owned(),
    }
}

/// Cookies do not know ports: sandboxes on one machine must not read each other's.
fn cookie_name(shared: &Shared) -> String {
    format!("sandbox_{}", shared.settings.port)
}
