//! Models, as GLB.

use app::answer::Problem;
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use models::ModelError;
use onshape::{DocumentAt, DocumentId, ElementAt, ElementId, GltfOptions, Wvm};

use tower_sessions::Session as SessionCookie;

use super::{Known, NoFile, caller, conditional, file, unless_signed_out};
use crate::state::AppState;

/// `GET /files/models/{did}/{w|v|m}/{id}/e/{eid}`: the parts of a part studio, in metres, Z up.
pub(crate) async fn model(
    State(state): State<AppState>,
    Path((document, letter, id, element)): Path<(String, String, String, String)>,
    Query(known): Query<Known>,
    Extension(session): Extension<SessionCookie>,
    headers: HeaderMap,
) -> Response {
    let ids = (document.parse::<DocumentId>(), Wvm::from_parts(&letter, &id), element.parse::<ElementId>());
    let (Ok(document), Ok(wvm), Ok(element)) = ids else {
        return NoFile::from(Problem::BadAddress).into_response();
    };
    let studio = DocumentAt::new(document, wvm).element(element);
    match fetch(&state, &headers, session, &studio, &known).await {
        Ok(glb) => {
            let tag = conditional::entity_tag(&glb);
            conditional::unless_known(&headers, &tag, file("model/gltf-binary", glb))
        }
        Err(no_file) => no_file.into_response(),
    }
}

async fn fetch(
    state: &AppState,
    headers: &HeaderMap,
    session: SessionCookie,
    studio: &ElementAt,
    known: &Known,
) -> Result<Vec<u8>, NoFile> {
    let caller = caller(state, headers, session, known).await?;
    let microversion = known.version().and_then(|id| id.parse().ok());
    let exported = caller.ask(async |onshape| {
        let onshape = match microversion.clone() {
            Some(microversion) => onshape.as_of(microversion),
            None => onshape,
        };
        onshape.part_studio_gltf(studio, &GltfOptions::default()).await
    });
    let exported = unless_signed_out(exported.await)?;
    // Decoding a large model takes a while: not on a thread that others wait for.
    let packed = tokio::task::spawn_blocking(move || match models::pack(&exported.bytes) {
        // The viewer says that there is nothing to show.
        Err(ModelError::Empty) => models::empty(),
        packed => packed,
    })
    .await;
    match packed {
        Ok(Ok(glb)) => Ok(glb),
        Ok(Err(error)) => {
            tracing::warn!(%error, "Onshape's export cannot be shown: {error}");
            let sentence = "What Onshape exported is damaged and cannot be shown.";
            Err(NoFile(StatusCode::BAD_GATEWAY, sentence.into()))
        }
        Err(_) => Err(Problem::Internal.into()),
    }
}
