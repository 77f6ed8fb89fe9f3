//! What a grid knows of itself.

use std::{collections::HashSet, sync::Arc};

use leptos::{html, prelude::*};

use super::{
    arrange::{Line, arrange},
    collate,
    layout::Layout,
    search,
    size::Size,
    text, window,
};
use crate::table::Table;

/// Where the keyboard is: a cell, a whole row, or, without a row, in the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Active {
    /// Index of the row in the table.
    pub(super) row: Option<u32>,
    /// Place of the column among those that are shown.
    pub(super) column: Option<usize>,
}

/// A table that is shown: its layout, and what is open, selected and in view.
#[derive(Clone, Copy)]
pub(crate) struct GridState {
    id: &'static str,
    tree: bool,
    table: StoredValue<Arc<Table>>,
    pub(super) layout: Layout,
    columns: Memo<Vec<usize>>,
    lines: Memo<Arc<Vec<Line>>>,
    /// The same with what is inside of closed rows.
    all: Memo<Arc<Vec<Line>>>,
    pub(super) closed: RwSignal<HashSet<u32>>,
    /// Indices of the selected rows.
    pub(crate) selected: RwSignal<HashSet<u32>>,
    /// Where the last range of rows began.
    pub(super) anchor: StoredValue<Option<u32>>,
    pub(super) active: RwSignal<Active>,
    scroller: StoredValue<Option<NodeRef<html::Div>>>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    slots: Memo<usize>,
    first: Memo<usize>,
}

impl GridState {
    /// `id` is that of the element, and begins those of what is in it. A `tree` may have rows inside of rows.
    pub(crate) fn new(id: &'static str, table: Arc<Table>, layout: Layout, tree: bool) -> Self {
        layout.adopt(&table);
        let table = StoredValue::new(table);
        let columns = Memo::new(move |_| table.with_value(|table| layout.shown(table)));
        let closed = RwSignal::new(HashSet::new());
        let levels: Arc<[u16]> = table.with_value(|table| table.rows.iter().map(|row| row.level).collect());
        let keys = Memo::new(move |_| {
            let sort = layout.sort.get()?;
            let column = table.with_value(|table| table.column(&sort.key))?;
            Some((Arc::new(table.with_value(|table| collate::keys(table, column))), sort.descending))
        });
        // Made when something is looked for first.
        let folded = StoredValue::new(None::<Vec<String>>);
        let matches = Memo::new(move |_| {
            let wanted = layout.search.get();
            if wanted.trim().is_empty() {
                return None;
            }
            folded.update_value(|rows| {
                rows.get_or_insert_with(|| table.with_value(|table| search::folded_rows(table)));
            });
            folded.with_value(|rows| search::matching(rows.as_ref()?, &wanted)).map(Arc::new)
        });
        let arranged = move |closed: &HashSet<u32>| {
            let keys = keys.get();
            let keys = keys.as_ref().map(|(keys, descending)| (keys.as_slice(), *descending));
            let matches = matches.get();
            let matches = matches.as_ref().map(|matches| matches.as_slice());
            Arc::new(arrange(&levels, keys, matches, closed))
        };
        let all = {
            let arranged = arranged.clone();
            Memo::new(move |_| arranged(&HashSet::new()))
        };
        let lines = Memo::new(move |_| closed.with(&arranged));
        let (top, height) = (RwSignal::new(0.0), RwSignal::new(0.0));
        let slots = Memo::new(move |before: Option<&usize>| {
            window::slots(height.get()).max(before.copied().unwrap_or(0))
        });
        let first =
            Memo::new(move |_| window::first(top.get(), slots.get(), lines.with(|lines| lines.len())));
        Self {
            id,
            tree,
            table,
            layout,
            columns,
            lines,
            all,
            closed,
            selected: RwSignal::new(HashSet::new()),
            anchor: StoredValue::new(None),
            active: RwSignal::new(Active::default()),
            scroller: StoredValue::new(None),
            top,
            height,
            slots,
            first,
        }
    }

