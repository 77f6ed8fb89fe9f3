//! The query that Onshape adds to the app's address: in which tab, of which document, for whom.
//! <https://onshape-public.github.io/docs/app-dev/extensions/>

use app::{
    answer::Problem,
    place::{Id, Place, Wvm},
    start::Tab,
};
use url::{Url, form_urlencoded};

use crate::settings::Ancestors;

/// The parameters that are kept from page to page. Unknown ones are ignored.
const KNOWN: [&str; 10] = [
    "documentId",
    "workspaceId",
    "versionId",
    "microversionId",
    "elementId",
    "server",
    "companyId",
    "userId",
    "locale",
    "clientId",
];

/// No value of Onshape's is longer than this; what is longer is no value of Onshape's.
const LONGEST: usize = 256;

/// What the query says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TabQuery {
    /// The tab, where document and state are given.
    pub(crate) tab: Option<Tab>,
    /// The document alone, where its state is not given.
    pub(crate) document: Option<Id>,
    /// As whom Onshape is open; only an identifier counts.
    pub(crate) user: Option<Id>,
    /// The company that owns the document, unless it is `cad`, which is none.
    pub(crate) company: Option<String>,
    /// The locale of Onshape's interface, in either spelling (`fr-FR`, `fr_FR`).
    pub(crate) locale: Option<String>,
    /// What is wrong.
    pub(crate) problem: Option<Problem>,
    /// The known parameters, encoded again, to be kept by every address.
    pub(crate) canonical: String,
}

impl TabQuery {
    /// Reads a query. `{$placeholders}` that Onshape left as they are count as absent.
    pub(crate) fn parse(query: &str, ancestors: &Ancestors) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .filter(|(key, value)| KNOWN.contains(&key.as_ref()) && !is_absent(value))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let id =
            |name: &str| get(name).map(|value| Id::parse(value).map_err(|_| Problem::BadAddress)).transpose();
        let read = || -> Result<Self, Problem> {
            let (document, element) = (id("documentId")?, id("elementId")?);
            let states = [
                id("workspaceId")?.map(Wvm::Workspace),
                id("versionId")?.map(Wvm::Version),
                id("microversionId")?.map(Wvm::Microversion),
            ];
            let server = get("server")
                .map(|server| origin(server, ancestors).ok_or(Problem::ForeignHost))
                .transpose()?;
            let wvm = states.into_iter().flatten().next();
            let tab = document.clone().zip(wvm).map(|(document, wvm)| Tab { document, wvm, element, server });
            Ok(Self { tab, document, ..Self::default() })
        };
        let canonical = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        match read() {
            Ok(read) => Self {
                user: get("userId").and_then(|user| Id::parse(user).ok()),
                company: get("companyId").filter(|company| *company != "cad").map(str::to_owned),
                locale: get("locale").map(str::to_owned),
                canonical,
                ..read
            },
            // Nothing of an address that is wrong is carried on.
            Err(problem) => Self { problem: Some(problem), ..Self::default() },
        }
    }

    /// Where the app starts in this tab.
    pub(crate) fn place(&self) -> Option<Place> {
        let document = || self.document.clone().map(|document| Place::Document { document, wvm: None });
        self.tab.as_ref().map(Tab::place).or_else(document)
    }

    /// The address of `place` in this tab.
    pub(crate) fn address(&self, place: &str) -> String {
        if self.canonical.is_empty() { place.to_owned() } else { format!("{place}?{}", self.canonical) }
    }
}

fn is_absent(value: &str) -> bool {
    value.is_empty() || value.len() > LONGEST || value.starts_with("{$")
}

/// The origin of `server`, if it is one of Onshape's.
fn origin(server: &str, ancestors: &Ancestors) -> Option<String> {
    let url = Url::parse(server).ok()?;
    ancestors.match_origin(&url).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "e60c4803eaf2ac8be492c18e";

    /// Any bytes at all as the query of the tab: what is understood of it is understood again as it was.
    #[test]
    fn fuzz_tabs() {
        let ancestors = Ancestors::parse("https://*.onshape.com").unwrap();
        bolero::check!().for_each(|bytes: &[u8]| {
            let read = TabQuery::parse(&String::from_utf8_lossy(bytes), &ancestors);
            assert_eq!(TabQuery::parse(&read.canonical, &ancestors).canonical, read.canonical);
        });
    }

    fn parse(query: &str) -> TabQuery {
        TabQuery::parse(query, &Ancestors::parse("https://*.onshape.com http://127.0.0.1:4000").unwrap())
    }

    #[test]
    fn onshapes_query_names_the_tab_and_is_kept() {
        let query = format!(
            "documentId={ID}&workspaceId={ID}&elementId={ID}&server=https%3A%2F%2Fcad.onshape.com&companyId=cad\
             &userId={ID}&locale=en-US&clientId=abc%3D&theme=dark"
        );
        let read = parse(&query);
        let tab = read.tab.clone().unwrap();
        assert_eq!((tab.wvm.letter(), tab.server.as_deref()), ('w', Some("https://cad.onshape.com")));
        assert_eq!((read.user.is_some(), read.company.clone(), read.problem), (true, None, None));
        assert_eq!(format!("{}&theme=dark", read.canonical), query);
    }

    #[test]
    fn placeholders_that_were_left_as_they_are_count_as_absent() {
        let read = parse(&format!(
            "documentId={ID}&workspaceId={{$workspaceId}}&versionId={ID}&elementId={{$elementId}}"
        ));
        let tab = read.tab.unwrap();
        assert_eq!((tab.wvm.letter(), tab.element), ('v', None));
    }

    #[test]
    fn a_wrong_id_or_a_foreign_server_is_a_problem_and_nothing_is_kept() {
        let bad = parse("documentId=../../etc&workspaceId=1");
        assert_eq!((bad.problem, bad.canonical.as_str()), (Some(Problem::BadAddress), ""));
        for server in [
            "https://evil.example",
            "https://cad.onshape.com.evil.example",
            "javascript:alert(1)",
            "nonsense",
        ] {
            let encoded: String = form_urlencoded::byte_serialize(server.as_bytes()).collect();
            let foreign = parse(&format!("documentId={ID}&workspaceId={ID}&server={encoded}"));
            assert_eq!((foreign.problem, foreign.tab), (Some(Problem::ForeignHost), None), "{server}");
        }
    }

    #[test]
    fn a_user_id_that_is_none_is_no_user() {
        assert_eq!(parse("userId=me").user, None);
    }
}
