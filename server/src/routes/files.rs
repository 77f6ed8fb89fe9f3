//! `GET /files/…`: pictures and models, as the user whose session it is may see them at this moment.

mod conditional;
mod models;
mod thumbnails;

use app::{answer::Problem, ssr::Caller};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use vault::Session;

pub(crate) use models::model;
pub(crate) use thumbnails::{document_thumbnail, element_thumbnail};

use crate::state::AppState;

/// Why there is no file, for whoever shows it in its place.
#[derive(Debug, Serialize)]
struct Trouble {
    message: String,
}

/// `?t=…`: the state of what is asked for, so that a file that is known needs no question to Onshape where its
/// document is.
#[derive(Debug, Deserialize)]
pub(crate) struct Known {
    t: Option<String>,
}

/// The longest `t` that is looked at.
const LONGEST_KNOWN: usize = 64;

impl Known {
    fn version(&self) -> Option<&str> {
        self.t.as_deref().filter(|t| (1..=LONGEST_KNOWN).contains(&t.len()))
    }
}

/// An answer in place of a file.
struct NoFile(StatusCode, String);

impl NoFile {
    fn signed_out() -> Self {
        Self(StatusCode::UNAUTHORIZED, "You are signed out. Sign in again to go on.".into())
    }
}

impl From<Problem> for NoFile {
    fn from(problem: Problem) -> Self {
        Self(problem.into(), format!("{}. {}", problem.title(), problem.sentence()))
    }
}

impl From<onshape::Error> for NoFile {
    fn from(error: onshape::Error) -> Self {
        tracing::warn!(error = &error as &dyn std::error::Error, "Onshape gave no file: {error}");
        Problem::of(&error).map_or_else(Self::signed_out, Self::from)
    }
}

impl IntoResponse for NoFile {
    fn into_response(self) -> Response {
        (self.0, Json(Trouble { message: self.1 })).into_response()
    }
}

/// The session that asks for a file.
async fn session(state: &AppState, headers: &HeaderMap) -> Result<Session, NoFile> {
    let caller = Caller::new(state.backend.clone(), headers.clone(), None);
    match caller.live_session().await {
        Ok(Some(session)) => Ok(session),
        Ok(None) => Err(NoFile::signed_out()),
        Err(_) => Err(Problem::Internal.into()),
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
