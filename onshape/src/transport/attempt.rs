//! One attempt at a call, through its redirects.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};
use rand::distr::{Alphanumeric, SampleString};
use reqwest::{Method, Response, StatusCode, header};
use secrecy::ExposeSecret;
use serde::Deserialize;
use url::Url;

use crate::{AccessToken, ApiKey, Client, Error, Now, Spent, credential::CONTENT_TYPE, request::Request};

/// How often an answer may redirect: Onshape needs one hop, to a regional host.
const REDIRECTS: usize = 3;

/// The most bytes of a refusal that are looked at.
const REFUSAL: usize = 16 << 10;

/// The most characters of Onshape's message that are kept.
const MESSAGE: usize = 500;

/// Characters of a nonce: Onshape wants 16 at least.
const NONCE: usize = 24;

/// What proves who asks.
pub(super) enum Proof<'a> {
    Bearer(&'a AccessToken),
    ApiKey(&'a ApiKey),
}

/// Why an attempt brought no answer.
#[derive(Debug)]
pub(super) enum Failed {
    /// 401: whoever holds the credential decides what that means.
    Unauthorized,
    Otherwise(Error),
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Unauthorized => Self::NotSignedIn,
            Failed::Otherwise(error) => error,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Otherwise(error)
    }
}

/// Follows redirects by hand: the proof goes along only to a host that may see it.
/// <https://onshape-public.github.io/docs/api-adv/translation/>: "attach authentication headers to the follow-up request".
pub(super) async fn attempt(
    client: &Client,
    request: &Request,
    url: &Url,
    proof: &Proof<'_>,
) -> Result<Response, Failed> {
    let inner = &client.api.inner;
    let mut url = url.clone();
    for _ in 0..=REDIRECTS {
        if !inner.hosts.allow(&url) {
            return Err(Error::ForeignRedirect.into());
        }
        let response = hop(client, request, proof, &url).await?;
        let status = response.status();
        super::note_status(status.as_u16());
        if let Some(told) = &inner.settings.on_answer {
            let (user, operation, status) = (&*client.user, request.operation, status.as_u16());
            told(&Spent { user, operation, status, remaining: remaining(&response) });
        }
        if !status.is_redirection() {
            return judged(response, &inner.settings.now).await;
        }
        // What is not a plain question is not asked elsewhere than where it was addressed to.
        if request.method != Method::GET {
            return Err(Error::ForeignRedirect.into());
        }
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        url = location.and_then(|to| url.join(to).ok()).ok_or(Error::Unreadable("a redirect to nowhere"))?;
    }
    Err(Error::ForeignRedirect.into())
}

async fn hop(client: &Client, request: &Request, proof: &Proof<'_>, url: &Url) -> Result<Response, Error> {
    let inner = &client.api.inner;
    let mut builder = inner.http.request(request.method.clone(), url.clone());
    builder = builder.header(header::ACCEPT, request.accept);
    builder = match proof {
        Proof::Bearer(token) => builder.bearer_auth(token.expose_secret()),
        Proof::ApiKey(key) => {
            let nonce = Alphanumeric.sample_string(&mut rand::rng(), NONCE);
            key.sign(builder, &request.method, url, (inner.settings.now)(), &nonce)
        }
    };
    if let Some(body) = &request.body {
        let signed = matches!(proof, Proof::ApiKey(key) if key.scheme == crate::ApiKeyScheme::Signed);
        if !signed {
            builder = builder.header(header::CONTENT_TYPE, CONTENT_TYPE);
        }
        builder = builder.body(body.clone());
    }
    Ok(builder.send().await?)
}

fn remaining(response: &Response) -> Option<u64> {
    response.headers().get("x-rate-limit-remaining")?.to_str().ok()?.trim().parse().ok()
}

/// Success passes, the rest becomes what a caller can act on.
async fn judged(response: Response, now: &Now) -> Result<Response, Failed> {
    let status = response.status();
    let error = match status {
        s if s.is_success() => return Ok(response),
        StatusCode::UNAUTHORIZED => return Err(Failed::Unauthorized),
        StatusCode::PAYMENT_REQUIRED => Error::QuotaUsedUp,
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Error::NotAccessible,
        StatusCode::GONE => Error::Gone,
        StatusCode::TOO_MANY_REQUESTS => Error::Busy { retry_after: retry_after(&response, now) },
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Error::TimedOut,
        s if s.as_u16() == 499 => Error::TimedOut,
        StatusCode::SERVICE_UNAVAILABLE if retry_after(&response, now).is_some() => {
            Error::Busy { retry_after: retry_after(&response, now) }
        }
        s if s.is_server_error() => Error::Unreachable(None),
        s => Error::Refused { status: s.as_u16(), message: message(response).await },
    };
    Err(Failed::Otherwise(error))
}

/// Seconds, or a date (RFC 9110, 10.2.3), which is compared with the answer's own date: clocks differ.
fn retry_after(response: &Response, now: &Now) -> Option<Duration> {
    let header = |name| response.headers().get(name)?.to_str().ok().map(str::trim);
    let text = header(header::RETRY_AFTER)?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date =
        |text: &str| -> Option<Timestamp> { rfc2822::DateTimeParser::new().parse_timestamp(text).ok() };
    let sent = header(header::DATE).and_then(date).unwrap_or_else(|| now());
    let wait = date(text)?.duration_since(sent);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

/// What Onshape says of a refusal (`{"message": …}`), if it comes soon and in that shape.
async fn message(mut response: Response) -> Option<String> {
    #[derive(Deserialize)]
    struct Refusal {
        message: String,
    }
    let mut body = Vec::new();
    while let Ok(Some(piece)) = response.chunk().await {
        body.extend_from_slice(&piece);
        if body.len() > REFUSAL {
            return None;
        }
    }
    let refusal: Refusal = serde_json::from_slice(&body).ok()?;
    let text: String = refusal.message.chars().filter(|c| !c.is_control()).take(MESSAGE).collect();
    Some(text).filter(|text| !text.trim().is_empty())
}
