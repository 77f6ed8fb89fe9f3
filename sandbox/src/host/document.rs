//! `/documents/…`: looks like a document in a CAD system, with the app in one of its tabs.

use super::look::Look;
use super::{controls, frame, landing, page, panel, right_panel};
use crate::host::session::SignedIn;
use crate::state::Shared;
use crate::world::document::Document;
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use maud::{DOCTYPE, Markup, html};

/// `/documents/{did}` and `/documents/{did}/w/{wid}`: on to the app's tab.
pub async fn open(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Path(path): Path<Vec<String>>,
) -> Response {
    let document =
        path.first().and_then(|id| Id::parse(id)).and_then(|id| shared.world().document_for(user, id));
    document.map_or_else(
        || no_access(user, "/"),
        |document| Redirect::to(&landing::address(&document)).into_response(),
    )
}

/// `/documents/{did}/{w|v|m}/{id}/e/{eid}`
pub async fn show(
    State(shared): State<Shared>,
    SignedIn(user): SignedIn,
    Path((did, letter, wvmid, eid)): Path<(String, String, String, String)>,
    Query(look): Query<Look>,
) -> Response {
    let here = format!("/documents/{did}/{letter}/{wvmid}/e/{eid}");
    let found = Wvm::parse(&letter, &wvmid).and_then(|wvm| {
        let document = shared.world().document_for(user, Id::parse(&did)?)?;
        let eid = Id::parse(&eid)?;
        let open = document.at(wvm)?.elements.iter().find(|element| element.id == eid)?.clone();
        Some((document, wvm, open))
    });
    let Some((document, wvm, open)) = found else { return no_access(user, &here) };
    // No Cross-Origin-Opener-Policy: it would cut the app's pop-up windows off.
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-src *";
    ([(header::CONTENT_SECURITY_POLICY, policy)], whole(&shared, user, &document, wvm, &open, &look))
        .into_response()
}

fn whole(shared: &Shared, user: User, document: &Document, wvm: Wvm, open: &Element, look: &Look) -> Markup {
    let query = look.query(look.panel());
    let here = format!("/documents/{}/{}/{}", document.id, wvm.letter(), wvm.id());
    let state = format!("d/{}/{}/{}", document.id, wvm.letter(), wvm.id());
    let elements = document.at(wvm).map(|state| state.elements).unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[look.theme()] {
            head { (page::meta(&document.name)) link rel="stylesheet" href="/assets/host.css"; script src="/assets/early.js" {} }
            body.cad data-width=[look.width()] data-microversion=(document.microversion()) data-document=(document.id) data-wvm=(wvm.letter()) data-wvm-id=(wvm.id())
                data-app-origin=(shared.settings.app_url.origin().ascii_serialization()) {
                (top_bar(document, wvm, user, open, &format!("{here}/e/{}", open.id), look))
                div.work {
                main.panels {
                    @for element in elements.iter() {
                        section.panel id=(format!("panel-{}", element.id)) data-element=(element.id) data-open=(element.id == open.id)
                            aria-label=(element.name) {
                            @if element.content == Content::App { (app(shared, document, wvm, element, user, element.id == open.id, look)) }
                            @else { (panel::show(&state, &elements, element)) }
                        }
                    }
                }
                (right_panel::show(&shared.settings, &shared.base_url, (document, wvm, open), user, look, &format!("{here}/e/{}", open.id)))
                }
                nav.tabs aria-label="Tabs" {
                    @for element in elements.iter() {
                        a.tab href=(format!("{here}/e/{}{query}", element.id)) data-element=(element.id) data-kind=(element.content.element_type())
                            aria-current=[(element.id == open.id).then_some("page")] { bdi { (element.name) } }
                    }
                }
                div.bubble role="status" {}
                div.spinner role="status" {}
                (picker())
                script src="/assets/host.js" {}
            }
        }
    }
}

/// The select-item dialog; `host.js` fills it.
fn picker() -> Markup {
    html! {
        dialog.picker aria-labelledby="picker-title" {
            header { h2 id="picker-title" { "Select an item" } button.close aria-label="Close" { "×" } }
            div.find {
                input type="search" aria-label="Search items" placeholder="Search";
                button aria-pressed="true" { "Current document" }
                button.everywhere aria-pressed="false" { "Other documents" }
            }
            ul {}
            footer { span.hint {} button.main hidden { "Select" } }
        }
    }
}

fn top_bar(document: &Document, wvm: Wvm, user: User, open: &Element, here: &str, look: &Look) -> Markup {
    html! {
        header.top {
            a.logo href="/" { "Sandbox" }
            h1 { bdi { (document.name) } }
            span.branch { (branch(document, wvm)) }
            (controls::show(document, wvm, open.id, look))
            details.user {
                summary aria-label="User menu" { (user.first_name().chars().take(1).collect::<String>()) }
                div.menu { (page::people(user, &format!("{here}{}", look.query(look.panel())))) a href="/user/applications" { "Applications" } }
            }
        }
    }
}

/// The app's frame. It loads when its tab is first shown, and stays loaded.
fn app(
    shared: &Shared,
    document: &Document,
    wvm: Wvm,
    tab: &Element,
    user: User,
    open: bool,
    look: &Look,
) -> Markup {
    let address = frame::address(
        &shared.settings,
        &shared.base_url,
        (document, wvm, tab),
        user,
        look,
        shared.switches().theme_parameter,
    );
    html! {
        @if open { iframe.app title="Vitrine" src=(address) {} }
        @else { iframe.app title="Vitrine" data-src=(address) {} }
    }
}

fn branch(document: &Document, wvm: Wvm) -> String {
    match wvm {
        Wvm::Workspace(id) => {
            document.timeline().workspace(id).map(|workspace| workspace.name.clone()).unwrap_or_default()
        }
        Wvm::Version(id) => document
            .versions()
            .into_iter()
            .find(|version| version.id == id)
            .map_or_else(String::new, |version| version.name),
        Wvm::Microversion(_) => "Microversion".to_owned(),
    }
}

fn no_access(user: User, here: &str) -> Response {
    let content = html! {
        (page::people(user, here))
        h1 { "No such document" }
        p { "It does not exist, or you do not have permission to open it." }
        p { a href="/" { "All pages of the sandbox" } }
    };
    (StatusCode::FORBIDDEN, page::plain("No such document", &content)).into_response()
}
