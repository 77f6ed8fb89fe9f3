//! A document in the list: a row, or a card.

use std::sync::Arc;

use leptos::prelude::*;

use super::{DocumentsState, layout::Layout, star::Star, stock::Listed};
use crate::{
    browser::dates,
    components::{Icon, Picture},
    listing::{Sort, View},
    state::app_state,
};

/// Id of the link in the row, for the keyboard.
pub(super) fn row_id(index: usize) -> String {
    format!("document-{index}")
}

/// Id of the star in the row.
pub(super) fn star_id(index: usize) -> String {
    format!("star-{index}")
}

/// The document at `index`, placed by script: the list is as tall as all rows, and holds a few.
#[component]
pub(super) fn Row(
    index: usize,
    listed: Arc<Listed>,
    /// The date of this order is the one to show where there is room for one.
    sort: Sort,
    view: View,
    layout: RwSignal<Layout>,
    /// Number of rows, -1 while it is not known.
    setsize: Signal<i32>,
    /// What is in sight, and rests there.
    seen: RwSignal<(usize, usize)>,
    /// The row that Tab leads to.
    tab_stop: Memo<usize>,
) -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let item = &listed.item;
    let title = item.title();
    let owner = item.owner.clone().unwrap_or_default();
    let (sort, other_sort) = match sort {
        Sort::Created => (Sort::Created, Sort::Modified),
        Sort::Modified | Sort::Name => (Sort::Modified, Sort::Created),
    };
    let main = item.date(sort);
    let when = main.map(|ms| dates::ago(number(ms))).unwrap_or_default();
    let label = [title.as_str(), &owner, &when]
        .iter()
        .filter(|s| !s.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let other = item.date(other_sort).filter(|_| view == View::List);
    let size = if view == View::Grid { "300x170" } else { "70x40" };
    let (width, height) = if view == View::Grid { (300, 170) } else { (70, 40) };
    let place = move || {
        let (x, y) = layout.get().place(index);
        format!("translate({x}px, {y}px)")
    };
    let wide = move || (view == View::Grid).then(|| format!("{}px", layout.get().cell));
    let in_sight = Signal::derive(move || {
        let (first, end) = seen.get();
        (first..end).contains(&index)
    });
    view! {
        <li
            aria-label=label
            aria-posinset=index + 1
            aria-setsize=move || setsize.get()
            style:transform=place
            style:inline-size=wide
        >
            <a
                class="document-row"
                id=row_id(index)
                href=app_state().href(&item.place())
                tabindex=move || if tab_stop.get() == index { 0 } else { -1 }
                title=title.clone()
                on:focus=move |_| documents.active.set(index)
            >
                <Picture src=item.picture(size) icon=Icon::PartStudio width height seen=in_sight />
                <span class="name" dir="auto">
                    {title.clone()}
                </span>
                <span class="owner">
                    <bdi>{owner}</bdi>
                </span>
                {main.map(|ms| view! { <When ms said=when sort main=true /> })}
                {other
                    .map(|ms| {
                        view! { <When ms said=dates::ago(number(ms)) sort=other_sort main=false /> }
                    })}
            </a>
            <Star index title document=item.id.clone() tab_stop />
        </li>
    }
}

/// A date, in full for whoever points at it.
#[component]
fn When(ms: i64, said: String, sort: Sort, main: bool) -> impl IntoView {
    let exact = RwSignal::new(None::<String>);
    let point = move |_| exact.set(Some(dates::exact(number(ms))));
    view! {
        <time
            class=sort.key()
            class:main=main
            datetime=dates::iso(number(ms))
            title=move || exact.get()
            on:pointerenter=point
        >
            {said}
        </time>
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^52")]
fn number(ms: i64) -> f64 {
    ms as f64
}
