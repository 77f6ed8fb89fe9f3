//! `/user/applications`: where a user sees and revokes what apps may do (*My account, Applications*).

use crate::host::page;
use crate::host::session::{SameOrigin, SignedIn};
use crate::state::Shared;
use crate::world::id::Id;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

const HERE: &str = "/user/applications";

/// The page: the grant with *Revoke*, or *Grant* where there is none.
pub async fn show(State(shared): State<Shared>, SignedIn(user): SignedIn) -> Markup {
    let granted: Vec<_> = shared.grants().of(user).cloned().collect();
    let company = |id: Option<Id>| {
        let world = shared.world();
        id.and_then(|id| world.company(id))
            .map_or_else(|| "Personal account".to_owned(), |found| found.name.clone())
    };
    page::plain(
        "Applications",
        &html! {
            (page::people(user, HERE))
            h1 { "Applications" }
            section.card {
                h2 { "Vitrine" }
                @for grant in &granted {
                    @if granted.len() > 1 || grant.company.is_some() { h3 { (company(grant.company)) } }
                    ul.scopes { @for scope in grant.scopes.iter() { li { (scope.in_words()) } } }
                    form method="post" action="/user/applications/revoke" {
                        input type="hidden" name="company" value=(grant.company.map(|id| id.to_string()).unwrap_or_default());
                        button.main { "Revoke" }
                    }
                }
                @if granted.is_empty() {
                    p.hint { "Has no access to your account." }
                    form method="get" action=(shared.settings.oauth_url()) {
                        input type="hidden" name="redirectOnshapeUri" value=(format!("{}{HERE}", shared.base_url));
                        button.main { "Grant" }
                    }
                }
            }
            p { a href="/" { "All pages of the sandbox" } }
        },
    )
}

/// The form behind *Revoke*.
#[derive(Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    company: String,
}

/// `POST /user/applications/revoke`
pub async fn revoke(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    _same: SameOrigin,
    Form(which): Form<Which>,
) -> Redirect {
    shared.grants().revoke_for(user, Id::parse(&which.company));
    Redirect::to(HERE)
}
