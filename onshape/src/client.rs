//! One request to the API: where it goes, who may see the token, what comes back.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use reqwest::{Response, StatusCode, header};
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use url::Url;

use crate::{AccessToken, BearerHosts, Error};

/// The version of the REST API that this client is written for; Onshape serves old versions for years.
pub const API_VERSION: &str = "v12";

/// The most bytes of JSON that are read.
const JSON_LIMIT: u64 = 16 << 20;

/// How often an answer may redirect: Onshape needs one hop, to a regional host.
const REDIRECTS: usize = 3;

/// What the client needs to know.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// Parent of the REST endpoints, as in `https://cad.onshape.com/api`.
    pub api_url: Url,
    /// More `host[:port]` that the token may be sent to.
    pub extra_hosts: Vec<String>,
    /// How long a JSON call may take.
    pub timeout: Duration,
    /// How long a model may take.
    pub model_timeout: Duration,
}

/// The client: cheap to clone, one for the whole process.
#[derive(Debug, Clone)]
pub struct Api {
    http: reqwest::Client,
    settings: Arc<ApiSettings>,
    hosts: BearerHosts,
}

impl Api {
    /// Uses `http` for all connections; it must not follow redirects by itself (see [`http_client`](Self::http_client)).
    pub fn new(http: reqwest::Client, settings: ApiSettings) -> Self {
        let hosts = BearerHosts::new(&settings.api_url, settings.extra_hosts.iter().cloned());
        Self { http, settings: Arc::new(settings), hosts }
    }

    /// The one HTTP client of the process: TLS by rustls, `HTTPS_PROXY` and `SSL_CERT_FILE` honoured, no redirects
    /// followed, since a redirect must not carry the token just anywhere.
    pub fn http_client() -> Result<reqwest::Client, Error> {
        // An error only says that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(Error::from)
    }

    /// An address below the API's parent and version. `segments` are percent-encoded one by one.
    pub(crate) fn url(&self, segments: &[&str]) -> Result<Url, Error> {
        let mut url = self.settings.api_url.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Unreadable("the API's address cannot have a path"))?
            .pop_if_empty()
            .push(API_VERSION)
            .extend(segments);
        Ok(url)
    }

    /// GET that answers JSON.
    pub(crate) async fn json<T: DeserializeOwned>(&self, token: &AccessToken, url: Url) -> Result<T, Error> {
        let response = self.get(token, url, "application/json", self.settings.timeout).await?;
        if !content_type(&response).is_some_and(|t| t.starts_with("application/json")) {
            return Err(Error::Unreadable("not JSON"));
        }
        let body = read(response, JSON_LIMIT).await?;
        serde_json::from_slice(&body).map_err(|error| {
            tracing::debug!(category = ?error.classify(), "Onshape's JSON has another shape than expected");
            Error::Unreadable("JSON of another shape")
        })
    }

    /// GET of a file, at most `limit` bytes of it.
    pub(crate) async fn file(
        &self,
        token: &AccessToken,
        url: Url,
        accept: &str,
        limit: u64,
    ) -> Result<(Option<String>, Bytes), Error> {
        let response = self.get(token, url, accept, self.settings.model_timeout).await?;
        let content_type = content_type(&response);
        Ok((content_type, read(response, limit).await?))
    }

    /// Follows redirects by hand: the token goes along only to a host that may see it.
    /// <https://onshape-public.github.io/docs/api-adv/translation/>: "attach authentication headers to the follow-up request".
    async fn get(
        &self,
        token: &AccessToken,
        url: Url,
        accept: &str,
        timeout: Duration,
    ) -> Result<Response, Error> {
        let mut url = url;
        for _ in 0..=REDIRECTS {
            if !self.hosts.allow(&url) {
                return Err(Error::ForeignRedirect);
            }
            let request = self
                .http
                .get(url.clone())
                .bearer_auth(token.expose_secret())
                .header(header::ACCEPT, accept)
                .timeout(timeout);
            let response = request.send().await?;
            if !response.status().is_redirection() {
                return accept_status(response);
            }
            let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
            url = location
                .and_then(|to| url.join(to).ok())
                .ok_or(Error::Unreadable("a redirect to nowhere"))?;
        }
        Err(Error::ForeignRedirect)
    }
}

fn content_type(response: &Response) -> Option<String> {
    Some(response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase())
}

/// Success passes, the rest becomes the error that a caller can act on.
fn accept_status(response: Response) -> Result<Response, Error> {
    let status = response.status();
    match status {
        StatusCode::NO_CONTENT => Err(Error::Unreadable("no content")),
        s if s.is_success() => Ok(response),
        StatusCode::UNAUTHORIZED => Err(Error::Unauthorized),
        StatusCode::PAYMENT_REQUIRED => Err(Error::QuotaUsedUp),
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Err(Error::NotAccessible),
        StatusCode::TOO_MANY_REQUESTS => Err(Error::RateLimited { retry_after: retry_after(&response) }),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Err(Error::Timeout),
        s if s.as_u16() == 499 => Err(Error::Timeout),
        s if s.is_server_error() => Err(Error::Unavailable(None)),
        s => Err(Error::Refused(s.as_u16())),
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

async fn read(mut response: Response, limit: u64) -> Result<Bytes, Error> {
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(Error::TooLarge(limit));
    }
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() as u64 + chunk.len() as u64 > limit => {
                return Err(Error::TooLarge(limit));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body.freeze()),
            Err(error) if error.is_timeout() => return Err(Error::Timeout),
            Err(_) => return Err(Error::Unreadable("the answer broke off")),
        }
    }
}
