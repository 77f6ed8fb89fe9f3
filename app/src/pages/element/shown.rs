//! What all panels of an open element share.

use leptos::prelude::*;

use crate::{
    documents::{ElementItem, ElementKey, ElementKind, OpenDocument},
    place::Id,
};

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
