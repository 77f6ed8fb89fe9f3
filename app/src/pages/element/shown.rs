//! What all panels of an open element share.

use leptos::prelude::*;

use crate::{
    components::Entry,
    documents::{ElementItem, ElementKey, ElementKind, OpenDocument},
    place::Id,
};

/// Which tab of which element is shown, by context: another state of the document begins with the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChosenTab(RwSignal<Option<(Id, &'static str)>>);

impl ChosenTab {
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }
}

/// What is open, and what of it is chosen. Part ids and paths of occurrences are those of the viewer: a part's id, or
/// the ids of the instances that lead to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    document: StoredValue<OpenDocument>,
    item: StoredValue<ElementItem>,
    /// As Onshape encodes it; nothing for the default.
    pub(crate) configuration: RwSignal<Option<String>>,
    /// What is selected, in the model, the tree and the tables alike.
    pub(crate) selection: RwSignal<Vec<Vec<String>>>,
    /// Key of the tab that is shown.
    pub(crate) tab: RwSignal<&'static str>,
}

impl Shown {
    pub(super) fn new(document: OpenDocument, item: ElementItem) -> Self {
        Self {
            document: StoredValue::new(document),
            item: StoredValue::new(item),
            configuration: RwSignal::new(None),
            selection: RwSignal::new(Vec::new()),
            tab: RwSignal::new("model"),
        }
    }

    /// Shows the tab that was shown of this element before, else the first, and keeps in mind which one is.
    pub(super) fn begin(self, tabs: &[Entry]) {
        let element = self.item.with_value(|item| item.id.clone());
        let before = use_context::<ChosenTab>();
        let tab = before.and_then(|ChosenTab(before)| before.get_untracked());
        let tab = tab.filter(|(of, _)| *of == element).map(|(_, tab)| tab);
        let tab = tab.filter(|tab| tabs.iter().any(|(key, _)| key == tab));
        if let Some(tab) = tab.or_else(|| tabs.first().map(|(first, _)| *first)) {
            self.tab.set(tab);
        }
        if let Some(ChosenTab(before)) = before {
            Effect::new(move |_| before.set(Some((element.clone(), self.tab.get()))));
        }
    }

    /// What a question about it names. Follows the configuration.
    pub(crate) fn key(self) -> ElementKey {
        let configuration = self.configuration.get();
        let element: Id = self.item.with_value(|item| item.id.clone());
        self.document.with_value(|document| ElementKey {
            document: document.id.clone(),
            wvm: document.wvm.clone(),
            element,
            configuration,
            known: document.microversion.clone(),
        })
    }

    /// What it is.
    pub(crate) fn kind(self) -> ElementKind {
        self.item.with_value(|item| item.kind.clone())
    }

    /// The element.
    pub(crate) fn item(self) -> ElementItem {
        self.item.get_value()
    }

    /// The document that it is in.
    pub(crate) fn document(self) -> OpenDocument {
        self.document.get_value()
    }

    /// Whether this tab is shown.
    pub(crate) fn shows(self, tab: &str) -> bool {
        self.tab.get() == tab
    }
}
