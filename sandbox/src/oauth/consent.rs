//! The page that asks the user whether the app may.

use super::scope::Scopes;
use crate::host::page;
use crate::world::user::User;
use maud::{Markup, html};

/// The consent page for the request whose query is `query`. Each user's name is on it once, as a button.
pub fn page(user: User, scopes: &Scopes, query: &str) -> Markup {
    let here = format!("/oauth/authorize?{query}");
    page::plain(
        "Allow access?",
        &html! {
            (page::people(user, &here))
            h1 { "Vitrine would like to use your account" }
            p { "The application asks to:" }
            ul.scopes { @for scope in scopes.iter() { li { (scope.in_words()) } } }
            p.hint { "You can take this back at any time under My account, Applications." }
            form.decision method="post" action=(here) {
                button.quiet name="decision" value="deny" { "Deny" }
                button.main name="decision" value="allow" { "Allow" }
            }
        },
    )
}
