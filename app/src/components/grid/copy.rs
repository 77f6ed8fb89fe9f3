//! Rows as text that spreadsheets take from the clipboard.

use leptos::prelude::*;

use super::{state::GridState, text};
use crate::{
    browser::clipboard,
    state::app_state,
    table::without_formula,
    texts::{self, bom as say},
};

/// Heads and rows with tabs between their cells: those that are selected, or all, closed or not, that match what is looked
/// for. And how many rows.
fn tab_separated(grid: GridState) -> (String, usize) {
    let columns = grid.columns().get_untracked();
    let selected = grid.selected.get_untracked();
    let found = untrack(|| grid.found_rows());
    let chosen: Vec<u32> = found.iter().copied().filter(|row| selected.contains(row)).collect();
    let rows = if chosen.is_empty() { found } else { chosen };
    let text = grid.with_table(|table| {
        let heads = columns.iter().filter_map(|index| Some(table.columns.get(*index)?.name.as_str()));
        let mut text = heads.map(|head| without_formula(head).into_owned()).collect::<Vec<_>>().join("\t");
        for row in &rows {
            text.push('\n');
            for (place, index) in columns.iter().enumerate() {
                if place > 0 {
                    text.push('\t');
                }
                let cell = table.rows.get(*row as usize).and_then(|row| row.cell(*index));
                let Some((cell, column)) = cell.zip(table.columns.get(*index)) else { continue };
                // A number may begin with a minus.
                if cell.1.is_some() {
                    text.push_str(&text::of(cell, column.kind));
                } else {
                    text.push_str(&without_formula(&cell.0));
                }
            }
        }
        text
    });
    (text, rows.len())
}

/// Copies the rows, and says whether it worked.
#[component]
pub(crate) fn CopyRows(
    grid: GridState,
    /// Takes what there is to say.
    said: RwSignal<String>,
) -> impl IntoView {
    let ready = app_state().ready;
    let copy = move |_| {
        let (text, rows) = tab_separated(grid);
        said.set(if clipboard::copy(&text) {
            say::copied(rows as u64)
        } else {
            say::copy_failed().to_owned()
        });
    };
    view! {
        <button class="button" type="button" title=say::copy_hint() disabled=move || !ready.get() on:click=copy>
            {texts::common::copy()}
        </button>
    }
}