    /// Begins to follow the size of the element.
    pub(super) fn attach(self, scroller: NodeRef<html::Div>) {
        self.scroller.set_value(Some(scroller));
        let watch = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(element) = scroller.get() else { return };
            watch.set_value(Size::watch(&element, move |height| {
                let before = self.height.try_get_untracked().unwrap_or_default();
                self.height.try_set(height);
                // Shown again: what was selected meanwhile is scrolled to.
                let active = self.active.try_get_untracked().and_then(|active| active.row);
                if let (true, Some(row)) = (before <= 0.0 && height > 0.0, active)
                    && let Some(place) = self.place_of(row)
                {
                    self.scroll_to(place);
                }
            }));
        });
    }

    /// The user has scrolled.
    pub(super) fn scrolled(self) {
        if let Some(element) = self.element() {
            self.top.set(f64::from(element.scroll_top()));
        }
    }

    fn element(self) -> Option<web_sys::HtmlDivElement> {
        self.scroller.get_value().and_then(|scroller| scroller.get_untracked())
    }

    pub(super) fn id(self) -> &'static str {
        self.id
    }

    pub(super) fn is_tree(self) -> bool {
        self.tree
    }

    pub(super) fn columns(self) -> Memo<Vec<usize>> {
        self.columns
    }

    pub(super) fn lines(self) -> Memo<Arc<Vec<Line>>> {
        self.lines
    }

    pub(super) fn slots(self) -> Memo<usize> {
        self.slots
    }

    pub(crate) fn with_table<T>(self, read: impl FnOnce(&Table) -> T) -> T {
        self.table.with_value(|table| read(table))
    }

    /// Indices of all rows, or of those that match what is looked for with what these are inside of, in the order in which
    /// they are shown. What is inside of closed rows is among them.
    pub(crate) fn found_rows(self) -> Vec<u32> {
        self.all.with(|lines| lines.iter().map(|line| line.row).collect())
    }

    /// Whether something is looked for.
    pub(crate) fn is_searched(self) -> bool {
        self.layout.search.with(|text| !text.trim().is_empty())
    }

    /// Keys of the columns that are shown, in order.
    pub(crate) fn shown_columns(self) -> Vec<String> {
        let columns = self.columns.get();
        self.with_table(|table| {
            columns.iter().filter_map(|index| Some(table.columns.get(*index)?.key.clone())).collect()
        })
    }

    /// The text of a cell.
    pub(crate) fn text(self, row: u32, column: usize) -> String {
        self.with_table(|table| {
            let cell = table.rows.get(row as usize).and_then(|row| row.cell(column));
            let kind = table.columns.get(column).map(|column| column.kind);
            cell.zip(kind).map(|(cell, kind)| text::of(cell, kind).into_owned()).unwrap_or_default()
        })
    }

    pub(super) fn level(self, row: u32) -> u16 {
        self.with_table(|table| table.rows.get(row as usize).map_or(0, |row| row.level))
    }

    /// What a slot shows now: the place of the line, and it.
    pub(super) fn in_slot(self, slot: usize) -> Option<(usize, Line)> {
        let place = window::row_of(slot, self.slots.get(), self.first.get())?;
        self.lines.with(|lines| lines.get(place).copied()).map(|line| (place, line))
    }

    /// Ids of the slots from the topmost row on: in the page they stand as they come.
    pub(super) fn order_of_slots(self) -> String {
        let (slots, first) = (self.slots.get(), self.first.get());
        let shown = self.lines.with(|lines| lines.len()).saturating_sub(first).min(slots);
        let ids = (first..first + shown).filter_map(|place| window::slot_of(place, slots, first));
        ids.map(|slot| self.row_id(slot)).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn row_id(self, slot: usize) -> String {
        format!("{}-r{slot}", self.id)
    }

    pub(super) fn cell_id(self, slot: usize, place: usize) -> String {
        format!("{}-r{slot}c{place}", self.id)
    }

    pub(super) fn head_id(self, place: usize) -> String {
        format!("{}-h{place}", self.id)
    }

    /// Id of what the keyboard is on, if that is in the page.
    pub(super) fn active_id(self) -> Option<String> {
        let active = self.active.get();
        let Some(row) = active.row else { return active.column.map(|place| self.head_id(place)) };
        let place = self.lines.with(|lines| place_of(lines, row))?;
        let slot = window::slot_of(place, self.slots.get(), self.first.get())?;
        Some(active.column.map_or_else(|| self.row_id(slot), |column| self.cell_id(slot, column)))
    }

    /// Where a row stands among those that are shown.
    pub(super) fn place_of(self, row: u32) -> Option<usize> {
        self.lines.with_untracked(|lines| place_of(lines, row))
    }

    /// How many rows fit the screen.
    pub(super) fn page(self) -> usize {
        window::fitting(self.rows_height()).saturating_sub(1).max(1)
    }

    fn rows_height(self) -> f64 {
        // Without the head; a last row of sums hides one more at the most.
        (self.height.get_untracked() - 2.0 * window::ROW).max(window::ROW)
    }

    /// Scrolls until the line at this place is in view. By what is known: nothing is measured.
    pub(super) fn scroll_to(self, place: usize) {
        let (top, row) = (self.top.get_untracked(), window::height_of(place));
        let wanted = if row < top { row } else { top.max(row + window::ROW - self.rows_height()) };
        if (wanted - top).abs() < 1.0 {
            return;
        }
        // After the rows that are there now have made the list as tall as they are.
        request_animation_frame(move || {
            if let Some(element) =
                self.scroller.try_get_value().flatten().and_then(|scroller| scroller.get_untracked())
            {
                #[expect(clippy::cast_possible_truncation, reason = "pixels")]
                element.set_scroll_top(wanted as i32);
            }
        });
    }

    /// Opens what a row is inside of, and scrolls to it.
    pub(crate) fn reveal(self, row: u32) {
        let above = self.with_table(|table| {
            let above = std::iter::successors(table.parent(row as usize), |row| table.parent(*row));
            above.filter_map(|row| u32::try_from(row).ok()).collect::<Vec<_>>()
        });
        if self.closed.with_untracked(|closed| above.iter().any(|row| closed.contains(row))) {
            self.closed.update(|closed| {
                for row in &above {
                    closed.remove(row);
                }
            });
        }
        self.active.set(Active { row: Some(row), column: None });
        if let Some(place) = self.place_of(row) {
            self.scroll_to(place);
        }
    }

    /// Opens a row that is closed, and the other way round.
    pub(super) fn turn(self, row: u32) {
        self.closed.update(|closed| {
            if !closed.remove(&row) {
                closed.insert(row);
            }
        });
    }
}

fn place_of(lines: &[Line], row: u32) -> Option<usize> {
    lines.iter().position(|line| line.row == row)
}
