//! Onshape's error body: `{"message","moreInfoUrl","status","code"}`.

use super::answer;
use crate::models::configuration::BadConfiguration;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde_json::{Value, json};

/// Why an API request failed.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No bearer token, or one that is dead.
    #[error("Unauthenticated API request")]
    Unauthenticated,
    /// The token's scopes do not cover the operation.
    #[error("Insufficient scope: this request needs {0}")]
    Scope(&'static str),
    /// Onshape says the same for what is not there and what is not yours.
    #[error("Resource does not exist, or you do not have permission to access it.")]
    NoAccess,
    /// Malformed.
    #[error("{0}")]
    BadRequest(String),
    /// Not there.
    #[error("{0}")]
    NotFound(String),
    /// The path is one, the method is not.
    #[error("HTTP 405 Method Not Allowed")]
    MethodNotAllowed(Vec<&'static str>),
    /// Something else has the name or the state that was asked for.
    #[error("{0}")]
    Conflict(String),
    /// The body is too long to be read.
    #[error("The request is too large")]
    TooLarge,
    /// The body is not of a type that can be read.
    #[error("HTTP 415 Unsupported Media Type")]
    UnsupportedMediaType,
    /// None of the media types asked for can be made.
    #[error("Not acceptable: this operation makes {0}")]
    NotAcceptable(&'static str),
    /// Onshape has the operation, the sandbox has not.
    #[error("The sandbox does not have the operation {0} yet")]
    NotImplemented(String),
    /// The sandbox itself failed.
    #[error("The sandbox failed: {0}")]
    Broken(String),
}

impl ApiError {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Scope(_) | Self::NoAccess => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::NotImplemented(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<BadConfiguration> for ApiError {
    fn from(error: BadConfiguration) -> Self {
        Self::BadRequest(error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = answer::json_with(self.status(), &body(self.status(), &self.to_string()));
        response.extensions_mut().insert(answer::ErrorAnswer);
        if let Self::MethodNotAllowed(methods) = self
            && let Ok(allow) = methods.join(", ").try_into()
        {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        response
    }
}

/// The body for a status and a message.
pub fn body(status: StatusCode, message: &str) -> Value {
    json!({ "message": message, "moreInfoUrl": "", "status": status.as_u16(), "code": 0 })
}
