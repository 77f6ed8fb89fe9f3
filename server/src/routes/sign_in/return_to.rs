//! Where a sign-in in a tab of its own ends. Only two kinds of address can: a place of this app, and, for who came
//! from Onshape's applications page, that page.

use app::place::Place;
use url::{Url, form_urlencoded};

use crate::{settings::Ancestors, tab::TabQuery};

/// The address is neither.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotHere;

/// From the query of `/oauthSignin`: `redirectOnshapeUri` of Onshape, `returnTo` of our own pages, or the ids of a tab.
pub(super) fn judge(query: &str, ancestors: &Ancestors) -> Result<String, NotHere> {
    let get = |name: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value)
    };
    if let Some(uri) = get("redirectOnshapeUri").filter(|uri| !uri.is_empty()) {
        let url = Url::parse(&uri).map_err(|_| NotHere)?;
        return if ancestors.match_origin(&url) { Ok(url.into()) } else { Err(NotHere) };
    }
    if let Some(address) = get("returnTo").filter(|address| !address.is_empty()) {
        return here(&address, ancestors);
    }
    let tab = TabQuery::parse(query, ancestors);
    if tab.problem.is_some() { Err(NotHere) } else { Ok(tab.address("/")) }
}

/// A place of this app, put together anew from what was understood of the address.
fn here(address: &str, ancestors: &Ancestors) -> Result<String, NotHere> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let query = query.split('#').next().unwrap_or_default();
    let place = Place::parse(path).map_err(|_| NotHere)?;
    let tab = TabQuery::parse(query, ancestors);
    if tab.problem.is_some() { Err(NotHere) } else { Ok(tab.address(&place.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "e60c4803eaf2ac8be492c18e";

    fn judged(pairs: &[(&str, &str)]) -> Result<String, NotHere> {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        judge(&query, &Ancestors::parse("https://*.onshape.com").unwrap())
    }

    #[test]
    fn onshapes_applications_page_and_our_own_places_are_returned_to() {
        let page = "https://cad.onshape.com/user/applications";
        assert_eq!(judged(&[("redirectOnshapeUri", page)]), Ok(page.into()));
        let place = format!("/documents/{ID}/w/{ID}?documentId={ID}");
        assert_eq!(judged(&[("returnTo", &place)]), Ok(place));
        assert_eq!(
            judged(&[("documentId", ID), ("workspaceId", ID)]),
            Ok(format!("/?documentId={ID}&workspaceId={ID}"))
        );
        assert_eq!(judged(&[]), Ok("/".into()));
    }

    /// Any bytes at all as the query of a sign-in: where it leads to is ours or Onshape's.
    #[test]
    fn fuzz_addresses_to_return_to() {
        let ancestors = Ancestors::parse("https://*.onshape.com").unwrap();
        bolero::check!().for_each(|bytes: &[u8]| {
            let encoded: String = form_urlencoded::byte_serialize(bytes).collect();
            let text = String::from_utf8_lossy(bytes);
            for query in [
                text.into_owned(),
                format!("returnTo={encoded}"),
                format!("redirectOnshapeUri={encoded}"),
                format!("redirectOnshapeUri=https://{encoded}"),
                format!("returnTo=/{encoded}"),
            ] {
                let Ok(address) = judge(&query, &ancestors) else { continue };
                // As a browser reads a `Location`.
                let base = Url::parse("https://vitrine.example.com/oauthSignin").unwrap();
                let there = base.join(&address).unwrap();
                let ours = there.origin() == base.origin();
                assert!(ours || ancestors.match_origin(&there), "{query}: {address}");
            }
        });
    }

    #[test]
    fn no_other_site_is() {
        for uri in [
            "https://evil.example/",
            "//evil.example",
            "https://cad.onshape.com.evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(judged(&[("redirectOnshapeUri", uri)]), Err(NotHere), "{uri}");
        }
        for address in ["https://evil.example", "/admin", "/documents/../../x"] {
            assert_eq!(judged(&[("returnTo", address)]), Err(NotHere), "{address}");
        }
        assert_eq!(judged(&[("returnTo", "//evil.example")]), Err(NotHere));
        assert_eq!(judged(&[("returnTo", "/\\evil.example")]), Err(NotHere));
        assert_eq!(judged(&[("documentId", "x")]), Err(NotHere));
    }
}
