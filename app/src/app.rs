//! The root: what is shared, and which screen is shown.

use leptos::prelude::*;
use leptos_router::{
    WildcardSegment,
    components::{FlatRoutes, Route, Router},
    hooks::{use_location, use_navigate},
};

use crate::{
    answer::Problem,
    browser, chunks,
    components::TopBar,
    pages::{DocumentsState, ProblemPage},
    place::{NoPlace, Place},
    start::{Start, Who, WhyNobody},
    state::AppState,
};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let start = SharedValue::new(|| use_context::<Start>().unwrap_or_else(broken_start)).into_inner();
    let state = AppState::new(start);
    provide_context(state);
    provide_context(DocumentsState::new());
    Effect::new(move |_| {
        state.ready.set(true);
        browser::host::connect(state);
        browser::session::watch(state);
        browser::files_pass::keep(state);
        request_animation_frame(browser::mark_ready);
        chunks::fetch_pages();
    });
    view! {
        <a class="skip-link" href="#main" rel="external">{crate::texts::common::skip()}</a>
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=WildcardSegment("place") view=Screen />
            </FlatRoutes>
        </Router>
    }
}

/// A server that renders the app without saying with what: a defect, shown as one.
fn broken_start() -> Start {
    Start {
        who: Who::Nobody(WhyNobody::NotYet),
        tab: None,
        context_query: String::new(),
        problem: Some(Problem::Internal),
        host: String::new(),
        onshape: String::new(),
        viewer: None,
        pages: None,
        company: None,
        files_pass: None,
        language: crate::language::Language::default(),
        locale: "en".into(),
        spending: None,
    }
}

/// What is shown, by who is signed in and by the address.
#[component]
fn Screen() -> impl IntoView {
    let state = crate::state::app_state();
    let path = use_location().pathname;
    let place = Memo::new(move |_| path.with(|path| Place::parse(path)));
    let gate = Memo::new(move |_| match state.who.get() {
        Who::User(me) => Ok(me),
        other => Err(other),
    });
    let problem = state.start.with_value(|start| start.problem);
    let first_path = path.get_untracked();
    // What was wrong with the address that the page was opened with, until the user goes elsewhere.
    let opened_wrong = Memo::new(move |_| problem.filter(|_| path.with(|path| *path == first_path)));
    move || match (opened_wrong.get(), gate.get()) {
        (Some(problem), _) => view! { <ProblemPage problem /> }.into_any(),
        (None, Err(_)) => chunks::lazily(chunks::fetch_sign_in, chunks::sign_in, nothing_yet),
        (None, Ok(me)) => view! { <SignedIn me place /> }.into_any(),
    }
}

#[component]
fn SignedIn(me: crate::start::Me, place: Memo<Result<Place, NoPlace>>) -> impl IntoView {
    let kind = Memo::new(move |_| match place.get() {
        Ok(Place::Start) => Kind::Start,
        Ok(Place::Documents) => Kind::Documents,
        Ok(Place::Document { .. } | Place::Element { .. }) => Kind::Document,
        Err(_) => Kind::Nowhere,
    });
    let title = RwSignal::new(String::new());
    Effect::new(move |_| browser::set_title(&title.get()));
    view! {
        <TopBar me place title />
        {move || match kind.get() {
            Kind::Start => view! { <GoOn /> }.into_any(),
            Kind::Documents => {
                chunks::lazily(chunks::fetch_documents, move || chunks::documents(title), nothing_yet)
            }
            Kind::Document => {
                chunks::lazily(chunks::fetch_document, move || chunks::document(place, title), nothing_yet)
            }
            Kind::Nowhere => view! { <ProblemPage problem=Problem::BadAddress /> }.into_any(),
        }}
    }
}

/// For the moment until a page is here.
fn nothing_yet() -> AnyView {
    view! { <main id="main" tabindex="-1" aria-busy="true"></main> }.into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    Documents,
    Document,
    Nowhere,
}

/// The app's own address, once somebody is signed in: on to the tab's document, or to all documents.
#[component]
fn GoOn() -> impl IntoView {
    let state = crate::state::app_state();
    let navigate = use_navigate();
    Effect::new(move |_| {
        let tab = state.start.with_value(|start| start.tab.clone());
        let place = tab.map_or(Place::Documents, |tab| tab.place());
        let options = leptos_router::NavigateOptions { replace: true, ..Default::default() };
        navigate(&state.href(&place), options);
    });
    view! { <main id="main" tabindex="-1"></main> }
}
