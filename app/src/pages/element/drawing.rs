//! A drawing, by Onshape's translation to PDF.

use leptos::prelude::*;

use super::Shown;
use crate::{
    browser::encode,
    components::{Download, Icon, Message, PageSort, Pages},
    place::Wvm,
    texts::drawing,
};

/// The sheets, and a way to take them away.
#[component]
pub(super) fn Drawing(shown: Shown) -> impl IntoView {
    let (document, item) = (shown.document(), shown.item());
    if matches!(document.wvm, Wvm::Microversion(_)) {
        // Onshape translates drawings of workspaces and versions only.
        return view! {
            <Message
                icon=Icon::Drawing
                title=drawing::in_history()
                sentence=drawing::in_history_why()
                onshape=true
            />
        }
        .into_any();
    }
    let known = document.microversion.as_ref().map(|id| format!("t={id}")).unwrap_or_default();
    let src = format!("/files/drawings/{}/{}/e/{}?{known}", document.id, document.wvm, item.id);
    let address = format!("{src}&download=1&name={}", encode_once(&item.name));
    let name = format!("{}.pdf", item.name);
    view! {
        <div class="panel-bar">
            <Download address name label=drawing::download().to_owned() />
        </div>
        <Pages src sort=PageSort::Pdf label=item.name />
    }
    .into_any()
}

/// Names are encoded in the browser: on the server no panel is opened.
fn encode_once(name: &str) -> String {
    if cfg!(feature = "ssr") { String::new() } else { encode(name) }
}
