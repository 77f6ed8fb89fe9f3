//! The heads of the columns: pressed, they order the rows.

use leptos::{attr::custom::custom_attribute, ev::MouseEvent, prelude::*};

use super::{
    state::{Active, GridState},
    text,
};

/// The row of heads.
#[component]
pub(super) fn Head(grid: GridState) -> impl IntoView {
    let heads = move || {
        let columns = grid.columns().get();
        columns.into_iter().enumerate().map(|(place, column)| head(grid, place, column)).collect_view()
    };
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="grid-row" role="row" aria-rowindex="1" {..custom_attribute("aria-level", grid.is_tree().then_some("1"))}>
                {heads}
            </div>
        </div>
    }
}

fn head(grid: GridState, place: usize, column: usize) -> impl IntoView {
    let Some(column) = grid.with_table(|table| table.columns.get(column).cloned()) else {
        return ().into_any();
    };
    let (key, name) = (StoredValue::new(column.key), column.name);
    let title = name.clone();
    let sorted = Memo::new(move |_| {
        let sort = grid.layout.sort.get()?;
        key.with_value(|key| *key == sort.key).then_some(sort.descending)
    });
    let press = move |event: MouseEvent| {
        event.prevent_default();
        grid.active.set(Active { row: None, column: Some(place) });
        key.with_value(|key| grid.layout.sort_by(key));
    };
    view! {
        <div
            class="grid-cell"
            role="columnheader"
            id=grid.head_id(place)
            aria-colindex=place + 1
            aria-sort=move || match sorted.get() {
                None => "none",
                Some(false) => "ascending",
                Some(true) => "descending",
            }
            data-kind=text::kind_key(column.kind)
            data-active=move || {
                (grid.active.get() == Active { row: None, column: Some(place) }).then_some("")
            }
            title=title
            on:click=press
        >
            <span class="text" dir="auto">
                {name}
            </span>
            <span class="sort" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}
