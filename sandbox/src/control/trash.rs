//! `/__sandbox/trash` and `/__sandbox/restore`: somebody else throws a document away, or takes it back, while it is open.

use crate::state::Shared;
use crate::webhooks::event::Kind;
use crate::world::id::Id;
use crate::world::user::User;
use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;

/// Which document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    document_id: Id,
    /// Not into the trash but away, as if it had never been.
    #[serde(default)]
    forever: bool,
}

/// `POST /__sandbox/trash {"documentId":"…","forever":true}`: into the trash, where it still opens for whoever has its id;
/// with `forever` away, so that every call for it is refused.
pub async fn trash(State(shared): State<Shared>, Json(which): Json<Which>) -> StatusCode {
    let now = shared.now();
    let found = {
        let mut world = shared.world_mut();
        let found = world.change(which.document_id, |document| document.trashed_at = Some(now)).is_some();
        if which.forever {
            world.remove(which.document_id);
        }
        found
    };
    told(&shared, which.document_id, found)
}

/// `POST /__sandbox/restore {"documentId":"…"}`: out of the trash again.
pub async fn restore(State(shared): State<Shared>, Json(which): Json<Which>) -> StatusCode {
    let found = shared.world_mut().change(which.document_id, |document| document.trashed_at = None).is_some();
    told(&shared, which.document_id, found)
}

fn told(shared: &Shared, document: Id, found: bool) -> StatusCode {
    if !found {
        return StatusCode::NOT_FOUND;
    }
    shared.emit(Kind::DocumentState, User::Alice, |event| event.document = Some(document));
    shared.changed();
    StatusCode::NO_CONTENT
}
