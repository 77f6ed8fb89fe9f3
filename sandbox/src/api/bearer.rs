//! The bearer token of a request (RFC 6750).

use super::error::ApiError;
use super::keys;
use super::operation::Operation;
use crate::oauth::scope::Scopes;
use crate::state::State;
use crate::world::id::Id;
use crate::world::user::User;
use http::{HeaderMap, Method, Uri, header};

/// Who asks, and what they may.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The user who granted the token.
    pub user: User,
    /// The company that the grant is for; nothing: the personal account.
    pub company: Option<Id>,
    /// What the token allows.
    pub scopes: Scopes,
}

impl Bearer {
    /// Reads and checks the `Authorization` header: a bearer token, or API keys.
    pub fn of(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Self, ApiError> {
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) =
            header.and_then(|text| text.split_once(' ')).ok_or(ApiError::Unauthenticated)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            let user = keys::user(state, method, uri, headers).ok_or(ApiError::Unauthenticated)?;
            return Ok(Self { user, company: None, scopes: Scopes::all() });
        }
        let found = state.grants().bearer(token.trim(), state.now()).ok_or(ApiError::Unauthenticated)?;
        Ok(Self { user: found.user, company: found.company, scopes: found.scopes })
    }

    /// The user of a live bearer token or of an API key, without spending anything.
    pub fn peek(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<User, ApiError> {
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (_, token) = header.and_then(|text| text.split_once(' ')).ok_or(ApiError::Unauthenticated)?;
        let found = state.grants().bearer(token.trim(), state.now()).map(|grant| grant.user);
        found.or_else(|| keys::peek(state, method, uri, headers)).ok_or(ApiError::Unauthenticated)
    }

    /// Whether the token's scopes cover the operation.
    pub fn may(&self, operation: Option<&'static Operation>) -> Result<(), ApiError> {
        let missing = operation.into_iter().flat_map(Operation::scopes).find(|scope| !self.scopes.has(scope));
        missing.map_or(Ok(()), |scope| Err(ApiError::Scope(scope)))
    }
}
