//! What an operation is given.

use super::bearer::Bearer;
use super::error::ApiError;
use super::operation::Operation;
use crate::state::Shared;
use crate::switches::Switches;
use axum::body::Bytes;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

/// The query of a request.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the text after the question mark.
    pub fn of(text: Option<&str>) -> Self {
        Self(form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The first value of this name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Every value of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the value is `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.flag_or(name, false)
    }

    /// Whether the value is `true`, or what stands for no value.
    pub fn flag_or(&self, name: &str, absent: bool) -> bool {
        self.get(name).map_or(absent, |value| value.eq_ignore_ascii_case("true"))
    }

    /// The value as a number; 400 when it is not one.
    pub fn number(&self, name: &str) -> Result<Option<usize>, ApiError> {
        let number = self.get(name).map(str::parse).transpose();
        number.map_err(|_| ApiError::BadRequest(format!("Not a number: {name}")))
    }
}

/// A request that came with a live token which covers the operation.
pub struct Call<'a> {
    /// The sandbox.
    pub state: &'a Shared,
    /// The method.
    pub method: &'a Method,
    /// The operation by Onshape's `OpenAPI`, if it is one.
    pub operation: Option<&'static Operation>,
    /// Who asks.
    pub bearer: Bearer,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The request's query.
    pub query: Query,
    /// The request's body.
    pub body: Bytes,
    /// The switches as they are for this request.
    pub switches: Switches,
    /// Path and query as they came, for `href`.
    pub asked: String,
}

impl Call<'_> {
    /// The body as JSON of this shape; 400 says what is wrong with it. An empty body is `{}`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        let text: &[u8] = if self.body.is_empty() { b"{}" } else { &self.body };
        serde_json::from_slice(text).map_err(|error| ApiError::BadRequest(format!("Invalid JSON: {error}")))
    }
}
