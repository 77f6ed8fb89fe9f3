//! Thumbnails. One that is missing is a transparent pixel in a 200: a 404 would be an error in the browser's console.

use app::{answer::Problem, ssr::cookie};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use onshape::{DocumentAt, DocumentId, ElementId, ThumbnailSize, Wvm};
use tower_sessions::Session as SessionCookie;

use super::{Known, NoFile, caller, conditional, file, unless_signed_out};
use crate::state::AppState;

/// One transparent pixel, as GIF.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// `GET /files/thumbnails/{did}/{w|v}/{id}/{size}`.
pub(crate) async fn document_thumbnail(
    State(state): State<AppState>,
    Path((document, letter, id, size)): Path<(String, String, String, String)>,
    Query(known): Query<Known>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    answer(&state, &headers, session, [&document, &letter, &id], None, &size, &known).await
}

/// `GET /files/thumbnails/{did}/{w|v}/{id}/e/{eid}/{size}`.
pub(crate) async fn element_thumbnail(
    State(state): State<AppState>,
    Path((document, letter, id, element, size)): Path<(String, String, String, String, String)>,
    Query(known): Query<Known>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    answer(&state, &headers, session, [&document, &letter, &id], Some(&element), &size, &known).await
}

async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    [document, letter, id]: [&str; 3],
    element: Option<&str>,
    size: &str,
    known: &Known,
) -> Response {
    let parsed = (|| {
        let document = document.parse::<DocumentId>().ok()?;
        let wvm = Wvm::from_parts(letter, id).ok()?;
        let element = element.map(str::parse::<ElementId>).transpose().ok()?;
        Some((DocumentAt::new(document, wvm), element, ThumbnailSize::parse(size)?))
    })();
    let Some((at, element, size)) = parsed else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let caller = match caller(state, headers, session, known).await {
        Ok(caller) => caller,
        // A session that has just ended, with a page of pictures on their way: as good as missing ones, and no errors in
        // the console. Who never had a session is told so.
        Err(NoFile(StatusCode::UNAUTHORIZED, _)) if cookie::read_session(headers).is_some() => {
            return file("image/gif", PIXEL);
        }
        Err(no_file) => return no_file.into_response(),
    };
    let asked = caller.ask(async |onshape| {
        onshape.in_background().thumbnail(&at, element.as_ref(), size, known.version()).await
    });
    match unless_signed_out(asked.await) {
        Ok(picture) => {
            let tag = conditional::entity_tag(&picture.bytes);
            conditional::unless_known(headers, &tag, file(picture.content_type, picture.bytes))
        }
        // No picture yet, none for this user, or Onshape has a bad day: the icon of what it would show does as well.
        Err(_) => file("image/gif", PIXEL),
    }
}
