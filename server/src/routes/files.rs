//! `GET /files/…`: pictures, models, drawings and uploaded files, as the user whose session it is may see them at this
//! moment.

mod blobs;
mod conditional;
mod disposition;
mod drawings;
mod models;
mod stored;
mod tables;
mod thumbnails;
mod waiting;

use app::{
    answer::{Answer, CallError, Problem, Refusal},
    place::Id,
    ssr::{Caller, CallersTab},
    texts::notices,
};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tower_sessions::Session as SessionCookie;

pub(crate) use blobs::blob;
pub(crate) use drawings::drawing;
pub(crate) use models::model;
pub(crate) use tables::bill_of_materials;
pub(crate) use thumbnails::{document_thumbnail, element_thumbnail};

use crate::state::AppState;

/// What the address says beside what file it is.
#[derive(Deserialize)]
pub(crate) struct Known {
    /// The state of what is asked for, so that a file that is known needs no question to Onshape where its document is.
    t: Option<String>,
    /// The company whose document it is.
    company: Option<String>,
    /// The proof that our own page asks, where the browser does not say so itself.
    pass: Option<String>,
}

/// The longest `t` that is looked at.
const LONGEST_KNOWN: usize = 64;

impl Known {
    fn version(&self) -> Option<&str> {
        self.t.as_deref().filter(|t| (1..=LONGEST_KNOWN).contains(&t.len()))
    }
}

/// An answer in place of a file.
struct NoFile(StatusCode, Refusal);

impl NoFile {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self(status, Refusal { message: message.into(), problem: None, lasts: false })
    }

    fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, notices::signed_out())
    }
}

impl From<Problem> for NoFile {
    fn from(problem: Problem) -> Self {
        let message = format!("{}. {}", problem.title(), problem.sentence());
        let refusal = Refusal { message, problem: Some(problem), lasts: !problem.may_pass() };
        Self(problem.into(), refusal)
    }
}

impl IntoResponse for NoFile {
    fn into_response(self) -> Response {
        let pause = match self.1.problem {
            Some(Problem::Busy { retry_after: Some(seconds) }) => {
                Some([(header::RETRY_AFTER, seconds.to_string())])
            }
            _ => None,
        };
        (self.0, pause, Json(self.1)).into_response()
    }
}

/// Who asks for a file, if they are signed in and it is our own page that asks.
async fn caller(
    state: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    known: &Known,
) -> Result<Caller, NoFile> {
    let company = known.company.as_deref().and_then(|company| Id::parse(company).ok());
    let tab = CallersTab { user: None, company };
    let caller = Caller::new(state.backend.clone(), headers.clone(), session, tab);
    let session = match caller.live_session().await {
        Ok(Some(session)) => session,
        Ok(None) => return Err(NoFile::signed_out()),
        Err(_) => return Err(Problem::Internal.into()),
    };
    let pass = known.pass.as_deref().unwrap_or_default();
    // `Sec-Fetch-Site` was judged before; where there is none, the pass is the proof.
    if headers.contains_key("sec-fetch-site") || state.backend.vault.is_files_pass(&session, pass) {
        Ok(caller)
    } else {
        Err(NoFile::new(StatusCode::FORBIDDEN, notices::only_within()))
    }
}

/// What Onshape has, for a user who is still signed in when it comes.
fn unless_signed_out<T>(answer: Result<Answer<T>, CallError>) -> Result<T, NoFile> {
    match answer {
        Ok(Answer::Here(file)) => Ok(file),
        Ok(Answer::NotYou) => Err(NoFile::signed_out()),
        Ok(Answer::Problem(problem)) => Err(problem.into()),
        Err(error) => Err(Problem::from(error).into()),
    }
}

/// A user's own file: kept by the browser only to be asked for again, and never run as a page of ours.
fn file(content_type: &'static str, bytes: impl IntoResponse) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let policy = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
