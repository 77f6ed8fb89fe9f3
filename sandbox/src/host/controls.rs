//! The sandbox's own menu on the host page, clearly no part of what is pretended.

use super::look::{LOCALES, Look, PANELS, THEMES, WIDTHS};
use crate::world::document::Document;
use crate::world::id::Id;
use crate::world::timeline::Wvm;
use maud::{Markup, html};

/// The menu.
pub fn show(document: &Document, wvm: Wvm, open: Id, look: &Look) -> Markup {
    let options = |name: &str, first: &str, choices: &[&str], now: Option<&str>| {
        html! {
            select name=(name) {
                option value="" { (first) }
                @for choice in choices { option value=(choice) selected[now == Some(choice)] { (choice) } }
            }
        }
    };
    html! {
        details.controls {
            summary { "Sandbox" }
            div.menu {
                form {
                    label { "State" (states(document, wvm, open)) }
                    label { "Tab width" (options("width", "Full", &WIDTHS, look.width())) }
                    label { "Right panel" (options("panel", "Closed", &PANELS, look.panel())) }
                    label { "Theme" (options("theme", "System", &THEMES, look.theme())) }
                    label { "Locale" (options("locale", "en-US", LOCALES.get(1..).unwrap_or_default(), Some(look.locale()))) }
                }
                div.send role="group" aria-label="Send to the app" {
                    @for (message, words) in [("takeFocus", "Focus"), ("saveChanges", "Save"), ("print", "Print"), ("export", "Export")] {
                        button type="button" data-send=(message) { (words) }
                    }
                }
                nav aria-label="Sandbox" {
                    a href="/documents" { "All documents" }
                    a href="/user/applications" { "Applications" }
                    a href="/__sandbox/" { "Inspector" }
                }
            }
        }
    }
}

/// Workspaces, versions and the microversion, each as the path of its page.
fn states(document: &Document, wvm: Wvm, open: Id) -> Markup {
    let timeline = document.timeline();
    let workspaces = timeline.workspaces.iter().map(|found| (Wvm::Workspace(found.id), found.name.clone()));
    let versions = timeline
        .versions
        .iter()
        .rev()
        .map(|found| (Wvm::Version(found.id), format!("Version {}", found.name)));
    let microversion = (Wvm::Microversion(document.microversion()), "Microversion of Main".to_owned());
    let all: Vec<_> = workspaces.chain(versions).chain([microversion]).collect();
    html! {
        select name="state" {
            @for (state, name) in &all {
                // A state that does not have the open tab opens at the app's.
                @let there = document.at(*state).is_some_and(|found| found.elements.iter().any(|tab| tab.id == open));
                @let tab = if there { Some(open) } else { document.app_element().map(|tab| tab.id) };
                @if let Some(tab) = tab {
                    option value=(format!("/documents/{}/{}/{}/e/{tab}", document.id, state.letter(), state.id())) selected[*state == wvm] { (name) }
                }
            }
        }
    }
}
