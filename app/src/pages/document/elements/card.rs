//! A card: what an element looks like, its name, its kind.

use leptos::prelude::*;

use super::filter::Filter;
use crate::{
    components::{Icon, Picture},
    documents::{OpenDocument, element_picture},
    place::{Id, Place},
    state::app_state,
};

/// The element at `index` of the document.
#[component]
pub(super) fn Card(
    index: usize,
    document: StoredValue<OpenDocument>,
    filter: Filter,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    let element = document.with_value(|document| {
        let element = document.elements.get(index)?.clone();
        let picture = element_picture(document, &element, "300x170");
        let (id, wvm) = (document.id.clone(), document.wvm.clone());
        let place = Place::Element { document: id, wvm, element: element.id.clone() };
        Some((element, picture, place))
    });
    element.map(|(element, picture, place)| {
        let icon = Icon::from(&element.kind);
        let kind = element.kind.label();
        let current = move || open.with(|open| open.as_ref() == Some(&element.id)).then_some("true");
        let (name, label) = (element.name.clone(), format!("{}, {kind}", element.name));
        view! {
            <li aria-label=label hidden=move || !filter.shows(index)>
                <a class="card" href=app_state().href(&place) aria-current=current title=name.clone()>
                    <Picture src=picture icon width=300 height=170 />
                    <span class="name" dir="auto">
                        {name.clone()}
                    </span>
                    <span class="type">{icon.view()} <span>{kind}</span></span>
                </a>
            </li>
        }
    })
}
