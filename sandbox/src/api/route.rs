//! Which operation a path means. A table by hand: versions, and part ids that hold slashes, do not fit a router's patterns.

use super::bearer::Bearer;
use super::call::{Call, Query};
use super::error::ApiError;
use super::operation::Operation;
use super::{
    assemblies, blobelements, comments, companies, documents, drawings, elements, globaltreenodes, metadata,
    metadatacategory, parts, partstudios, thumbnails, translations, users, webhooks,
};
use crate::state::Shared;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::request::Parts;
use percent_encoding::percent_decode_str;

/// Bytes of a request's body; more is 413.
const LONGEST_BODY: usize = 10 * 1024 * 1024;

/// `/api/…`. Pictures take a while to render: the work is done beside the server's own threads.
pub async fn api(State(shared): State<Shared>, request: Request) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LONGEST_BODY).await.map_err(|_| ApiError::TooLarge)?;
    let answer = tokio::task::spawn_blocking(move || answer(&shared, &parts, body)).await;
    answer.unwrap_or_else(|error| Err(ApiError::Broken(error.to_string())))
}

fn answer(shared: &Shared, request: &Parts, body: Bytes) -> Result<Response, ApiError> {
    let path = request.uri.path();
    let path = path.strip_prefix("/api/").unwrap_or(path);
    let mut segments: Vec<String> =
        path.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect();
    if segments.first().is_some_and(|first| is_version(first)) {
        segments.remove(0);
    }
    let segments: Vec<_> = segments.iter().map(String::as_str).collect();
    let method = request.method.as_str();
    let operation = Operation::of(method, &segments);
    let bearer = match Bearer::of(shared, &request.method, &request.uri, &request.headers) {
        Err(ApiError::Unauthenticated)
            if segments == ["users", "sessioninfo"] && shared.switches().anonymous_sessioninfo =>
        {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        bearer => bearer?,
    };
    let call = Call {
        state: shared,
        method: &request.method,
        operation,
        bearer,
        headers: &request.headers,
        query: Query::of(request.uri.query()),
        body,
        switches: shared.switches(),
        asked: request.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
    };
    call.bearer.may(operation)?;
    shared.settle();
    dispatch(&call, &segments).unwrap_or_else(|| Err(unknown(method, &segments)))
}

/// The answer, or nothing where the sandbox has no such operation. One file per first segment, named as the segment.
fn dispatch(call: &Call<'_>, segments: &[&str]) -> Option<Result<Response, ApiError>> {
    let (group, rest) = segments.split_first()?;
    match *group {
        "applications" => users::app_settings(call, rest),
        "assemblies" => assemblies::answer(call, rest),
        "blobelements" => blobelements::answer(call, rest),
        "comments" => comments::answer(call, rest),
        "companies" => companies::answer(call, rest),
        "documents" => documents::answer(call, rest),
        "drawings" => drawings::answer(call, rest),
        "elements" => elements::answer(call, rest),
        "folders" => companies::folders(call, rest),
        "globaltreenodes" => globaltreenodes::answer(call, rest),
        "metadata" => metadata::answer(call, rest),
        "metadatacategory" => metadatacategory::answer(call, rest),
        "parts" => parts::answer(call, rest),
        "partstudios" => partstudios::answer(call, rest),
        "teams" => companies::teams(call, rest),
        "thumbnails" => thumbnails::answer(call, rest),
        "translations" => translations::answer(call, rest),
        "users" => users::answer(call, rest),
        "webhooks" => webhooks::answer(call, rest),
        _ => None,
    }
}

fn unknown(method: &str, segments: &[&str]) -> ApiError {
    let methods = Operation::methods(segments);
    match Operation::of(method, segments) {
        Some(operation) => ApiError::NotImplemented(operation.name.to_owned()),
        None if methods.is_empty() => ApiError::NotImplemented(format!("{method} /{}", segments.join("/"))),
        None => ApiError::MethodNotAllowed(methods),
    }
}

/// Whether a path segment is an API version, such as `v12`.
pub fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
