//! The parts of a part studio, as a table.

mod swatch;
mod table;

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::*;

use super::Shown;
use crate::{
    api::list_parts,
    components::{
        Answered, Icon, Message, Question,
        grid::{CopyRows, Grid, GridState, Layout, Special, Tools},
    },
    parts::PartItem,
    texts::parts as say,
};

/// The panel.
#[component]
pub(super) fn Parts(shown: Shown) -> impl IntoView {
    let layout = Layout::new();
    let question = Question::new(move || shown.shows("parts"), move || shown.key(), list_parts);
    view! {
        <div class="table-panel">
            <Answered
                question
                view={move |parts: Vec<PartItem>| view! { <Rows shown parts layout /> }.into_any()}
            />
        </div>
    }
}

#[component]
fn Rows(shown: Shown, parts: Vec<PartItem>, layout: Layout) -> impl IntoView {
    if parts.is_empty() {
        return view! { <Message icon=Icon::PartStudio title=say::empty_title() sentence=say::empty_sentence() /> }
            .into_any();
    }
    let parts = Arc::new(parts);
    let grid = GridState::new("parts", Arc::new(table::of(&parts)), layout, false);
    let on_select = shared_selection(shown, grid, &parts);
    let said = RwSignal::new(String::new());
    let special = {
        let parts = parts.clone();
        let view = Arc::new(move |row: u32, column: usize| {
            let text = grid.text(row, column);
            parts.get(row as usize).map_or_else(|| ().into_any(), |part| swatch::view(part, column, text))
        });
        Special { columns: vec![table::NAME, table::APPEARANCE], view }
    };
    view! {
        <Tools grid search=say::search()>
            <CopyRows grid said />
        </Tools>
        <Grid grid label=say::label() special on_select />
        <div class="table-notes">
            <p role="status">{move || said.get()}</p>
        </div>
    }
    .into_any()
}

/// Rows and what is selected in 3D are one selection.
fn shared_selection(shown: Shown, grid: GridState, parts: &Arc<Vec<PartItem>>) -> Callback<()> {
    let path = |part: &PartItem| vec![part.id.clone()];
    let all = parts.clone();
    Effect::new(move |_| {
        let selection = shown.selection.get();
        let wanted: HashSet<&str> =
            selection.iter().filter_map(|path| path.first()).map(String::as_str).collect();
        let rows =
            (0..).zip(all.iter()).filter(|(_, part)| wanted.contains(part.id.as_str())).map(|(row, _)| row);
        let rows: HashSet<u32> = rows.collect();
        if grid.selected.with_untracked(|selected| *selected != rows) {
            let first = rows.iter().min().copied();
            grid.selected.set(rows);
            if let Some(first) = first {
                grid.reveal(first);
            }
        }
    });
    let parts = parts.clone();
    Callback::new(move |()| {
        let chosen = grid.selected.get_untracked();
        let rows = (0..).zip(parts.iter()).filter(|(row, _)| chosen.contains(row));
        shown.selection.set(rows.map(|(_, part)| path(part)).collect());
    })
}
