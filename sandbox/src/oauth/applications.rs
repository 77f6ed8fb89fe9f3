//! `/user/applications`: where a user sees and revokes what apps may do (*My account, Applications*).

use crate::host::page;
use crate::host::session::{SameOrigin, SignedIn};
use crate::state::Shared;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};

const HERE: &str = "/user/applications";

/// The page: the grant with *Revoke*, or *Grant* where there is none.
pub async fn show(State(shared): State<Shared>, SignedIn(user): SignedIn) -> Markup {
    let granted = shared.grants().granted(user).cloned();
    page::plain(
        "Applications",
        &html! {
            (page::people(user, HERE))
            h1 { "Applications" }
            section.card {
                h2 { "Vitrine" }
                @if let Some(scopes) = granted {
                    ul.scopes { @for scope in scopes.iter() { li { (scope.in_words()) } } }
                    form method="post" action="/user/applications/revoke" { button.main { "Revoke" } }
                } @else {
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

/// `POST /user/applications/revoke`
pub async fn revoke(State(shared): State<Shared>, SignedIn(user): SignedIn, _same: SameOrigin) -> Redirect {
    shared.grants().revoke(user);
    Redirect::to(HERE)
}
