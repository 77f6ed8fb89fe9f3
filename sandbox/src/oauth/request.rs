//! The authorization request (RFC 6749, 4.1.1) and what may be wrong with it.

use super::scope::Scopes;
use crate::settings::Settings;
use crate::switches::{Pkce, Switches};
use crate::world::id::Id;
use url::{Url, form_urlencoded};

/// The query of `/oauth/authorize`, as it came.
#[derive(Clone, Debug, Default)]
pub struct AuthorizeQuery {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    company_id: Option<String>,
    twice: bool,
}

impl AuthorizeQuery {
    /// Reads a query. What has no value counts as left out (RFC 6749, 3.1). Where client, redirect URI or state are there
    /// twice, nobody knows whom to tell, or how.
    pub fn read(raw: &str) -> Result<Self, BadRequest> {
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()).into_owned() {
            let member = match name.as_str() {
                "response_type" => &mut query.response_type,
                "client_id" => &mut query.client_id,
                "redirect_uri" => &mut query.redirect_uri,
                "scope" => &mut query.scope,
                "state" => &mut query.state,
                "code_challenge" => &mut query.code_challenge,
                "code_challenge_method" => &mut query.code_challenge_method,
                "company_id" => &mut query.company_id,
                _ => continue,
            };
            let value = Some(value).filter(|value| !value.is_empty());
            if member.is_none() {
                *member = value;
            } else if ["client_id", "redirect_uri", "state"].contains(&name.as_str()) {
                return Err(BadRequest::Page("A parameter of the request is there twice."));
            } else {
                query.twice = true;
            }
        }
        Ok(query)
    }
}

/// An authorization request that may be put before the user.
#[derive(Clone, Debug)]
pub struct AuthorizeRequest {
    /// The scopes asked for.
    pub scopes: Scopes,
    /// The redirect URI as the request named it.
    pub redirect_uri: Option<String>,
    /// The company that the grant is to be for, if the request named one.
    pub company: Option<Id>,
    /// The PKCE challenge.
    pub challenge: Option<String>,
    answer_to: Url,
    state: Option<String>,
}

/// Why there is nothing to put before the user.
#[derive(Debug)]
pub enum BadRequest {
    /// Client or redirect URI are wrong: a page says so and nothing is sent anywhere (RFC 6749, 4.1.2.1).
    Page(&'static str),
    /// The app is told by this redirect.
    Redirect(Url),
}

impl AuthorizeRequest {
    /// Checks the query against what is registered.
    pub fn check(
        query: AuthorizeQuery,
        settings: &Settings,
        switches: &Switches,
        companies: &[Id],
    ) -> Result<Self, BadRequest> {
        if query.client_id.as_deref() != Some(settings.client_id.as_str()) {
            return Err(BadRequest::Page("No application with this client id is registered."));
        }
        let registered = settings.redirect_uri();
        if query.redirect_uri.as_ref().is_some_and(|asked| *asked != registered) {
            return Err(BadRequest::Page("The redirect URI is not one that the application has registered."));
        }
        let answer_to = Url::parse(&registered)
            .map_err(|_| BadRequest::Page("The application's registered redirect URI is not an address."))?;
        let scopes = match query.scope.as_deref() {
            None => Some(settings.scopes.clone()),
            Some(text) => Scopes::parse(text).filter(|scopes| settings.scopes.cover(scopes)),
        };
        let mut request = Self {
            scopes: Scopes::default(),
            company: None,
            redirect_uri: query.redirect_uri,
            challenge: query.code_challenge.clone(),
            answer_to,
            state: query.state,
        };
        if query.twice {
            let why = "A parameter of the request is there twice";
            return Err(BadRequest::Redirect(request.refused("invalid_request", why)));
        }
        if query.response_type.as_deref() != Some("code") {
            return Err(BadRequest::Redirect(
                request.refused("unsupported_response_type", "The response type is not code"),
            ));
        }
        if query.code_challenge.is_some() && query.code_challenge_method.as_deref() != Some("S256") {
            let why = "The only code challenge method is S256";
            return Err(BadRequest::Redirect(request.refused("invalid_request", why)));
        }
        if query.code_challenge.is_none() && switches.pkce == Pkce::Required {
            return Err(BadRequest::Redirect(
                request.refused("invalid_request", "A code challenge is required"),
            ));
        }
        if let Some(text) = query.company_id.as_deref() {
            let known = Id::parse(text).filter(|id| companies.contains(id));
            let unknown = || {
                BadRequest::Redirect(request.refused("invalid_request", "The user is not in this company"))
            };
            request.company = Some(known.ok_or_else(unknown)?);
        }
        request.scopes = scopes.ok_or_else(|| {
            BadRequest::Redirect(
                request.refused("invalid_scope", "The application has not registered this scope"),
            )
        })?;
        Ok(request)
    }

    /// The redirect that tells the app of an error.
    pub fn refused(&self, error: &str, why: &str) -> Url {
        self.answer(&[("error", error), ("error_description", why)])
    }

    /// The redirect that brings the app its code.
    pub fn granted(&self, code: &str) -> Url {
        self.answer(&[("code", code)])
    }

    fn answer(&self, pairs: &[(&str, &str)]) -> Url {
        let mut url = self.answer_to.clone();
        url.query_pairs_mut()
            .extend_pairs(pairs)
            .extend_pairs(self.state.iter().map(|state| ("state", state)));
        url
    }
}
