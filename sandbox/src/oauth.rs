//! OAuth 2.0 as Onshape does it (RFC 6749, with PKCE by RFC 7636 and rotating refresh tokens).

pub mod applications;
pub mod authorize;
pub mod consent;
pub mod grants;
pub mod pkce;
pub mod request;
pub mod scope;
pub mod token;
