//! The pictures on the host page: for whoever is signed in at the sandbox, not for bearers of tokens.

use super::session::SignedIn;
use crate::picture::Size;
use crate::state::Shared;
use crate::world::id::Id;
use crate::world::structure::Found;
use crate::world::timeline::Wvm;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// `GET /pictures/d/{did}/{wvm}/{wvmid}/e/{eid}`
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Path((did, letter, wvmid, eid)): Path<(String, String, String, String)>,
) -> Response {
    let render = move || {
        let document = shared.world().document_for(user, Id::parse(&did)?)?;
        let state = document.at(Wvm::parse(&letter, &wvmid)?)?;
        let eid = Id::parse(&eid)?;
        let element = state.elements.iter().find(|tab| tab.id == eid)?.clone();
        let found = Found { document: document.id, microversion: state.id, tabs: state.elements, element };
        shared.pictures.of_element(&shared, &found, "default", Size::LARGE)
    };
    // Rendering takes a while: not on the server's own threads.
    match tokio::task::spawn_blocking(render).await.ok().flatten() {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
