//! A document in the list.

use leptos::prelude::*;

use super::list::ROW;
use crate::{
    browser::dates,
    components::{Icon, Picture},
    documents::DocumentItem,
    state::app_state,
};

/// Id of the link in the row, for the keyboard.
pub(super) fn row_id(index: usize) -> String {
    format!("document-{index}")
}

/// The row at `index`, placed by script: the list is as tall as all rows, and holds a few.
#[component]
pub(super) fn Row(
    index: usize,
    item: DocumentItem,
    /// Number of rows, -1 while it is not known.
    setsize: Signal<i32>,
    active: RwSignal<usize>,
) -> impl IntoView {
    #[allow(clippy::cast_precision_loss, reason = "rows and milliseconds")]
    let (top, modified) = (index as f64 * ROW, item.modified_at.map(|ms| ms as f64));
    let title = item.title();
    let owner = item.owner.clone().unwrap_or_default();
    let when = modified.map(dates::ago).unwrap_or_default();
    let label = [title.as_str(), &owner, &when].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>();
    let time = modified.map(|ms| {
        view! {
            <time class="modified" datetime=dates::iso(ms) title=dates::exact(ms)>
                {when.clone()}
            </time>
        }
    });
    view! {
        <li
            aria-label=label.join(", ")
            aria-posinset=index + 1
            aria-setsize=move || setsize.get()
            style:transform=format!("translateY({top}px)")
        >
            <a
                class="document-row"
                id=row_id(index)
                href=app_state().href(&item.place())
                tabindex=move || if active.get() == index { 0 } else { -1 }
                title=title.clone()
                on:focus=move |_| active.set(index)
            >
                <Picture src=item.thumbnail.clone() icon=Icon::PartStudio width=70 height=40 />
                <span class="name" dir="auto">
                    {title.clone()}
                </span>
                <span class="owner">
                    <bdi>{owner.clone()}</bdi>
                </span>
                {time}
            </a>
        </li>
    }
}
