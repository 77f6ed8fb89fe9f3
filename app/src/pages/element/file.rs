//! An uploaded file: what it is and how large, then, after a click, what is in it.

mod shown_as;

use leptos::prelude::*;

use super::Shown;
use crate::{
    answer::Problem,
    api::length_of_file,
    browser::{self, encode, numbers::bytes},
    components::{Asked, Download, Icon, Message, NoAnswer, Question},
    documents::{ElementItem, OpenDocument},
    files::{FileKind, FileLength},
    place::Wvm,
    state::app_state,
    texts::{common, file},
};
use shown_as::ShownAs;

/// Above so many bytes it is said that a file is large.
const LARGE: u64 = 20 << 20;

/// What is known of the file.
#[derive(Debug, Clone)]
struct Facts {
    name: String,
    media_type: String,
    kind: FileKind,
    /// Address of its bytes, without what the session adds.
    address: String,
}

impl Facts {
    fn of(document: &OpenDocument, item: &ElementItem) -> Option<Self> {
        let Wvm::Workspace(workspace) = &document.wvm else { return None };
        let name = item.file_name.clone().filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| item.name.clone());
        let media_type = item.data_type.clone().unwrap_or_default();
        let kind = FileKind::of(&name, &media_type);
        let address = format!("/files/blobs/{}/w/{workspace}/e/{}", document.id, item.id);
        Some(Self { name, media_type, kind, address })
    }

    fn to_look_at(&self) -> String {
        format!("{}?type={}", self.address, encode(self.kind.shown_as(&self.name)))
    }

    fn to_save(&self) -> String {
        format!("{}?download=1&name={}", self.address, encode(&self.name))
    }
}

/// The panel.
#[component]
pub(super) fn File(shown: Shown) -> impl IntoView {
    let Some(facts) = Facts::of(&shown.document(), &shown.item()) else {
        return view! {
            <Message
                icon=Icon::File
                title=file::only_workspaces()
                sentence=file::only_workspaces_why()
                onshape=true
            />
        }
        .into_any();
    };
    let opened = RwSignal::new(false);
    let length = Question::new(move || shown.shows("file"), move || shown.key(), length_of_file);
    let facts = StoredValue::new(facts);
    let content = move || {
        if opened.get() {
            view! { <Open shown facts=facts.get_value() /> }.into_any()
        } else {
            view! { <Offer facts=facts.get_value() length opened /> }.into_any()
        }
    };
    view! { {content} }.into_any()
}

/// What is in the file, with a way to take it away.
#[component]
fn Open(shown: Shown, facts: Facts) -> impl IntoView {
    request_animation_frame(|| browser::focus(BAR));
    view! {
        <div class="panel-bar" id=BAR tabindex="-1">
            <Download address=facts.to_save() name=facts.name.clone() label=file::download().to_owned() />
        </div>
        <ShownAs shown facts />
    }
}

/// Id of the bar above the content: the keyboard's focus goes there, since the button that was pressed is gone.
const BAR: &str = "file-bar";

/// What the file is, how large it is, and what can be done with it.
#[component]
fn Offer(facts: Facts, length: Question<FileLength>, opened: RwSignal<bool>) -> impl IntoView {
    let ready = app_state().ready;
    let shows = facts.kind != FileKind::Other;
    let said = Memo::new(move |_| match length.answer.get() {
        Asked::Here(FileLength::Exactly(n)) => Some(bytes(n)),
        Asked::Here(FileLength::MoreThan(n)) => Some(file::more_than(&bytes(n))),
        Asked::Waiting | Asked::Failed(_) => None,
    });
    let large = move || match length.answer.get() {
        Asked::Here(FileLength::Exactly(n)) => n > LARGE,
        Asked::Here(FileLength::MoreThan(_)) => true,
        Asked::Waiting | Asked::Failed(_) => false,
    };
    let trouble = Memo::new(move |_| match length.answer.get() {
        Asked::Failed(problem) => Some(Trouble::Refused(problem)),
        Asked::Here(FileLength::Exactly(0)) => Some(Trouble::Nothing),
        Asked::Here(_) | Asked::Waiting => None,
    });
    let media_type =
        if facts.media_type.is_empty() { file::unknown().to_owned() } else { facts.media_type.clone() };
    let again = Callback::new(move |()| length.retry());
    let show = move || said.get().map_or_else(|| file::show().to_owned(), |size| file::show_of(&size));
    let label = Signal::derive(move || {
        said.get().map_or_else(|| file::download().to_owned(), |size| file::download_of(&size))
    });
    let show_button = shows.then(|| {
        view! {
            <button
                class="button primary"
                type="button"
                disabled=move || !ready.get() || said.with(Option::is_none)
                on:click=move |_| opened.set(true)
            >
                {show}
            </button>
        }
    });
    view! {
        <div class="file-offer">
            {Icon::File.view()}
            <h3 dir="auto">{facts.name.clone()}</h3>
            <dl class="file-facts">
                <dt>{file::size()}</dt>
                <dd>{move || said.get().unwrap_or_else(|| common::loading().to_owned())}</dd>
                <dt>{file::media_type()}</dt>
                <dd dir="auto">{media_type}</dd>
            </dl>
            {(!shows).then(|| view! { <p>{file::not_shown()}</p> })}
            {move || (shows && large()).then(|| view! { <p>{file::large()}</p> })}
            {move || {
                trouble
                    .get()
                    .map(|trouble| match trouble {
                        Trouble::Refused(problem) => view! { <NoAnswer problem again /> }.into_any(),
                        Trouble::Nothing => {
                            view! {
                                <Message
                                    icon=Icon::File
                                    title=file::nothing()
                                    sentence=file::nothing_why()
                                    onshape=true
                                />
                            }
                                .into_any()
                        }
                    })
            }}
            <div class="actions" hidden=move || trouble.with(Option::is_some)>
                {show_button}
                <Download address=facts.to_save() name=facts.name.clone() label />
            </div>
        </div>
    }
}

/// Why there is nothing to show or to take away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Refused(Problem),
    Nothing,
}
