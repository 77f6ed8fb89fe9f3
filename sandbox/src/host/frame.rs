//! The address that the app is framed with.

use super::look::Look;
use crate::settings::Settings;
use crate::world::document::{Document, Owner};
use crate::world::element::Element;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use url::Url;

/// The app's address with exactly the query that Onshape adds to an element tab, in Onshape's order; `theme` at its end
/// only if the sandbox is switched so.
pub fn address(
    settings: &Settings,
    base_url: &str,
    (document, wvm, tab): (&Document, Wvm, &Element),
    user: User,
    look: &Look,
    with_theme: bool,
) -> Url {
    let state = match wvm {
        Wvm::Workspace(_) => "workspaceId",
        Wvm::Version(_) => "versionId",
        Wvm::Microversion(_) => "microversionId",
    };
    let mut url = settings.app_url.clone();
    url.query_pairs_mut()
        .append_pair("documentId", &document.id.to_string())
        .append_pair(state, &wvm.id().to_string())
        .append_pair("elementId", &tab.id.to_string())
        .append_pair("server", base_url)
        .append_pair("companyId", &company(document))
        .append_pair("userId", &user.id().to_string())
        .append_pair("locale", look.locale())
        .append_pair("clientId", &settings.client_id);
    if with_theme {
        url.query_pairs_mut().append_pair("theme", look.theme().unwrap_or("light"));
    }
    url
}

/// The document's owner if that is a company, else `cad`.
pub fn company(document: &Document) -> String {
    match document.owner {
        Owner::Company(id) => id.to_string(),
        Owner::User(_) => "cad".to_owned(),
    }
}
