//! A row in the page. It shows one row of the table after the other, as one scrolls.

use leptos::{attr::custom::custom_attribute, ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    Special, keys,
    state::{Active, GridState},
    text, window,
};
use crate::table::Kind;

/// Deeper rows are not moved in any further.
const DEEPEST_SHOWN: u16 = 12;

/// The row of a slot.
#[component]
pub(super) fn Slot(
    grid: GridState,
    number: usize,
    special: StoredValue<Special>,
    on_select: Callback<()>,
) -> impl IntoView {
    let slot = number;
    let line = Memo::new(move |_| grid.in_slot(slot));
    let row = Memo::new(move |_| line.get().map(|(_, line)| line.row));
    let tree = grid.is_tree();
    let in_tree = move |value: Option<u32>| value.filter(|_| tree);
    let level = move || row.get().map_or(0, |row| grid.level(row));
    let click = move |event: MouseEvent| {
        let Some(row) = row.get_untracked() else { return };
        let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        // A link leads somewhere, and the sign of what is inside opens it: neither selects.
        if pressed.is_some_and(|element| {
            element.closest("a, [aria-expanded] .twist").is_ok_and(|found| found.is_some())
        }) {
            return;
        }
        grid.active.set(Active { row: Some(row), column: None });
        keys::select(grid, row, event.shift_key(), event.ctrl_key() || event.meta_key(), on_select);
    };
    let cells = move || {
        let columns = grid.columns().get();
        let stem = tree.then(|| stem(grid, &columns)).flatten();
        let cell = |(place, column)| cell(grid, slot, place, column, stem == Some(place), row, special);
        columns.into_iter().enumerate().map(cell).collect_view()
    };
    view! {
        <div
            class="grid-row"
            role="row"
            id=grid.row_id(slot)
            hidden=move || line.get().is_none()
            style:transform=move || {
                format!("translateY({}px)", window::height_of(line.get().map_or(0, |(place, _)| place)))
            }
            style=("--level", move || level().min(DEEPEST_SHOWN).to_string())
            aria-rowindex=move || line.get().map(|(place, _)| place + 2)
            {..custom_attribute("aria-level", move || in_tree(Some(u32::from(level()) + 1)))}
            aria-posinset=move || in_tree(line.get().map(|(_, line)| line.place))
            aria-setsize=move || in_tree(line.get().map(|(_, line)| line.siblings))
            aria-expanded=move || line.get().and_then(|(_, line)| line.open).map(|open| open.to_string())
            aria-selected=move || {
                row.get().is_some_and(|row| grid.selected.with(|selected| selected.contains(&row))).to_string()
            }
            data-active=move || {
                let active = grid.active.get();
                (active.row.is_some() && active.row == row.get() && active.column.is_none()).then_some("")
            }
            on:click=click
        >
            {cells}
        </div>
    }
}

/// Place of the column that shows what is inside of what.
fn stem(grid: GridState, columns: &[usize]) -> Option<usize> {
    let name = grid.with_table(|table| table.columns.iter().position(|column| column.kind == Kind::Name));
    let place = name.and_then(|name| columns.iter().position(|column| *column == name));
    place.or(if columns.is_empty() { None } else { Some(0) })
}

fn cell(
    grid: GridState,
    slot: usize,
    place: usize,
    column: usize,
    is_stem: bool,
    row: Memo<Option<u32>>,
    special: StoredValue<Special>,
) -> impl IntoView {
    let kind = grid.with_table(|table| table.columns.get(column).map_or(Kind::Text, |column| column.kind));
    let is_special = special.with_value(|special| special.columns.contains(&column));
    let content = if is_special {
        (move || row.get().map(|row| special.with_value(|special| special.view.clone())(row, column)))
            .into_any()
    } else {
        let text = move || row.get().map(|row| grid.text(row, column)).unwrap_or_default();
        view! {
            <span class="text" dir="auto" title=text>
                {text}
            </span>
        }
        .into_any()
    };
    let twist = is_stem.then(|| {
        let turn = move |_| {
            if let Some(row) = row.get_untracked() {
                grid.turn(row);
            }
        };
        view! { <span class="twist" aria-hidden="true" on:click=turn></span> }
    });
    let active = move || {
        let active = grid.active.get();
        (active.row.is_some() && active.row == row.get() && active.column == Some(place)).then_some("")
    };
    view! {
        <div
            class="grid-cell"
            role="gridcell"
            id=grid.cell_id(slot, place)
            aria-colindex=place + 1
            data-kind=text::kind_key(kind)
            data-active=active
        >
            {twist}
            {content}
        </div>
    }
}
