//! Which elements are shown: those of a kind, those whose name fits.

use leptos::prelude::*;

use crate::{
    components::Icon,
    documents::{ElementKind, OpenDocument},
    search::{Wanted, fold},
    state::app_state,
    texts::{common, elements},
};

/// A search by name is offered from this many elements on.
const MANY: usize = 12;

/// What elements are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    PartStudios,
    Assemblies,
    Drawings,
    Files,
    Others,
}

impl Kind {
    const EVERY: [Self; 5] = [Self::PartStudios, Self::Assemblies, Self::Drawings, Self::Files, Self::Others];

    fn of(kind: &ElementKind) -> Self {
        match kind {
            ElementKind::PartStudio => Self::PartStudios,
            ElementKind::Assembly => Self::Assemblies,
            ElementKind::Drawing => Self::Drawings,
            ElementKind::Blob => Self::Files,
            ElementKind::FeatureStudio
            | ElementKind::VariableStudio
            | ElementKind::Application
            | ElementKind::Other(_) => Self::Others,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::PartStudios => "part-studios",
            Self::Assemblies => "assemblies",
            Self::Drawings => "drawings",
            Self::Files => "files",
            Self::Others => "others",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::PartStudios => elements::part_studios(),
            Self::Assemblies => elements::assemblies(),
            Self::Drawings => elements::drawings(),
            Self::Files => elements::files(),
            Self::Others => elements::others(),
        }
    }
}

/// The filter of one document's elements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filter {
    /// Names as a search compares them, and kinds, in the order of the document's elements.
    known: StoredValue<Vec<(String, Kind)>>,
    text: RwSignal<String>,
    kind: RwSignal<Option<Kind>>,
    /// Whether each is shown.
    shown: Memo<Vec<bool>>,
}

impl Filter {
    /// Shows all.
    pub(super) fn new(document: &OpenDocument) -> Self {
        let known = document.elements.iter().map(|element| (fold(&element.name), Kind::of(&element.kind)));
        let known = StoredValue::new(known.collect::<Vec<_>>());
        let (text, kind) = (RwSignal::new(String::new()), RwSignal::new(None));
        let shown = Memo::new(move |_| {
            let (wanted, kind) = (Wanted::new(&text.get()), kind.get());
            let fits = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted.fit(name).is_some());
            let shows = |(name, of): &(String, Kind)| kind.is_none_or(|kind| kind == *of) && fits(name);
            known.with_value(|known| known.iter().map(shows).collect())
        });
        Self { known, text, kind, shown }
    }

    /// Whether the element at `index` is shown.
    pub(super) fn shows(self, index: usize) -> bool {
        self.shown.with(|shown| shown.get(index).copied().unwrap_or(false))
    }

    /// How many are shown.
    pub(super) fn shown(self) -> usize {
        self.shown.with(|shown| shown.iter().filter(|shown| **shown).count())
    }

    /// Whether anything is asked for.
    pub(super) fn is_narrowing(self) -> bool {
        self.kind.get().is_some() || !self.text.with(|text| text.trim().is_empty())
    }

    /// Shows all again.
    pub(super) fn clear(self) {
        self.kind.set(None);
        self.text.set(String::new());
    }

    /// How many there are, in words.
    pub(super) fn count(self) -> impl IntoView {
        move || {
            let (shown, all) = (self.shown(), self.all());
            if shown == all {
                elements::count(all as u64)
            } else {
                elements::some_of(all as u64, &crate::format::number(shown as u64))
            }
        }
    }

    fn all(self) -> usize {
        self.known.with_value(Vec::len)
    }

    fn of_kind(self, kind: Kind) -> usize {
        self.known.with_value(|known| known.iter().filter(|(_, of)| *of == kind).count())
    }
}

/// The search field and the kinds, where there are elements enough.
#[component]
pub(super) fn FilterTools(filter: Filter) -> impl IntoView {
    let kinds: Vec<Kind> = Kind::EVERY.into_iter().filter(|kind| filter.of_kind(*kind) > 0).collect();
    let (searched, told_apart) = (filter.all() > MANY, kinds.len() > 1);
    (searched || told_apart).then(|| {
        view! {
            <div class="elements-tools">
                {searched.then(|| view! { <NameField filter /> })}
                {told_apart.then(|| view! { <KindField filter kinds /> })}
            </div>
        }
    })
}

#[component]
fn NameField(filter: Filter) -> impl IntoView {
    let ready = app_state().ready;
    view! {
        <div class="search">
            {Icon::Search.view()}
            <input
                type="search"
                placeholder=elements::search()
                aria-label=elements::search()
                autocomplete="off"
                disabled=move || !ready.get()
                prop:value=filter.text
                on:input=move |event| filter.text.set(event_target_value(&event))
            />
            <button
                class="search-clear"
                type="button"
                aria-label=common::clear()
                on:click=move |_| filter.text.set(String::new())
            >
                {Icon::Close.view()}
            </button>
        </div>
    }
}

#[component]
fn KindField(filter: Filter, kinds: Vec<Kind>) -> impl IntoView {
    let ready = app_state().ready;
    let choose = move |event: leptos::ev::Event| {
        let key = event_target_value(&event);
        filter.kind.set(Kind::EVERY.into_iter().find(|kind| kind.key() == key));
    };
    let counted =
        |kind: Kind| elements::kind_count(&crate::format::number(filter.of_kind(kind) as u64), kind.label());
    let options = kinds.into_iter().map(|kind| view! { <option value=kind.key()>{counted(kind)}</option> });
    view! {
        <select
            class="select"
            aria-label=elements::kind()
            disabled=move || !ready.get()
            prop:value=move || filter.kind.get().map_or("", Kind::key)
            on:change=choose
        >
            <option value="">{elements::every_kind()}</option>
            {options.collect_view()}
        </select>
    }
}
