//! Thumbnails. One that is missing is a transparent pixel in a 200: a 404 would be an error in the browser's console.

use app::{
    answer::Problem,
    ssr::{AskError, cookie},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use onshape::{DocumentId, ElementId, Error, ThumbnailSize, Wvm};

use super::{NoFile, conditional, file, session};
use crate::state::AppState;

/// One transparent pixel, as GIF.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// `GET /files/thumbnails/{did}/{w|v}/{id}/{size}`.
pub(crate) async fn document_thumbnail(
    State(state): State<AppState>,
    Path((document, letter, id, size)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Response {
    answer(&state, &headers, [&document, &letter, &id], None, &size).await
}

/// `GET /files/thumbnails/{did}/{w|v}/{id}/e/{eid}/{size}`.
pub(crate) async fn element_thumbnail(
    State(state): State<AppState>,
    Path((document, letter, id, element, size)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
) -> Response {
    answer(&state, &headers, [&document, &letter, &id], Some(&element), &size).await
}

async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    [document, letter, id]: [&str; 3],
    element: Option<&str>,
    size: &str,
) -> Response {
    let parsed = (|| {
        let document = document.parse::<DocumentId>().ok()?;
        let wvm = Wvm::from_parts(letter, id).ok()?;
        let element = element.map(str::parse::<ElementId>).transpose().ok()?;
        Some((document, wvm, element, ThumbnailSize::parse(size)?))
    })();
    let Some((document, wvm, element, size)) = parsed else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let session = match session(state, headers).await {
        Ok(session) => session,
        // A session that has just ended, with a page of pictures on their way: as good as missing ones, and no errors in
        // the console. Who never had a session is told so.
        Err(NoFile(StatusCode::UNAUTHORIZED, _)) if cookie::read(headers, cookie::SESSION).is_some() => {
            return file("image/gif", PIXEL);
        }
        Err(no_file) => return no_file.into_response(),
    };
    let asked = state.backend.ask(&session.grant, |api, token| {
        let (document, wvm, element) = (document.clone(), wvm.clone(), element.clone());
        async move { api.thumbnail(&token, &document, &wvm, element.as_ref(), size).await }
    });
    match asked.await {
        Ok(picture) => {
            let tag = conditional::entity_tag(&picture.bytes);
            conditional::unless_known(headers, &tag, file(picture.content_type, picture.bytes))
        }
        Err(error) => missing(&error),
    }
}

/// No picture yet, none for this user, or Onshape has a bad day: the icon of what it would show does as well.
fn missing(error: &AskError) -> Response {
    if !matches!(error, AskError::Onshape(Error::NotAccessible)) {
        tracing::warn!(error = error as &dyn std::error::Error, "Onshape gave no thumbnail: {error}");
    }
    file("image/gif", PIXEL)
}
