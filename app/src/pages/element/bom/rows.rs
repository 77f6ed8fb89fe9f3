//! The rows, and what can be done with them.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Shown, download::Downloads, selection, source, totals};
use crate::{
    bom::Bom,
    components::{
        Icon, Message,
        grid::{CopyRows, Grid, GridState, Layout, Special, Tools},
    },
    table::Kind,
    texts::{bom as say, element},
};

/// The table with its tools, or that there is nothing in it.
#[component]
pub(super) fn Rows(shown: Shown, bom: Arc<Bom>, layout: Layout, flat: bool) -> impl IntoView {
    if bom.table.rows.is_empty() {
        return view! { <Message icon=Icon::Assembly title=say::empty_title() sentence=say::empty_sentence() /> }
            .into_any();
    }
    let grid = GridState::new("bom", Arc::new(bom.table.clone()), layout, true);
    let on_select = selection::shared(shown, grid, &bom);
    let said = RwSignal::new(String::new());
    let sums = {
        let bom = bom.clone();
        Memo::new(move |_| totals::of(&bom, grid, flat))
    };
    let left_out = (bom.left_out > 0).then(|| say::left_out(bom.left_out.into()));
    view! {
        <Tools grid search=say::search()>
            <CopyRows grid said />
            <Downloads shown grid flat said />
        </Tools>
        <Grid
            grid
            label=element::bom()
            special=names(shown, &bom, grid)
            totals=Signal::derive(move || sums.get().texts)
            on_select
        />
        <div class="table-notes">
            <p role="status">{move || said.get()}</p>
            <p>{move || sums.get().note}</p>
            <p>{left_out}</p>
        </div>
    }
    .into_any()
}

/// Names, with a picture of what they are names of.
fn names(shown: Shown, bom: &Arc<Bom>, grid: GridState) -> Special {
    let columns = bom.table.columns.iter().enumerate();
    let columns = columns.filter(|(_, column)| column.kind == Kind::Name).map(|(index, _)| index).collect();
    let bom = bom.clone();
    let document = StoredValue::new(shown.document());
    let view = Arc::new(move |row: u32, column: usize| {
        let source = bom.items.get(row as usize).and_then(|item| item.source.as_ref());
        let text = grid.text(row, column);
        document.with_value(|document| source::view(document, source, text))
    });
    Special { columns, view }
}
