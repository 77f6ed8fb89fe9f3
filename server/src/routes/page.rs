//! The app's pages: who is signed in, where they are, and the page for it.

use app::{
    answer::Problem,
    chunks,
    place::{Id, NoPlace, Place},
    shell::shell,
    ssr::{Caller, CallersTab, cookie},
    start::{Start, Who, WhyNobody},
};
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use leptos::{nonce::Nonce, prelude::provide_context};

use tower_sessions::Session as SessionCookie;

use super::language;
use crate::{state::AppState, tab::TabQuery};

/// Any page: which one, the address tells, on the server here and in the browser there.
pub(crate) async fn page(
    State(state): State<AppState>,
    Extension(session): Extension<SessionCookie>,
    request: Request<Body>,
) -> Response {
    let query = TabQuery::parse(request.uri().query().unwrap_or_default(), &state.shared.ancestors);
    let place = Place::parse(request.uri().path());
    let company = query.company.as_deref().and_then(|company| Id::parse(company).ok());
    let tab = CallersTab { user: query.user.clone(), company: company.clone() };
    let caller = Caller::new(state.backend.clone(), request.headers().clone(), session, tab);
    let (who, failure) = match caller.who().await {
        Ok(who) => (who, None),
        Err(_) => (Who::Nobody(WhyNobody::NotYet), Some(Problem::Internal)),
    };
    let wrong_place = place.as_ref().err().map(|_| Problem::BadAddress);
    let problem = query.problem.or(wrong_place).or(failure);
    if let (Ok(Place::Start), Who::User(_), None) = (&place, &who, problem) {
        return Redirect::to(&go_on(&state, &query, &caller).await).into_response();
    }
    let status = match (&place, problem) {
        (Err(NoPlace::Unknown), _) => StatusCode::NOT_FOUND,
        (_, Some(problem)) => problem.into(),
        (_, None) => StatusCode::OK,
    };
    let session = caller.live_session().await.ok().flatten();
    let spending = match &session {
        Some(session) => caller.spending(session).await.ok(),
        None => None,
    };
    // Before Safari 16.4 browsers do not say from which page a file is asked for.
    let says_from_where = request.headers().contains_key("sec-fetch-mode");
    let files_pass = (!says_from_where).then(|| {
        let pass = session.map(|session| state.backend.vault.files_pass(&session));
        pass.map(|pass| pass.as_str().to_owned()).unwrap_or_default()
    });
    let language = language::of_request(&caller, query.locale.as_deref(), request.headers()).await;
    let locale = language::locale(language, query.locale.as_deref());
    let has_pre_session = cookie::read(request.headers(), cookie::PRE_SESSION).is_some();
    let start = Start {
        who,
        tab: query.tab,
        context_query: query.canonical,
        problem,
        host: state.shared.host(),
        onshape: state.shared.onshape.clone(),
        viewer: state.shared.assets.viewer.clone(),
        pages: state.shared.assets.pages.clone(),
        company,
        files_pass,
        language,
        locale,
        spending,
    };
    let parts = chunks::of_page(&start, &place);
    let mut response = render(&state, start, parts, request).await;
    *response.status_mut() = status;
    if !has_pre_session {
        // Tabs that load at the same time share the jar: one that is there is never replaced.
        let pre_session = state.backend.vault.new_pre_session();
        response.headers_mut().append(header::SET_COOKIE, cookie::pre_session(&pre_session));
    }
    response
}

/// Where the app's own address leads a user who is signed in: to where they were last in this tab, else to the tab's
/// document, else to all documents.
async fn go_on(state: &AppState, query: &TabQuery, caller: &Caller) -> String {
    let tab = query.tab.as_ref().and_then(|tab| tab.element.as_ref()?.as_str().parse().ok());
    let last = match (tab, caller.live_session().await) {
        (Some(tab), Ok(Some(session))) => {
            state.backend.vault.last_place(&session, &tab).await.unwrap_or_else(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "could not look up the last place");
                None
            })
        }
        _ => None,
    };
    let last = last.filter(|place| !matches!(Place::parse(place), Err(_) | Ok(Place::Start)));
    let place = last.unwrap_or_else(|| query.place().unwrap_or(Place::Documents).to_string());
    query.address(&place)
}

async fn render(
    state: &AppState,
    start: Start,
    parts: &'static [&'static str],
    request: Request<Body>,
) -> Response {
    let nonce = Nonce::new();
    let policy = policy(state, &nonce);
    let (backend, assets) = (state.backend.clone(), state.shared.assets.clone());
    let context = move || {
        provide_context(nonce.clone());
        provide_context(backend.clone());
        provide_context(start.language);
        provide_context(start.clone());
    };
    let handler =
        leptos_axum::render_app_to_stream_with_context(context, move || shell(assets.clone(), parts));
    let mut response = handler(request).await.into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // Popups keep their link to the page that opened them.
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    headers.insert(opener, HeaderValue::from_static("same-origin-allow-popups"));
    response
}

/// Scripts of ours only, WebAssembly among them; frames only in Onshape's pages.
fn policy(state: &AppState, nonce: &Nonce) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; object-src 'none'; \
         base-uri 'none'; frame-ancestors {}",
        state.shared.ancestors.directive()
    )
}
