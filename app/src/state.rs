//! What all screens share.

use leptos::prelude::*;

use crate::{
    language::Language,
    place::Place,
    start::{Start, Who},
};

/// Shared by context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppState {
    /// What the page started with.
    pub(crate) start: StoredValue<Start>,
    /// Who is signed in, as far as this tab knows.
    pub(crate) who: RwSignal<Who>,
    /// Whether the page is hydrated: controls are disabled until then.
    pub(crate) ready: RwSignal<bool>,
    /// Whether Onshape shows the tab that the app is in.
    pub(crate) visible: RwSignal<bool>,
    /// Whether the browser really keeps no cookie of ours.
    pub(crate) cookies: RwSignal<Cookies>,
    /// The proof that addresses of files need in this browser, where it needs one.
    pub(crate) files_pass: RwSignal<Option<String>>,
}

/// What the cookie check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookies {
    /// Not checked, checking, or nothing can be said.
    Unknown,
    /// Kept.
    Kept,
    /// Blocked, twice in a row.
    Blocked,
}

impl AppState {
    pub(crate) fn new(start: Start) -> Self {
        Self {
            who: RwSignal::new(start.who.clone()),
            files_pass: RwSignal::new(start.files_pass.clone()),
            start: StoredValue::new(start),
            ready: RwSignal::new(false),
            visible: RwSignal::new(true),
            cookies: RwSignal::new(Cookies::Unknown),
        }
    }

    /// The address of `place`, with the query that says in which Onshape tab the app runs.
    pub(crate) fn href(&self, place: &Place) -> String {
        self.start.with_value(|start| match start.context_query.as_str() {
            "" => place.to_string(),
            query => format!("{place}?{query}"),
        })
    }

    /// The address of a file of ours, with what the server has to know beside the session. Asked for when the file is
    /// about to be loaded: the proof in it is good for some minutes.
    pub(crate) fn file_href(&self, address: &str) -> String {
        let company = self.start.with_value(|start| start.company.clone());
        let company = company.filter(|company| {
            self.who.with_untracked(|who| matches!(who, Who::User(me) if me.companies.contains(company)))
        });
        let company = company.map(|company| format!("company={company}"));
        let pass = self.files_pass.get_untracked().map(|pass| format!("pass={pass}"));
        let language = self.start.with_value(|start| start.language);
        let language = (language != Language::default()).then(|| format!("lang={}", language.code()));
        company.into_iter().chain(pass).chain(language).fold(address.to_owned(), |address, part| {
            let mark = if address.contains('?') { '&' } else { '?' };
            format!("{address}{mark}{part}")
        })
    }

    /// Where Onshape itself shows `place`.
    pub(crate) fn onshape_href(&self, place: &Place) -> String {
        self.start.with_value(|start| {
            let server = start.tab.as_ref().and_then(|tab| tab.server.as_deref()).unwrap_or(&start.onshape);
            format!("{server}{place}")
        })
    }
}

/// See [`AppState`].
pub(crate) fn app_state() -> AppState {
    expect_context()
}
