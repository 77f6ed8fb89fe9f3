//! The address that the app is framed with.

use crate::settings::Settings;
use crate::world::document::Document;
use crate::world::element::Element;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use url::Url;

/// The app's address with exactly the query that Onshape adds to an element tab, in Onshape's order.
pub fn address(
    settings: &Settings,
    base_url: &str,
    document: &Document,
    wvm: Wvm,
    tab: &Element,
    user: User,
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
        .append_pair("companyId", "cad")
        .append_pair("userId", &user.id().to_string())
        .append_pair("locale", "en-US")
        .append_pair("clientId", &settings.client_id);
    url
}
