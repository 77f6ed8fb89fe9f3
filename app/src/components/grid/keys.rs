//! The keyboard in a grid, which is one stop of the Tab key.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::state::{Active, GridState};

/// A key was pressed.
pub(super) fn press(grid: GridState, event: &KeyboardEvent, on_select: Callback<()>) {
    if event.alt_key() {
        return;
    }
    let ctrl = event.ctrl_key() || event.meta_key();
    let active = grid.active.get_untracked();
    let taken = match event.key().as_str() {
        "ArrowDown" => walk(grid, event, Step::By(1), on_select),
        "ArrowUp" => walk(grid, event, Step::By(-1), on_select),
        "PageDown" => walk(grid, event, Step::Page(1), on_select),
        "PageUp" => walk(grid, event, Step::Page(-1), on_select),
        "Home" if !ctrl && active.column.is_some() => column(grid, 0),
        "End" if !ctrl && active.column.is_some() => column(grid, last_column(grid)),
        "Home" => walk(grid, event, Step::First, on_select),
        "End" => walk(grid, event, Step::Last, on_select),
        "ArrowRight" => right(grid),
        "ArrowLeft" => left(grid),
        "Enter" | " " => activate(grid, event, ctrl, on_select),
        "a" | "A" if ctrl => {
            select_all(grid, on_select);
            true
        }
        "Escape" => clear(grid, on_select),
        _ => false,
    };
    if taken {
        event.prevent_default();
        event.stop_propagation();
    }
}

#[derive(Clone, Copy)]
enum Step {
    By(isize),
    Page(isize),
    First,
    Last,
}

/// Up or down. Above the first row is the head.
fn walk(grid: GridState, event: &KeyboardEvent, step: Step, on_select: Callback<()>) -> bool {
    let count = grid.lines().with_untracked(|lines| lines.len());
    let Some(last) = count.checked_sub(1) else { return false };
    let active = grid.active.get_untracked();
    let now = active.row.and_then(|row| grid.place_of(row));
    let place = match (step, now) {
        (Step::First, _) | (Step::By(1..) | Step::Page(1..), None) => 0,
        (Step::Last, _) => last,
        (Step::By(-1), Some(0)) => {
            let column = active.column.unwrap_or(0);
            grid.active.set(Active { row: None, column: Some(column) });
            return true;
        }
        (Step::By(_) | Step::Page(_), None) => return true,
        (Step::By(by), Some(now)) => now.saturating_add_signed(by).min(last),
        (Step::Page(by), Some(now)) => {
            now.saturating_add_signed(by.saturating_mul(isize::try_from(grid.page()).unwrap_or(1))).min(last)
        }
    };
    let Some(row) = grid.lines().with_untracked(|lines| lines.get(place).map(|line| line.row)) else {
        return true;
    };
    let column = active.column.filter(|_| active.row.is_some());
    grid.active.set(Active { row: Some(row), column });
    grid.scroll_to(place);
    if event.shift_key() {
        if grid.anchor.get_value().is_none() {
            grid.anchor.set_value(active.row);
        }
        select(grid, row, true, false, on_select);
    }
    true
}

fn last_column(grid: GridState) -> usize {
    grid.columns().with_untracked(Vec::len).saturating_sub(1)
}

fn column(grid: GridState, place: usize) -> bool {
    grid.active.update(|active| active.column = Some(place));
    show_active(grid);
    true
}

/// Scrolls sideways to the cell that the keyboard is on.
fn show_active(grid: GridState) {
    request_animation_frame(move || {
        let id = untrack(|| grid.active_id());
        let element = id.and_then(|id| document().get_element_by_id(&id));
        if let Some(element) = element {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn right(grid: GridState) -> bool {
    let active = grid.active.get_untracked();
    match (active.row, active.column) {
        (Some(row), None) if open(grid, row) == Some(false) => {
            grid.turn(row);
            true
        }
        (Some(_), None) => column(grid, 0),
        (_, Some(now)) => column(grid, (now + 1).min(last_column(grid))),
        (None, None) => false,
    }
}

fn left(grid: GridState) -> bool {
    let active = grid.active.get_untracked();
    match (active.row, active.column) {
        (Some(_), Some(0)) => {
            grid.active.update(|active| active.column = None);
            true
        }
        (_, Some(now)) => column(grid, now.saturating_sub(1)),
        (Some(row), None) if open(grid, row) == Some(true) => {
            grid.turn(row);
            true
        }
        (Some(row), None) => {
            let outer = grid.with_table(|table| table.parent(row as usize));
            if let Some(outer) = outer.and_then(|outer| u32::try_from(outer).ok()) {
                grid.active.set(Active { row: Some(outer), column: None });
                if let Some(place) = grid.place_of(outer) {
                    grid.scroll_to(place);
                }
            }
            true
        }
        (None, None) => false,
    }
}

fn open(grid: GridState, row: u32) -> Option<bool> {
    grid.lines().with_untracked(|lines| lines.iter().find(|line| line.row == row)?.open)
}

/// Orders by a head, follows the link of a cell, selects a row.
fn activate(grid: GridState, event: &KeyboardEvent, ctrl: bool, on_select: Callback<()>) -> bool {
    let active = grid.active.get_untracked();
    let Some(row) = active.row else {
        let Some(place) = active.column else { return false };
        let column = grid.columns().with_untracked(|columns| columns.get(place).copied());
        let key = grid.with_table(|table| Some(table.columns.get(column?)?.key.clone()));
        if let Some(key) = key {
            grid.layout.sort_by(&key);
        }
        return true;
    };
    if event.key() == "Enter" && active.column.is_some() {
        let cell = untrack(|| grid.active_id()).and_then(|id| document().get_element_by_id(&id));
        let link = cell.and_then(|cell| cell.query_selector("a").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            link.click();
            return true;
        }
    }
    select(grid, row, event.shift_key(), ctrl, on_select);
    true
}

/// Selects a row alone; with `range` all from where the last range began; with `more` beside what is selected, or no
/// more.
pub(super) fn select(grid: GridState, row: u32, range: bool, more: bool, on_select: Callback<()>) {
    let from = grid.anchor.get_value().filter(|_| range).and_then(|anchor| grid.place_of(anchor));
    if let (Some(from), Some(to)) = (from, grid.place_of(row)) {
        let rows = grid.lines().with_untracked(|lines| {
            let range = lines.get(from.min(to)..=from.max(to)).unwrap_or_default();
            range.iter().map(|line| line.row).collect()
        });
        grid.selected.set(rows);
    } else {
        grid.anchor.set_value(Some(row));
        grid.selected.update(|selected| {
            let was = selected.contains(&row);
            if !more {
                selected.clear();
            }
            if more && was {
                selected.remove(&row);
            } else {
                selected.insert(row);
            }
        });
    }
    on_select.run(());
}

fn select_all(grid: GridState, on_select: Callback<()>) {
    let rows = grid.lines().with_untracked(|lines| lines.iter().map(|line| line.row).collect());
    grid.selected.set(rows);
    on_select.run(());
}

fn clear(grid: GridState, on_select: Callback<()>) -> bool {
    let any = grid.selected.with_untracked(|selected| !selected.is_empty());
    if any {
        grid.selected.update(std::collections::HashSet::clear);
        on_select.run(());
    }
    any
}
