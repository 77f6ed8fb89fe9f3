//! Drawings, as the PDF that Onshape translates them to.

use app::answer::Problem;
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{HeaderMapExt, Range};
use models::{Kept, Stage};
use onshape::{DocumentAt, DocumentId, ElementId, Wvm};
use serde::{Deserialize, Serialize};
use tower_sessions::Session as SessionCookie;

use super::{
    Known, NoFile, caller, disposition,
    stored::send,
    waiting::{failed, heard, prefers_an_answer_at_once},
};
use crate::{
    models::{Found, Kind, Wanted},
    state::AppState,
};

/// How a drawing is wanted.
#[derive(Deserialize)]
pub(crate) struct How {
    /// Whether it is to be saved.
    download: Option<String>,
    /// Under this name.
    name: Option<String>,
    /// The number of the last news, by a client that waits for more.
    since: Option<u64>,
}

/// What there is to say of a drawing that is not there yet.
#[derive(Serialize)]
struct Coming {
    stage: &'static str,
    /// For `since`.
    news: u64,
}

/// `GET /files/drawings/{did}/{w|v}/{id}/e/{eid}`: all sheets, as PDF.
///
/// Onshape takes seconds to minutes for it. One that is still being made is waited for; who prefers an answer at once
/// (`Prefer: respond-async`, RFC 7240) gets 202 until it is there, and with `since` only when there is news, or patience
/// ends.
pub(crate) async fn drawing(
    State(state): State<AppState>,
    Path((document, letter, id, element)): Path<(String, String, String, String)>,
    Query(known): Query<Known>,
    Query(how): Query<How>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    let ids = (document.parse::<DocumentId>(), Wvm::from_parts(&letter, &id), element.parse::<ElementId>());
    let (Ok(document), Ok(wvm), Ok(element)) = ids else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let wanted = Wanted {
        element: DocumentAt::new(document, wvm).element(element),
        kind: Kind::Drawing,
        known: known.version().and_then(|id| id.parse().ok()),
    };
    answer(&state, &headers, session, &known, wanted, &how).await.unwrap_or_else(IntoResponse::into_response)
}

async fn answer(
    app: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    known: &Known,
    wanted: Wanted,
    how: &How,
) -> Result<Response, NoFile> {
    let caller = caller(app, headers, session, known).await?;
    let (stored, key) = match app.models.find(&caller, wanted, Kept::Pdf).await? {
        Found::Here(stored, key) => (stored, key),
        Found::Making(mut news, key) => {
            let at_once = prefers_an_answer_at_once(headers);
            let last = match how.since {
                None if at_once => news.borrow().clone(),
                since => heard(&mut news, since.filter(|_| at_once)).await,
            };
            match last.stage {
                Stage::Ready => {
                    // Unless it was deleted again at once, because the store is full of newer ones.
                    let stored = app.models.made(&key, Kept::Pdf).await?.ok_or(Problem::Internal)?;
                    (stored, key)
                }
                Stage::Failed(failure) => return Err(failed(failure)),
                Stage::Exporting | Stage::Packing => return Ok(coming(last.number)),
            }
        }
    };
    let mut response = send(headers, stored, &key, Kept::Pdf, headers.typed_get::<Range>());
    if how.download.is_some() && response.status().is_success() {
        let name = how.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or("drawing");
        let name = disposition::with_ending(name, "pdf");
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition::attachment(&name));
    }
    Ok(response)
}

fn coming(news: u64) -> Response {
    let mut response = (StatusCode::ACCEPTED, Json(Coming { stage: "translating", news })).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
