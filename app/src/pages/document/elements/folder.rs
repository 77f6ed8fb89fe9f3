//! Onshape's tab folders, with the elements in them: each can be closed.

use leptos::prelude::*;

use super::{card::Card, filter::Filter};
use crate::{
    components::Icon,
    documents::{Folder, OpenDocument, Tab, title},
    place::Id,
    state::app_state,
};

/// Elements and folders, in their order. `id` begins the ids of the folders.
pub(super) fn listed(
    tabs: Vec<Tab>,
    document: StoredValue<OpenDocument>,
    filter: Filter,
    open: Memo<Option<Id>>,
    id: &str,
) -> Vec<AnyView> {
    let tabs = tabs.into_iter().enumerate();
    tabs.map(|(index, tab)| match tab {
        Tab::Element(index) => view! { <Card index document filter open /> }.into_any(),
        Tab::Folder(folder) => inside(folder, document, filter, open, format!("{id}-{index}")),
    })
    .collect()
}

/// A folder: a button that shows and hides what is in it. A search looks into closed ones, too.
fn inside(
    folder: Folder,
    document: StoredValue<OpenDocument>,
    filter: Filter,
    open: Memo<Option<Id>>,
    id: String,
) -> AnyView {
    let ready = app_state().ready;
    let Folder { name, tabs } = folder;
    let name = title(Some(&name));
    let mut members = Vec::new();
    gather(&tabs, &mut members);
    let closed = RwSignal::new(false);
    let shown = Memo::new(move |_| members.iter().filter(|index| filter.shows(**index)).count());
    let expanded = move || !closed.get() || filter.is_narrowing();
    let heading = format!("{id}-name");
    let cards = listed(tabs, document, filter, open, &id);
    view! {
        <li class="folder" hidden=move || shown.get() == 0>
            <button
                class="folder-button"
                type="button"
                aria-expanded=move || expanded().to_string()
                aria-controls=id.clone()
                disabled=move || !ready.get()
                on:click=move |_| closed.update(|closed| *closed = !*closed)
            >
                {Icon::Chevron.view()}
                {Icon::Folder.view()}
                <span class="name" id=heading.clone() dir="auto" title=name.clone()>
                    {name.clone()}
                </span>
                <span class="pane-note">{move || crate::format::number(shown.get() as u64)}</span>
            </button>
            <ul class="cards" role="list" id=id aria-labelledby=heading hidden=move || !expanded()>
                {cards}
            </ul>
        </li>
    }
    .into_any()
}

/// Places of the elements in folders, at any depth.
fn gather(tabs: &[Tab], members: &mut Vec<usize>) {
    for tab in tabs {
        match tab {
            Tab::Element(index) => members.push(*index),
            Tab::Folder(folder) => gather(&folder.tabs, members),
        }
    }
}
