//! `/`: the way to everything a person can look at.

use super::page;
use super::session::SignedIn;
use crate::state::Shared;
use crate::world::document::Document;
use axum::extract::State;
use maud::{Markup, html};

/// The landing page.
pub async fn show(State(shared): State<Shared>, SignedIn(user): SignedIn) -> Markup {
    page::plain(
        "Documents",
        &html! {
            (page::people(user, "/"))
            h1 { "Onshape sandbox" }
            p.hint { "An offline stand-in for Onshape. Each of these documents has a tab with the app in it." }
            ul.documents {
                @for (special, document) in shared.world().specials() {
                    @if document.access(user).is_some() {
                        li { a href=(address(&document)) { bdi { (document.name) } } span.hint { (special.purpose) } }
                    }
                }
            }
            p { a href="/__sandbox/" { "Inspector: what happens, and how to make it go wrong" } }
            p { a href="/user/applications" { "Applications: what the app may do" } }
        },
    )
}

/// The host page of a document's app tab, or of its first tab; a path.
pub fn address(document: &Document) -> String {
    let tab = document.app_element().or_else(|| document.elements().first().cloned());
    let tab = tab.map(|element| format!("/e/{}", element.id)).unwrap_or_default();
    format!("/documents/{}/w/{}{tab}", document.id, document.workspace())
}
