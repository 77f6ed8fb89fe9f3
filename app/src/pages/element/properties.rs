//! The metadata of what is selected, of the element and of its document: searched, copied, and read as they stand.

mod section;
mod value;

use leptos::prelude::*;

use super::Shown;
use crate::{
    api::properties_of,
    browser::clipboard,
    components::{Icon, Question},
    documents::{ElementKey, ElementKind},
    properties::{About, PropertyGroup},
    search::Wanted,
    state::app_state,
    texts::{common, properties},
};
use section::Section;

/// What is listed.
#[derive(Debug, Clone, Copy)]
struct Listed {
    /// What is searched for.
    wanted: Memo<Option<Wanted>>,
    /// As it was typed.
    text: RwSignal<String>,
    /// Whether properties that say nothing are listed.
    empty: RwSignal<bool>,
    /// Said when something was copied.
    said: RwSignal<&'static str>,
}

impl Listed {
    /// Copies a text, and says whether that worked.
    fn copy(self, text: &str) {
        let said = if clipboard::copy(text) { properties::copied() } else { properties::not_copied() };
        // Said again where it was said before.
        self.said.set("");
        request_animation_frame(move || {
            self.said.try_set(said);
        });
    }
}

type Asking = Question<Vec<PropertyGroup>>;

/// The panel.
#[component]
pub(super) fn Properties(shown: Shown) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| Wanted::new(&text.get()));
    let listed = Listed { wanted, text, empty: RwSignal::new(false), said: RwSignal::new("") };
    let has_parts = matches!(shown.kind(), ElementKind::PartStudio | ElementKind::Assembly);
    let wanted = move || shown.shows("properties");
    let of_part = has_parts.then(|| {
        let selected = move || shown.selection.with(|selection| !selection.is_empty());
        ask(move || wanted() && selected(), shown, move || selected_part(shown))
    });
    let of_element = ask(wanted, shown, || Some(About::Element));
    let of_document = ask(wanted, shown, || Some(About::Document));
    let sections: Vec<(&'static str, Asking)> = [
        of_part.map(|question| (properties::part(), question)),
        Some((properties::element(), of_element)),
        Some((properties::document(), of_document)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let copied = sections.clone();
    let copy_all = move |_| {
        // A part that is selected no longer is not shown.
        let skipped = usize::from(has_parts && shown.selection.with_untracked(Vec::is_empty));
        listed.copy(&section::table(copied.get(skipped..).unwrap_or_default(), listed));
    };
    let none_selected = move || has_parts && shown.selection.with(Vec::is_empty);
    let shown_sections = sections
        .into_iter()
        .enumerate()
        .map(|(index, (subject, question))| {
            let of_part = has_parts && index == 0;
            let hidden = move || of_part && none_selected();
            view! { <Section subject question listed hidden=Signal::derive(hidden) /> }
        })
        .collect_view();
    view! {
        <div class="properties">
            <Tools listed copy_all />
            <Show when=none_selected>
                <p class="properties-hint">{properties::select()}</p>
            </Show>
            {shown_sections}
        </div>
    }
}

fn ask(
    wanted: impl Fn() -> bool + 'static,
    shown: Shown,
    about: impl Fn() -> Option<About> + 'static,
) -> Asking {
    let about = move || {
        let about = about();
        // The document has no configurations.
        let key = shown.key();
        let key = match about {
            Some(About::Document) => ElementKey { configuration: None, ..key },
            _ => key,
        };
        (key, about)
    };
    Question::new(wanted, about, |(key, about)| properties_of(key, about.unwrap_or(About::Element)))
}

/// What was selected last.
fn selected_part(shown: Shown) -> Option<About> {
    let path = shown.selection.with(|selection| selection.last().cloned())?;
    if shown.kind() == ElementKind::Assembly {
        return Some(About::Instance(path));
    }
    path.last().cloned().map(About::Part)
}

#[component]
fn Tools(listed: Listed, copy_all: impl Fn(leptos::ev::MouseEvent) + 'static) -> impl IntoView {
    let ready = app_state().ready;
    let Listed { text, empty, said, .. } = listed;
    view! {
        <div class="properties-tools">
            <div class="search">
                {Icon::Search.view()}
                <input
                    type="search"
                    placeholder=properties::search()
                    aria-label=properties::search()
                    autocomplete="off"
                    disabled=move || !ready.get()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button
                    class="search-clear"
                    type="button"
                    aria-label=common::clear()
                    on:click=move |_| text.set(String::new())
                >
                    {Icon::Close.view()}
                </button>
            </div>
            <label class="properties-empty">
                <input
                    type="checkbox"
                    prop:checked=empty
                    on:change=move |event| empty.set(event_target_checked(&event))
                />
                {properties::show_empty()}
            </label>
            <button class="button" type="button" on:click=copy_all>
                {Icon::Copy.view()}
                {properties::copy_all()}
            </button>
            <span class="properties-said" role="status">
                {said}
            </span>
        </div>
    }
}
