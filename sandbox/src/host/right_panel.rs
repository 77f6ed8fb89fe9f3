//! The element right panel: an icon strip, and the app in a frame beside whatever tab is open.

use super::look::Look;
use crate::settings::Settings;
use crate::world::document::Document;
use crate::world::element::Element;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use maud::{Markup, html};
use url::Url;

/// What a panel's address may name and nothing is selected for: Onshape leaves it as it is.
const UNRESOLVED: [&str; 6] =
    ["partNumber", "revision", "featureId", "nodeId", "occurrencePath", "configuration"];

/// The strip, and the panel if it is open.
pub fn show(
    settings: &Settings,
    base_url: &str,
    (document, wvm, open): (&Document, Wvm, &Element),
    user: User,
    look: &Look,
    here: &str,
) -> Markup {
    let address = address(settings, base_url, (document, wvm, open), user, look);
    let toggled = look.query(if look.panel().is_some() { None } else { Some("320") });
    html! {
        aside.side aria-label="Right panel" data-panel=[look.panel()] {
            @if look.panel().is_some() {
                iframe.panel-app title="Vitrine panel" src=(address) data-template=[look.follows().then_some(&address)] {}
            }
            nav.strip aria-label="Apps" {
                a href=(format!("{here}{toggled}")) title="Vitrine" aria-label="Vitrine panel" aria-current=[look.panel().map(|_| "true")] {}
            }
        }
    }
}

/// The app's address with the parameters of a panel, literal placeholders where nothing is selected, and the five that
/// Onshape adds by itself.
fn address(
    settings: &Settings,
    base_url: &str,
    (document, wvm, open): (&Document, Wvm, &Element),
    user: User,
    look: &Look,
) -> Url {
    let mut url = settings.app_url.clone();
    let mut query = url.query_pairs_mut();
    query
        .append_pair("documentId", &document.id.to_string())
        .append_pair("workspaceOrVersion", wvm.letter())
        .append_pair("workspaceOrVersionId", &wvm.id().to_string())
        .append_pair("elementId", &open.id.to_string());
    for name in UNRESOLVED {
        query.append_pair(name, &format!("{{${name}}}"));
    }
    query
        .append_pair("server", base_url)
        .append_pair("companyId", &super::frame::company(document))
        .append_pair("userId", &user.id().to_string())
        .append_pair("locale", look.locale())
        .append_pair("clientId", &settings.client_id);
    drop(query);
    url
}
