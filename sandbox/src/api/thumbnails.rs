//! Thumbnails: what there is (`BTThumbnailInfo`) and the pictures themselves.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use crate::clock::later;
use crate::picture::Size;
use crate::world::document::{Document, Picture};
use crate::world::element::Element;
use crate::world::timeline::Wvm;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures::stream;
use http::header;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::Duration;

/// How long a slow picture takes, by the real clock.
const SLOW: Duration = Duration::from_secs(3);

/// `/thumbnails/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    match (call.method.as_str(), rest) {
        ("GET", ["d", rest @ ..]) => Some(of(call, rest)),
        _ => None,
    }
}

fn of(call: &Call<'_>, rest: &[&str]) -> Result<Response, ApiError> {
    let state = |did: &str, letter: &str, id: &str| call.target(did, letter, id);
    match *rest {
        [did] => {
            let document = call.document(did)?;
            info(of_document(&call.state.base_url, &document))
        }
        [did, letter @ ("w" | "v"), id] => {
            let found = state(did, letter, id)?;
            info(of_version(&call.state.base_url, &found.document, found.wvm))
        }
        [did, letter @ ("w" | "v"), id, "s", size] => {
            let found = state(did, letter, id)?;
            picture(call, &found, found.document.pictured_element().as_ref(), "default", size)
        }
        [did, letter @ ("w" | "v"), id, "e", eid] => {
            let found = state(did, letter, id)?;
            info(of_element(&call.state.base_url, &found.document, found.wvm, found.element(eid)?))
        }
        [did, letter @ ("w" | "v"), id, "e", eid, "s", size] => {
            let found = state(did, letter, id)?;
            picture(call, &found, Some(found.element(eid)?), "default", size)
        }
        [did, letter @ "w", id, "e", eid, "ac", configuration, "s", size] => {
            let found = state(did, letter, id)?;
            picture(call, &found, Some(found.element(eid)?), configuration, size)
        }
        _ => Err(ApiError::NotFound("No such thumbnail.".to_owned())),
    }
}

/// The thumbnails of a document in its workspace; nothing where there is no picture.
pub fn of_document(base: &str, document: &Document) -> Option<Value> {
    of_version(base, document, Wvm::Workspace(document.workspace()))
}

/// The thumbnails of a document in this state.
pub fn of_version(base: &str, document: &Document, wvm: Wvm) -> Option<Value> {
    document.pictured_element()?;
    Some(sizes(base, document, &format!("d/{}/{}/{}", document.id, wvm.letter(), wvm.id())))
}

/// The thumbnails of an element. Microversions have none.
pub fn of_element(base: &str, document: &Document, wvm: Wvm, element: &Element) -> Option<Value> {
    if !element.content.has_picture() || matches!(wvm, Wvm::Microversion(_)) {
        return None;
    }
    let path = format!("d/{}/{}/{}/e/{}", document.id, wvm.letter(), wvm.id(), element.id);
    Some(sizes(base, document, &path))
}

fn sizes(base: &str, document: &Document, path: &str) -> Value {
    let time = document.modified_at.as_millisecond();
    let href = format!("{base}/api/thumbnails/{path}");
    let sizes: Vec<_> = Size::ALL
        .iter()
        .map(|size| {
            json!({ "size": size.name(), "href": format!("{href}/s/{}?t={time}", size.name()), "mediaType": "image/png",
                    "uniqueId": null, "viewOrientation": "", "renderMode": "", "sheetName": null })
        })
        .collect();
    json!({ "sizes": sizes, "secondarySizes": null, "id": null, "href": format!("{href}?t={time}") })
}

fn info(found: Option<Value>) -> Result<Response, ApiError> {
    found.map(|value| answer::json(&value)).ok_or_else(missing)
}

/// The picture; with `t` it may be kept, since another `t` comes with every change.
fn picture(
    call: &Call<'_>,
    target: &Target,
    element: Option<&Element>,
    configuration: &str,
    size: &str,
) -> Result<Response, ApiError> {
    let size = Size::named(size).ok_or_else(|| ApiError::BadRequest(format!("No such size: {size}")))?;
    let png = element.filter(|element| is_ready(call, element)).and_then(|element| {
        call.state.pictures.of_element(call.state, &target.found(element), configuration, size)
    });
    let keep = if call.query.get("t").is_some() { "private, max-age=604800" } else { "private, no-cache" };
    let png = png.filter(|_| target.document.picture != Picture::Lost).ok_or_else(missing)?;
    let body = match target.document.picture {
        Picture::Slow => Body::from_stream(stream::once(async {
            tokio::time::sleep(SLOW).await;
            Ok::<_, Infallible>(png)
        })),
        _ => Body::from(png),
    };
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, keep)], body).into_response())
}

/// Pictures are made some time after a change.
fn is_ready(call: &Call<'_>, element: &Element) -> bool {
    let ready = later(element.changed_at, i64::from(call.switches.thumbnail_seconds));
    call.state.now() >= ready
}

fn missing() -> ApiError {
    ApiError::NotFound("Thumbnail not found.".to_owned())
}
