//! What is in a file, as its kind is shown.

use std::sync::Arc;

use leptos::prelude::*;

use super::Facts;
use crate::{
    api::read_file,
    components::{
        Answered, AskFacts, PageSort, Pages, Question, Viewer,
        grid::{Grid, GridState, Layout, Special, Tools},
    },
    files::{Content, FileKind, FileText},
    pages::element::Shown,
    texts::{bom, file},
};

/// The content.
#[component]
pub(super) fn ShownAs(shown: Shown, facts: Facts) -> impl IntoView {
    match facts.kind {
        FileKind::Pdf | FileKind::Image => {
            let sort = if facts.kind == FileKind::Pdf { PageSort::Pdf } else { PageSort::Image };
            view! { <Pages src=facts.to_look_at() sort label=facts.name /> }.into_any()
        }
        FileKind::Model => view! { <Model shown name=facts.name /> }.into_any(),
        kind @ (FileKind::Text | FileKind::Markdown | FileKind::Csv | FileKind::Other) => {
            view! { <Text shown kind name=facts.name /> }.into_any()
        }
    }
}

#[component]
fn Model(shown: Shown, name: String) -> impl IntoView {
    let (document, item) = (shown.document(), shown.item());
    let known = document.microversion.as_ref().map(|id| format!("&t={id}")).unwrap_or_default();
    let src = format!(
        "/files/models/{}/{}/e/{}?kind=blob&name={}{known}",
        document.id,
        document.wvm,
        item.id,
        crate::browser::encode(&name)
    );
    let nothing_known = AskFacts::new(|facts: RwSignal<Option<String>>| facts.set(Some("[]".to_owned())));
    view! {
        <Viewer
            src=Signal::stored(Some(src))
            poster=Signal::stored(None::<String>)
            label=name
            length_unit=item.length_unit
            empty=Signal::stored(file::no_model().to_owned())
            link=None
            ask_facts=nothing_known
        />
    }
}

#[component]
fn Text(shown: Shown, kind: FileKind, name: String) -> impl IntoView {
    let question = Question::new(|| true, move || shown.key(), move |key| read_file(key, kind));
    let name = StoredValue::new(name);
    let content = move |text: FileText| {
        let cut = text.cut.then(|| view! { <p class="file-cut">{file::cut()}</p> });
        let content = match text.content {
            Content::Plain(text) => {
                view! {
                    <pre class="file-text" dir="auto" tabindex="0" aria-label=name.get_value()>
                        {text}
                    </pre>
                }
                .into_any()
            }
            // Sanitized by the server: text and its marks.
            Content::Html(html) => {
                view! { <article class="file-markdown" dir="auto" aria-label=name.get_value() inner_html=html></article> }
                    .into_any()
            }
            Content::Table(table) => {
                let grid = GridState::new("file", Arc::new(table), Layout::new(), false);
                let nothing = Special { columns: Vec::new(), view: Arc::new(|_, _| ().into_any()) };
                view! {
                    <Tools grid search=bom::search() />
                    <Grid grid label=file::table() special=nothing on_select=Callback::new(|()| {}) />
                }
                .into_any()
            }
        };
        view! { <div class="file-content">{cut} {content}</div> }.into_any()
    };
    view! { <Answered question view=content /> }
}
