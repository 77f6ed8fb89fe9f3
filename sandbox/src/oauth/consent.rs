//! The page that asks the user whether the app may.

use super::scope::Scopes;
use crate::host::page;
use crate::world::id::Id;
use crate::world::user::User;
use maud::{Markup, html};

/// The consent page for the request whose query is `query`. Each user's name is on it once, as a button. Who works for
/// companies chooses for which the app is to act.
pub fn page(user: User, scopes: &Scopes, companies: &[(Id, String)], query: &str) -> Markup {
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
                @if !companies.is_empty() {
                    fieldset.companies {
                        legend { "Company" }
                        label { input type="radio" name="company" value="" checked; " Personal account" }
                        @for (id, name) in companies {
                            label { input type="radio" name="company" value=(id); " " bdi { (name) } }
                        }
                    }
                }
                button.quiet name="decision" value="deny" { "Deny" }
                button.main name="decision" value="allow" { "Allow" }
            }
        },
    )
}
