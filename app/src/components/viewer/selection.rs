//! What is selected in the viewer is what is selected on the page, whoever selected it.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::ViewState;

/// Ids of parts, or paths of occurrences.
pub(crate) type Selection = RwSignal<Vec<Vec<String>>>;

/// Keeps a viewer and a selection the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    selection: Selection,
    view_state: RwSignal<ViewState>,
    /// The custom element, once it has said something.
    element: StoredValue<Option<JsValue>, LocalStorage>,
    /// What the viewer has, as far as it said.
    said: StoredValue<Option<Vec<Vec<String>>>>,
    /// While the viewer is being told, what it says is no news.
    telling: StoredValue<bool>,
}

impl Link {
    pub(super) fn new(selection: Selection, view_state: RwSignal<ViewState>) -> Self {
        let link = Self {
            selection,
            view_state,
            element: StoredValue::new_local(None),
            said: StoredValue::new(None),
            telling: StoredValue::new(false),
        };
        Effect::new(move |_| {
            let wanted = selection.get();
            let is_ready = view_state.with_untracked(|state| *state == ViewState::Ready);
            if is_ready && link.said.with_value(|said| said.as_ref() != Some(&wanted)) {
                link.tell(&wanted);
            }
        });
        link
    }

    /// A model came, went, or another one did: with it, the viewer forgot what was selected.
    pub(super) fn state_changed(self, element: Option<JsValue>) {
        if element.is_some() {
            self.element.set_value(element);
        }
        if self.view_state.with_untracked(|state| *state == ViewState::Ready) {
            let wanted = self.selection.get_untracked();
            if !wanted.is_empty() {
                self.tell(&wanted);
            }
        }
    }

    /// From the detail of `viewerselection`.
    pub(super) fn heard(self, detail: &JsValue) {
        if self.telling.get_value() {
            return;
        }
        let ids = read(detail);
        // That nothing is selected in a model that is not there yet is not what anybody did.
        if ids.is_empty() && self.view_state.with_untracked(|state| *state != ViewState::Ready) {
            return;
        }
        self.said.set_value(Some(ids.clone()));
        if self.selection.with_untracked(|known| *known != ids) {
            self.selection.set(ids);
        }
    }

    fn tell(self, ids: &[Vec<String>]) {
        let list: Array =
            ids.iter().map(|id| id.iter().map(|part| JsValue::from_str(part)).collect::<Array>()).collect();
        self.said.set_value(Some(ids.to_vec()));
        self.element.with_value(|element| {
            let Some(element) = element else { return };
            let select = Reflect::get(element, &"select".into()).ok();
            let Some(select) = select.and_then(|select| select.dyn_into::<Function>().ok()) else { return };
            self.telling.set_value(true);
            // What it does not know, it leaves out.
            let _ = select.call1(element, &list);
            self.telling.set_value(false);
        });
    }
}

fn read(detail: &JsValue) -> Vec<Vec<String>> {
    let list = |value: &JsValue, name: &str| {
        Reflect::get(value, &name.into()).ok().and_then(|list| list.dyn_into::<Array>().ok())
    };
    let Some(parts) = list(detail, "parts") else { return Vec::new() };
    let ids = parts.iter().filter_map(|part| list(&part, "id"));
    ids.map(|id| id.iter().filter_map(|step| step.as_string()).collect()).collect()
}
