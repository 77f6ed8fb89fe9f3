//! `/documents`: every document of whoever is signed in, to open any of them.

use super::landing::address;
use super::page;
use super::session::SignedIn;
use crate::state::Shared;
use crate::world::document::Document;
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

const PAGE: usize = 50;

/// What to look for, and where to begin.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    page: usize,
}

/// The list, newest first.
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Query(wanted): Query<Wanted>,
) -> Markup {
    let q = wanted.q.to_lowercase();
    let mut found: Vec<Arc<Document>> = {
        let world = shared.world();
        let shown = |document: &&Arc<Document>| {
            document.access(user).is_some()
                && document.trashed_at.is_none()
                && document.name.to_lowercase().contains(&q)
        };
        world.documents().filter(shown).cloned().collect()
    };
    found.sort_unstable_by(|a, b| b.modified_at.cmp(&a.modified_at).then(a.id.cmp(&b.id)));
    let first = wanted.page.saturating_mul(PAGE);
    let link = |page: usize| {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &wanted.q)
            .append_pair("page", &page.to_string())
            .finish();
        format!("/documents?{query}")
    };
    page::plain(
        "All documents",
        &html! {
            (page::people(user, "/documents"))
            h1 { "All documents" }
            form.search-documents role="search" { input type="search" name="q" value=(wanted.q) aria-label="Search documents" placeholder="Search"; button { "Search" } }
            p.hint { (found.len()) " documents" }
            ul.documents {
                @for document in found.iter().skip(first).take(PAGE) {
                    li { a href=(address(document)) { bdi { (document.name) } } span.hint { (document.modified_at.strftime("%Y-%m-%d %H:%M")) } }
                }
            }
            @if found.is_empty() { p.hint { "Nothing by this name." } }
            div.pages {
                @if wanted.page > 0 { a href=(link(wanted.page - 1)) { "Previous" } } @else { span {} }
                @if first + PAGE < found.len() { a href=(link(wanted.page + 1)) { "Next" } }
            }
            p { a href="/" { "All pages of the sandbox" } }
        },
    )
}
