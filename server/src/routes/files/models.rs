//! Models, as GLB: what is in them stands in docs/models.md.

use app::answer::Problem;
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{HeaderMapExt, Range};
use models::{Box3, Encoding, ModelKey, News, Stage, Stored};
use onshape::{DocumentAt, DocumentId, ElementId, Wvm};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tower_sessions::Session as SessionCookie;

use super::{Known, NoFile, caller, conditional, file};
use crate::{
    models::{Found, LONGEST_WAIT, NoModel, Wanted},
    state::AppState,
};

/// What the address says of a model.
#[derive(Deserialize)]
pub(crate) struct Which {
    /// `assembly`, or nothing for a part studio.
    kind: Option<String>,
    /// As Onshape encodes it.
    configuration: Option<String>,
    /// The number of the last news, by a client that waits for more.
    since: Option<u64>,
}

/// The longest configuration that is passed on, in bytes.
const LONGEST_CONFIGURATION: usize = 4096;

/// What there is to say of a model that is not there yet.
#[derive(Serialize)]
struct Coming<'a> {
    /// `exporting` or `packing`.
    stage: &'static str,
    /// For `since`.
    news: u64,
    /// Six numbers each, metres: the least corner, the greatest.
    boxes: &'a [Box3],
}

/// `GET /files/models/{did}/{w|v|m}/{id}/e/{eid}`: the parts of a part studio or an assembly, in metres, Z up.
///
/// One that is still being made is waited for. Who prefers an answer at once (`Prefer: respond-async`, RFC 7240) gets
/// 202 and the news.
pub(crate) async fn model(
    State(state): State<AppState>,
    Path((document, letter, id, element)): Path<(String, String, String, String)>,
    Query(known): Query<Known>,
    Query(which): Query<Which>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    let ids = (document.parse::<DocumentId>(), Wvm::from_parts(&letter, &id), element.parse::<ElementId>());
    let (Ok(document), Ok(wvm), Ok(element)) = ids else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let mut element = DocumentAt::new(document, wvm).element(element);
    element.configuration =
        which.configuration.clone().filter(|text| (1..=LONGEST_CONFIGURATION).contains(&text.len()));
    let wanted = Wanted {
        element,
        assembly: which.kind.as_deref() == Some("assembly"),
        known: known.version().and_then(|id| id.parse().ok()),
    };
    answer(&state, &headers, session, &known, wanted, which.since)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn answer(
    app: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    known: &Known,
    wanted: Wanted,
    since: Option<u64>,
) -> Result<Response, NoFile> {
    let caller = caller(app, headers, session, known).await?;
    let range = headers.typed_get::<Range>();
    let encoding = if range.is_none() && takes_gzip(headers) { Encoding::Gzip } else { Encoding::Identity };
    let (mut news, key) = match app.models.find(&caller, wanted, encoding).await? {
        Found::Here(stored, key) => return Ok(send(headers, stored, &key, encoding, range)),
        Found::Making(news, key) => (news, key),
    };
    let since = prefers_an_answer_at_once(headers).then_some(since.unwrap_or(0));
    let last = heard(&mut news, since).await;
    match last.stage {
        Stage::Ready => {
            // Unless it was deleted again at once, because the store is full of newer ones.
            let stored = app.models.made(&key, encoding).await?.ok_or(Problem::Internal)?;
            Ok(send(headers, stored, &key, encoding, range))
        }
        Stage::Failed(failure) => Err(failed(failure)),
        Stage::Exporting => Ok(coming("exporting", &last)),
        Stage::Packing => Ok(coming("packing", &last)),
    }
}

fn coming(stage: &'static str, last: &News<NoModel>) -> Response {
    let coming = Coming { stage, news: last.number, boxes: &last.boxes };
    let mut response = (StatusCode::ACCEPTED, Json(coming)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The news, once there is some after `since`, or the last of them if nothing is said; or what there is when patience
/// ends.
async fn heard(news: &mut watch::Receiver<News<NoModel>>, since: Option<u64>) -> News<NoModel> {
    let enough = |news: &News<NoModel>| news.is_last() || since.is_some_and(|since| news.number > since);
    let _ = tokio::time::timeout(LONGEST_WAIT, news.wait_for(enough)).await;
    news.borrow().clone()
}

fn failed(failure: models::Failure<NoModel>) -> NoFile {
    let error = &failure as &dyn std::error::Error;
    match failure {
        models::Failure::Lost(_) | models::Failure::Crashed => {
            tracing::error!(error, "a model could not be made: {failure}");
        }
        models::Failure::Model(_) => tracing::warn!(error, "an export cannot be shown: {failure}"),
        models::Failure::Source(_) => {}
    }
    NoModel::from(&failure).into()
}

impl From<NoModel> for NoFile {
    fn from(no_model: NoModel) -> Self {
        match no_model {
            NoModel::SignedOut => Self::signed_out(),
            NoModel::Problem(problem) => problem.into(),
            NoModel::MayNotExport => {
                let sentence =
                    "You may look at this document, but not export from it. Its owner can allow that.";
                Self(StatusCode::FORBIDDEN, sentence.into())
            }
            NoModel::NotExported(reason) => {
                Self(StatusCode::BAD_GATEWAY, format!("Onshape could not export it. {reason}"))
            }
            NoModel::Unshowable(sentence) => Self(StatusCode::BAD_GATEWAY, sentence),
        }
    }
}

/// The model, or a part of it (RFC 9110, 14.2), or nothing where it is known.
fn send(
    headers: &HeaderMap,
    stored: Stored,
    key: &ModelKey,
    encoding: Encoding,
    range: Option<Range>,
) -> Response {
    let size = stored.size;
    let tag = match encoding {
        Encoding::Identity => format!("\"{}\"", key.tag()),
        Encoding::Gzip => format!("\"{}-gzip\"", key.tag()),
    };
    let wants_this = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let part = range.filter(|_| wants_this).and_then(|range| one_part(&range, size));
    let (status, bytes) = match part {
        None => (StatusCode::OK, 0..size),
        Some(Ok(part)) => (StatusCode::PARTIAL_CONTENT, part),
        Some(Err(())) => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            insert(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let length = bytes.end - bytes.start;
    let mut response = file("model/gltf-binary", Body::from_stream(stored.read(bytes.clone())));
    *response.status_mut() = status;
    insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
    insert(&mut response, header::ACCEPT_RANGES, "bytes");
    insert(&mut response, header::VARY, "accept-encoding");
    if status == StatusCode::PARTIAL_CONTENT {
        insert(
            &mut response,
            header::CONTENT_RANGE,
            &format!("bytes {}-{}/{size}", bytes.start, bytes.end.saturating_sub(1)),
        );
    }
    if encoding == Encoding::Gzip {
        insert(&mut response, header::CONTENT_ENCODING, "gzip");
    }
    conditional::unless_known(headers, &tag, response)
}

fn insert(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The only range that is asked for; several at once are answered by the whole. An error, if it lies outside.
fn one_part(range: &Range, size: u64) -> Option<Result<std::ops::Range<u64>, ()>> {
    use std::ops::Bound;
    let mut ranges = range.satisfiable_ranges(size);
    let Some((start, end)) = ranges.next() else { return Some(Err(())) };
    if ranges.next().is_some() {
        return None;
    }
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(_) | Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end.saturating_add(1),
        Bound::Excluded(end) => end,
        Bound::Unbounded => size,
    };
    Some(if start < end.min(size) { Ok(start..end.min(size)) } else { Err(()) })
}

/// Whether gzip is among the encodings that are accepted, and not with weight 0 (RFC 9110, 12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// `Prefer: respond-async` (RFC 7240, 4.1).
fn prefers_an_answer_at_once(headers: &HeaderMap) -> bool {
    let lists = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .any(|preference| preference.trim().eq_ignore_ascii_case("respond-async"))
}
