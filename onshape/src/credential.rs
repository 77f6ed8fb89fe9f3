//! What a call is made with.

use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use futures::future::BoxFuture;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use reqwest::{Method, RequestBuilder, header};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use url::Url;

use crate::Error;

/// An OAuth access token. Its `Debug` is blank, and only this crate's request builder reads it.
pub type AccessToken = SecretString;

/// What a [`crate::Client`] signs its calls with.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A token that lives as long as it lives.
    Token(AccessToken),
    /// Tokens of a grant that somebody keeps and renews.
    Renewing(Arc<dyn Renewal>),
    /// API keys, for development and scripts: <https://onshape-public.github.io/docs/auth/apikeys/>.
    ApiKey(ApiKey),
}

impl Credential {
    /// What tells this credential from others of the same user. A grant's tokens come and go. What is known of a document
    /// outlives the grant itself; lists do not.
    pub(crate) fn fingerprint(&self, of_a_document: bool) -> String {
        match self {
            Self::Token(token) => hex::encode(Sha256::digest(token.expose_secret().as_bytes())),
            Self::ApiKey(key) => key.access_key.clone(),
            Self::Renewing(_) if of_a_document => String::new(),
            Self::Renewing(grant) => grant.grant(),
        }
    }
}

/// Whoever keeps a grant's tokens.
pub trait Renewal: fmt::Debug + Send + Sync {
    /// Which grant: who signs in anew gets no list that was kept before.
    fn grant(&self) -> String;
    /// A token that should work. [`Error::GrantEnded`] where the user has to sign in again.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>>;
    /// Another token, since Onshape answered 401 to `refused`.
    fn replace<'a>(&'a self, refused: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, Error>>;
    /// Onshape answered 401 to the replacement as well: the grant is revoked.
    fn ended(&self) -> BoxFuture<'_, Result<(), Error>>;
}

/// A pair of API keys. They work on the stack that made them only.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// The public half.
    pub access_key: String,
    /// The secret half.
    pub secret_key: SecretString,
    /// How requests prove that they hold it.
    pub scheme: ApiKeyScheme,
}

/// How API keys are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ApiKeyScheme {
    /// A signature over method, path, query, date and a nonce: the secret never travels.
    #[default]
    Signed,
    /// HTTP Basic.
    Basic,
}

impl ApiKey {
    /// The keys in `ONSHAPE_ACCESS_KEY` and `ONSHAPE_SECRET_KEY`, if both are set. For the `main` of a script.
    pub fn from_env() -> Option<Self> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let (access_key, secret) = (read("ONSHAPE_ACCESS_KEY")?, read("ONSHAPE_SECRET_KEY")?);
        Some(Self { access_key, secret_key: secret.into(), scheme: ApiKeyScheme::default() })
    }

    /// The request with its proof. A redirect must be signed anew: path and query are part of the signature.
    pub(crate) fn sign(
        &self,
        request: RequestBuilder,
        method: &Method,
        url: &Url,
        now: Timestamp,
        nonce: &str,
    ) -> RequestBuilder {
        match self.scheme {
            ApiKeyScheme::Basic => {
                request.basic_auth(&self.access_key, Some(self.secret_key.expose_secret()))
            }
            ApiKeyScheme::Signed => {
                // Onshape wants a content type on every signed request, those without a body included.
                let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default();
                let signature = self.signature(method, url, &date, nonce);
                let authorization = format!("On {}:HmacSHA256:{signature}", self.access_key);
                request
                    .header(header::DATE, date)
                    .header("On-Nonce", nonce)
                    .header(header::CONTENT_TYPE, CONTENT_TYPE)
                    .header(header::AUTHORIZATION, authorization)
            }
        }
    }

    fn signature(&self, method: &Method, url: &Url, date: &str, nonce: &str) -> String {
        let (path, query) = (url.path(), url.query().unwrap_or_default());
        let text = format!("{method}\n{nonce}\n{date}\n{CONTENT_TYPE}\n{path}\n{query}\n").to_lowercase();
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret_key.expose_secret().as_bytes()) else {
            // HMAC takes keys of any length.
            return String::new();
        };
        mac.update(text.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }
}

pub(crate) const CONTENT_TYPE: &str = "application/json";
