//! What stands above a grid: a field to look for rows, the choice of columns, how many rows there are.

use leptos::prelude::*;

use super::{menu::ColumnsMenu, state::GridState};
use crate::{components::Icon, format, state::app_state, texts::bom as say};

/// The longest text that is looked for, in characters.
const LONGEST: &str = "256";

/// The bar. `children` stand at its end.
#[component]
pub(crate) fn Tools(
    grid: GridState,
    /// What the field is called.
    search: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let ready = app_state().ready;
    let text = grid.layout.search;
    let clear = move |_| {
        text.set(String::new());
        crate::browser::focus(&search_id(grid));
    };
    view! {
        <div class="grid-tools">
            <search class="search">
                {Icon::Search.view()}
                <input
                    id=search_id(grid)
                    type="search"
                    aria-label=search
                    placeholder=search
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    maxlength=LONGEST
                    disabled=move || !ready.get()
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button
                    class="search-clear"
                    type="button"
                    aria-label=crate::texts::common::clear()
                    disabled=move || !ready.get()
                    on:click=clear
                >
                    {Icon::Close.view()}
                </button>
            </search>
            <ColumnsMenu grid />
            {children.map(|children| children())}
            <p class="grid-count" role="status">
                {move || count(grid)}
            </p>
        </div>
    }
}

fn search_id(grid: GridState) -> String {
    format!("{}-search", grid.id())
}

/// How many rows are shown, and of how many where some are not.
fn count(grid: GridState) -> String {
    let all = grid.with_table(|table| table.rows.len());
    if grid.layout.search.with(|text| text.trim().is_empty()) {
        return say::rows(all as u64);
    }
    let shown = grid.lines().with(|lines| lines.len());
    if shown == 0 {
        return say::no_match().to_owned();
    }
    say::rows_of(all as u64, &format::number(shown as u64))
}
