//! Rows of the table, nodes of the tree and what is selected in 3D are one selection.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::Shown;
use crate::{
    bom::{Bom, Item},
    components::grid::GridState,
};

/// Follows what is selected elsewhere; what is given back takes over what is selected here.
pub(super) fn shared(shown: Shown, grid: GridState, bom: &Arc<Bom>) -> Callback<()> {
    let rows = Arc::new(RowsByPath::new(&bom.items));
    // What came from here need not come back.
    let ours = StoredValue::new(None::<Vec<Vec<String>>>);
    Effect::new(move |_| {
        let selection = shown.selection.get();
        if ours.with_value(|ours| ours.as_ref() == Some(&selection)) {
            return;
        }
        ours.set_value(Some(selection.clone()));
        let found = rows.of(&selection);
        let first = found.iter().min().copied();
        if grid.selected.with_untracked(|selected| *selected != found) {
            grid.selected.set(found);
            if let Some(first) = first {
                grid.reveal(first);
            }
        }
    });
    let bom = bom.clone();
    Callback::new(move |()| {
        let paths = grid.selected.with_untracked(|selected| paths(&bom.items, selected));
        ours.set_value(Some(paths.clone()));
        shown.selection.set(paths);
    })
}

/// Paths of all occurrences of the rows.
fn paths(items: &[Item], rows: &HashSet<u32>) -> Vec<Vec<String>> {
    let mut rows: Vec<u32> = rows.iter().copied().collect();
    rows.sort_unstable();
    let mut known: HashSet<&Vec<String>> = HashSet::new();
    let paths = rows.iter().filter_map(|row| items.get(*row as usize)).flat_map(|item| &item.occurrences);
    paths.filter(|path| known.insert(*path)).cloned().collect()
}

struct RowsByPath(HashMap<Vec<String>, Vec<u32>>);

impl RowsByPath {
    fn new(items: &[Item]) -> Self {
        let mut rows: HashMap<Vec<String>, Vec<u32>> = HashMap::new();
        for (row, item) in (0..).zip(items) {
            for path in &item.occurrences {
                rows.entry(path.clone()).or_default().push(row);
            }
        }
        Self(rows)
    }

    /// The rows that count these occurrences, or the assemblies that they are in.
    fn of(&self, selection: &[Vec<String>]) -> HashSet<u32> {
        let row = |path: &Vec<String>| {
            let mut outer = (1..=path.len()).rev().filter_map(|length| path.get(..length));
            outer.find_map(|path| self.0.get(path))
        };
        selection.iter().filter_map(row).flatten().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(paths: &[&str]) -> Item {
        let occurrences = paths.iter().map(|path| path.split('.').map(str::to_owned).collect()).collect();
        Item { occurrences, ..Item::default() }
    }

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn an_occurrence_is_found_in_its_row_or_in_that_of_the_assembly_around_it() {
        let rows = RowsByPath::new(&[item(&["a", "b"]), item(&["a.x", "b.x"]), item(&[])]);
        assert_eq!(rows.of(&[path("b.x")]), HashSet::from([1]));
        assert_eq!(rows.of(&[path("a")]), HashSet::from([0]));
        assert_eq!(rows.of(&[path("a.y.z")]), HashSet::from([0]));
        assert_eq!(rows.of(&[path("c"), Vec::new()]), HashSet::new());
    }

    #[test]
    fn rows_stand_for_all_their_occurrences_once() {
        let items = [item(&["a", "b"]), item(&["b", "c"])];
        assert_eq!(paths(&items, &HashSet::from([1, 0, 9])), [path("a"), path("b"), path("c")]);
    }
}
