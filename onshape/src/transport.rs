//! The one place where calls are made.
//!
//! In this order: what Onshape asked to wait for is not asked; a place among the user's calls is waited for; the call is
//! made, followed through redirects, renewed once after a 401, repeated where that is safe; and all of it ends at a
//! deadline.

mod attempt;
mod busy;
mod slots;

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use reqwest::Response;
use tracing::{Instrument, Span, field};
use url::Url;

pub(crate) use busy::Busy;
pub(crate) use slots::Slots;

use crate::{Client, Credential, Error, answer::Answer, request::Request};

/// How often a call is repeated that may be.
const RETRIES: usize = 2;
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Makes a call and reads its answer.
pub(crate) async fn send(client: &Client, request: &Request, url: &Url) -> Result<Answer, Error> {
    let call = async {
        let once = || async { Answer::read(authenticated(client, request, url).await?, request.kind).await };
        repeated(request, once).await
    };
    bounded(client, request, call).await
}

/// Makes a call and leaves its body to the caller, whose time is not bounded as long as something comes.
pub(crate) async fn open(client: &Client, request: &Request, url: &Url) -> Result<Response, Error> {
    bounded(client, request, repeated(request, || authenticated(client, request, url))).await
}

async fn bounded<T>(
    client: &Client,
    request: &Request,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let inner = &client.api.inner;
    inner.busy.check(&client.user, request.operation)?;
    let span = tracing::debug_span!(
        "onshape",
        operation = request.operation,
        method = %request.method,
        status = field::Empty,
    );
    let call = async {
        let _place = inner.slots.place(&client.user, client.background).await;
        // Whoever had the place before may have been told to wait.
        inner.busy.check(&client.user, request.operation)?;
        call.await
    };
    let result = tokio::time::timeout(request.kind.deadline(&inner.settings), call.instrument(span)).await;
    let result = result.unwrap_or(Err(Error::TimedOut));
    if let Err(Error::Busy { retry_after: Some(wait) }) = &result {
        inner.busy.note(&client.user, request.operation, *wait);
    }
    result
}

async fn repeated<T, F: Future<Output = Result<T, Error>>>(
    request: &Request,
    once: impl FnMut() -> F,
) -> Result<T, Error> {
    let times = if request.repeatable { RETRIES } else { 0 };
    let pauses = ExponentialBuilder::default()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_max_times(times)
        .with_jitter();
    once.retry(pauses).when(Error::may_pass).await
}

/// One renewal, one more attempt.
async fn authenticated(client: &Client, request: &Request, url: &Url) -> Result<Response, Error> {
    let unknown = |error| {
        if matches!(error, attempt::Failed::Unauthorized) { Error::NotSignedIn } else { error.into() }
    };
    match &client.credential {
        Credential::Token(token) => {
            attempt::attempt(client, request, url, &attempt::Proof::Bearer(token)).await.map_err(unknown)
        }
        Credential::ApiKey(key) => {
            attempt::attempt(client, request, url, &attempt::Proof::ApiKey(key)).await.map_err(unknown)
        }
        Credential::Renewing(grant) => {
            let token = grant.token().await?;
            match attempt::attempt(client, request, url, &attempt::Proof::Bearer(&token)).await {
                Err(attempt::Failed::Unauthorized) => {}
                result => return result.map_err(Error::from),
            }
            let token = grant.replace(&token).await?;
            match attempt::attempt(client, request, url, &attempt::Proof::Bearer(&token)).await {
                Err(attempt::Failed::Unauthorized) => {
                    grant.ended().await?;
                    Err(Error::GrantEnded)
                }
                result => result.map_err(Error::from),
            }
        }
    }
}

/// The status, for whoever traces.
fn note_status(status: u16) {
    Span::current().record("status", status);
}
