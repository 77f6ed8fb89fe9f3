//! A table that may have thousands of rows, some inside of others: by the treegrid pattern of the ARIA Authoring
//! Practices. <https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/>
//!
//! As many rows are in the page as fit the screen and a few more; they are used again for others as one scrolls, and
//! placed by `translate`. Nothing is measured while one scrolls.

mod arrange;
mod collate;
mod copy;
mod head;
mod keys;
mod layout;
mod menu;
mod search;
mod size;
mod slot;
mod state;
mod text;
mod tools;
mod window;

use std::{collections::HashMap, sync::Arc};

use leptos::{attr::custom::custom_attribute, html, prelude::*};

use crate::table::Kind;
pub(crate) use copy::CopyRows;
use head::Head;
pub(crate) use layout::Layout;
use slot::Slot;
pub(crate) use state::GridState;
pub(crate) use text::{mass_text, number_text};
pub(crate) use tools::Tools;

/// What is shown in place of the text of a cell: by row and column of the table.
#[derive(Clone)]
pub(crate) struct Special {
    /// The columns that it is for.
    pub(crate) columns: Vec<usize>,
    /// The content of a cell in one of them.
    pub(crate) view: Arc<dyn Fn(u32, usize) -> AnyView + Send + Sync>,
}

/// Texts of the last row, by keys of columns.
pub(crate) type Totals = HashMap<String, String>;

/// The table, scrolling by itself.
#[component]
pub(crate) fn Grid(
    grid: GridState,
    /// What it is called.
    label: &'static str,
    special: Special,
    /// A row below all others that stays in view, as long as it says something.
    #[prop(optional, into)]
    totals: Option<Signal<Totals>>,
    /// Called when the user has selected something else.
    on_select: Callback<()>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    grid.attach(scroller);
    let special = StoredValue::new(special);
    let columns = Memo::new(move |_| grid.columns().with(|columns| widths(grid, columns)));
    let least = Memo::new(move |_| grid.columns().with(|columns| least_width(grid, columns)));
    let count = move || grid.lines().with(|lines| lines.len());
    let has_totals = move || totals.is_some_and(|totals| totals.with(|totals| !totals.is_empty()));
    let extra = move || if has_totals() { 2 } else { 1 };
    let slots = move || 0..grid.slots().get();
    let tall = move || format!("{}px", window::height_of(count()));
    let keys = move |event: leptos::ev::KeyboardEvent| keys::press(grid, &event, on_select);
    view! {
        <div
            class="grid"
            id=grid.id()
            role=if grid.is_tree() { "treegrid" } else { "grid" }
            tabindex="0"
            aria-label=label
            aria-multiselectable="true"
            aria-rowcount=move || count() + extra()
            aria-colcount=move || grid.columns().with(Vec::len)
            aria-activedescendant=move || grid.active_id()
            node_ref=scroller
            on:keydown=keys
            on:scroll=move |_| grid.scrolled()
            style=("--columns", move || columns.get())
            style=("--least", move || least.get())
        >
            <div class="grid-table" role="presentation">
                <Head grid />
                <div
                    class="grid-body"
                    role="rowgroup"
                    aria-owns=move || grid.order_of_slots()
                    style:block-size=tall
                >
                    <For each=slots key=|place| *place let(place)>
                        <Slot grid number=place special on_select />
                    </For>
                </div>
                {totals.map(|totals| view! { <Foot grid totals row=Signal::derive(move || count() + extra()) /> })}
            </div>
        </div>
    }
}

/// The last row: sums.
#[component]
fn Foot(grid: GridState, totals: Signal<Totals>, row: Signal<usize>) -> impl IntoView {
    let cells = move || {
        let columns = grid.columns().get();
        let cell = |(place, column): (usize, usize)| {
            let (key, kind) = grid.with_table(|table| {
                table
                    .columns
                    .get(column)
                    .map_or((String::new(), Kind::Text), |column| (column.key.clone(), column.kind))
            });
            let text = move || totals.with(|totals| totals.get(&key).cloned().unwrap_or_default());
            view! {
                <div class="grid-cell" role="gridcell" aria-colindex=place + 1 data-kind=text::kind_key(kind)>
                    <span class="text">{text}</span>
                </div>
            }
        };
        columns.into_iter().enumerate().map(cell).collect_view()
    };
    view! {
        <div class="grid-foot" role="rowgroup" hidden=move || totals.with(Totals::is_empty)>
            <div class="grid-row" role="row" aria-rowindex=move || row.get() {..custom_attribute("aria-level", grid.is_tree().then_some("1"))}>
                {cells}
            </div>
        </div>
    }
}

/// The tracks of the columns; the widths are in the style sheet, and names take what is left.
fn widths(grid: GridState, columns: &[usize]) -> String {
    grid.with_table(|table| {
        let kinds: Vec<Kind> =
            columns.iter().filter_map(|index| Some(table.columns.get(*index)?.kind)).collect();
        let stretched =
            kinds.iter().position(|kind| *kind == Kind::Name).unwrap_or(kinds.len().saturating_sub(1));
        let track = |(place, kind): (usize, &Kind)| {
            let width = format!("var(--{})", text::kind_key(*kind));
            if place == stretched { format!("minmax({width}, 1fr)") } else { width }
        };
        kinds.iter().enumerate().map(track).collect::<Vec<_>>().join(" ")
    })
}

/// The sum of the columns' least widths.
fn least_width(grid: GridState, columns: &[usize]) -> String {
    grid.with_table(|table| {
        let kinds = columns.iter().filter_map(|index| Some(table.columns.get(*index)?.kind));
        let widths: Vec<_> = kinds.map(|kind| format!("var(--{})", text::kind_key(kind))).collect();
        if widths.is_empty() { "0px".into() } else { format!("calc({})", widths.join(" + ")) }
    })
}
