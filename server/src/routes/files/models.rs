//! Models, as GLB: what is in them stands in docs/models.md.

use app::answer::Problem;
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{HeaderMapExt, Range};
use models::{Box3, Form, Kept, News, Stage};
use onshape::{DocumentAt, DocumentId, ElementId, Wvm};
use serde::{Deserialize, Serialize};
use tower_sessions::Session as SessionCookie;

use super::{
    Known, NoFile, caller,
    stored::{send, takes_gzip},
    waiting::{failed, heard, prefers_an_answer_at_once},
};
use crate::{
    models::{Found, Kind, NoModel, Wanted},
    state::AppState,
};

/// What the address says of a model.
#[derive(Deserialize)]
pub(crate) struct Which {
    /// `assembly`, `blob`, or nothing for a part studio.
    kind: Option<String>,
    /// Of an uploaded file, as it is called: its ending counts where its content does not tell what it is.
    name: Option<String>,
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

impl Which {
    fn kind(&self) -> Kind {
        match self.kind.as_deref() {
            Some("assembly") => Kind::Assembly,
            Some("blob") => Kind::Blob(self.name.as_deref().and_then(Form::of_name)),
            _ => Kind::PartStudio,
        }
    }
}

/// `GET /files/models/{did}/{w|v|m}/{id}/e/{eid}`: the parts of a part studio, an assembly or an uploaded model, in
/// metres, Z up.
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
    let wanted =
        Wanted { element, kind: which.kind(), known: known.version().and_then(|id| id.parse().ok()) };
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
    let kept = if range.is_none() && takes_gzip(headers) { Kept::GzippedModel } else { Kept::Model };
    let (mut news, key) = match app.models.find(&caller, wanted, kept).await? {
        Found::Here(stored, key) => return Ok(send(headers, stored, &key, kept, range)),
        Found::Making(news, key) => (news, key),
    };
    let since = prefers_an_answer_at_once(headers).then_some(since.unwrap_or(0));
    let last = heard(&mut news, since).await;
    match last.stage {
        Stage::Ready => {
            // Unless it was deleted again at once, because the store is full of newer ones.
            let stored = app.models.made(&key, kept).await?.ok_or(Problem::Internal)?;
            Ok(send(headers, stored, &key, kept, range))
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
