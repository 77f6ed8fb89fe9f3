//! The pictures on the host page: for whoever is signed in at the sandbox, not for bearers of tokens.

use super::session::SignedIn;
use crate::picture::Size;
use crate::state::Shared;
use crate::world::id::Id;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// `GET /pictures/d/{did}/e/{eid}`
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Path((did, eid)): Path<(String, String)>,
) -> Response {
    let render = move || {
        let document = shared.world().document_for(user, Id::parse(&did)?)?;
        let tabs = document.elements();
        let eid = Id::parse(&eid)?;
        shared.pictures.of_element(&tabs, tabs.iter().find(|tab| tab.id == eid)?, Size::LARGE)
    };
    // Rendering takes a while: not on the server's own threads.
    match tokio::task::spawn_blocking(render).await.ok().flatten() {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
