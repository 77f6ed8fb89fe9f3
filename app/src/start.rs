//! What the page starts with: all that the server knows without asking Onshape.

use serde::{Deserialize, Serialize};

use crate::{
    answer::Problem,
    language::Language,
    place::{Id, Place, Wvm},
    spending::Spending,
};

/// Sent along with the page, read once when it hydrates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Who is signed in.
    pub who: Who,
    /// The Onshape tab that the app runs in, if it does.
    pub tab: Option<Tab>,
    /// The part of the query that says so, to be kept by every address: `documentId=…&…`, or empty.
    pub context_query: String,
    /// What is wrong with the address.
    pub problem: Option<Problem>,
    /// Host of this app, for people to read.
    pub host: String,
    /// Where documents open in Onshape itself, when no tab says so: `https://cad.onshape.com`.
    pub onshape: String,
    /// Address of the viewer's module.
    pub viewer: Option<String>,
    /// Address of the page viewer's module.
    pub pages: Option<String>,
    /// The company that owns the document of the tab, if one does.
    pub company: Option<Id>,
    /// For browsers that do not say from which page a file is asked for: a proof that it is ours.
    pub files_pass: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// Its locale, for numbers and dates: the language, with a region where Onshape names one that fits.
    pub locale: String,
    /// What was spent before this page, where somebody is signed in.
    pub spending: Option<Spending>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// Nobody.
    Nobody(WhyNobody),
    /// This user.
    User(Me),
    /// Somebody, but Onshape is open as somebody else: nothing of theirs is shown.
    SomebodyElse {
        /// The name of whoever is signed in here.
        name: String,
    },
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhyNobody {
    /// Not yet.
    NotYet,
    /// They signed out, or were away for too long.
    Ended,
    /// Onshape refuses the grant: it was revoked.
    AccessRemoved,
}

/// The user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Onshape's identifier.
    pub id: Id,
    /// For people.
    pub name: String,
    /// The companies for which they have signed in.
    pub companies: Vec<Id>,
}

impl Me {
    /// One or two letters for the account button.
    pub fn initials(&self) -> String {
        let mut words =
            self.name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// The tab in Onshape that frames the app, from the query that Onshape adds.
/// <https://onshape-public.github.io/docs/app-dev/extensions/>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tab {
    /// The document.
    pub document: Id,
    /// Its state.
    pub wvm: Wvm,
    /// The app's own element.
    pub element: Option<Id>,
    /// Onshape's origin: messages come from there and go there. Judged by the server.
    pub server: Option<String>,
}

impl Tab {
    /// The elements of the document that one is in.
    pub fn place(&self) -> Place {
        Place::Document { document: self.document.clone(), wvm: Some(self.wvm.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_name() {
        let initials = |name: &str| {
            Me { id: Id::parse(&"a".repeat(24)).unwrap(), name: name.into(), companies: Vec::new() }
                .initials()
        };
        assert_eq!(initials("Alice van der Berg"), "AB");
        assert_eq!(initials("bob"), "B");
        assert_eq!(initials("(ليلى) حداد"), "لح");
        assert_eq!(initials(""), "");
    }
}
