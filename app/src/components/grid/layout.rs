//! How a table is shown: which columns in which order, ordered by what, looked through for what. It outlives the table.

use leptos::prelude::*;

use crate::table::Table;

/// See above.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    /// Every column, in order.
    columns: RwSignal<Vec<Place>>,
    /// By what rows are ordered, if not as they come.
    pub(super) sort: RwSignal<Option<Sort>>,
    /// What is looked for.
    pub(super) search: RwSignal<String>,
}

/// A column, and whether it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) key: String,
    pub(super) shown: bool,
}

/// By what rows are ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) key: String,
    pub(super) descending: bool,
}

impl Layout {
    pub(crate) fn new() -> Self {
        Self {
            columns: RwSignal::new(Vec::new()),
            sort: RwSignal::new(None),
            search: RwSignal::new(String::new()),
        }
    }

    /// For a table that comes: its columns stay where columns of the same keys were.
    pub(super) fn adopt(self, table: &Table) {
        let places = adopted(&self.columns.get_untracked(), table);
        self.columns.set(places);
        let gone = |sort: &Option<Sort>| sort.as_ref().is_some_and(|sort| table.column(&sort.key).is_none());
        if self.sort.with_untracked(gone) {
            self.sort.set(None);
        }
    }

    /// Every column, in order.
    pub(super) fn places(self) -> Vec<Place> {
        self.columns.get()
    }

    /// Indices of the columns that are shown, in order.
    pub(super) fn shown(self, table: &Table) -> Vec<usize> {
        let shown = |places: &Vec<Place>| {
            places.iter().filter(|place| place.shown).filter_map(|place| table.column(&place.key)).collect()
        };
        self.columns.with(shown)
    }

    /// Shows a column, or hides it; the last one stays.
    pub(super) fn show(self, key: &str, shown: bool) {
        self.columns.update(|places| {
            let others = places.iter().filter(|place| place.shown && place.key != key).count();
            if let Some(place) = places.iter_mut().find(|place| place.key == key)
                && (shown || others > 0)
            {
                place.shown = shown;
            }
        });
    }

    /// Moves a column to where its neighbour is.
    pub(super) fn shift(self, key: &str, later: bool) {
        self.columns.update(|places| {
            let Some(place) = places.iter().position(|place| place.key == key) else { return };
            let other = if later { place + 1 } else { place.wrapping_sub(1) };
            if other < places.len() {
                places.swap(place, other);
            }
        });
    }

    /// Orders by a column, then the other way round, then no more.
    pub(super) fn sort_by(self, key: &str) {
        self.sort.update(|sort| *sort = next_sort(sort.take(), key));
    }
}

fn next_sort(sort: Option<Sort>, key: &str) -> Option<Sort> {
    match sort {
        Some(Sort { key: known, descending: false }) if known == key => {
            Some(Sort { key: known, descending: true })
        }
        Some(Sort { key: known, descending: true }) if known == key => None,
        _ => Some(Sort { key: key.to_owned(), descending: false }),
    }
}

fn adopted(before: &[Place], table: &Table) -> Vec<Place> {
    let known = before.iter().filter(|place| table.column(&place.key).is_some()).cloned();
    let new = table.columns.iter().filter(|column| before.iter().all(|place| place.key != column.key));
    let mut places: Vec<Place> =
        known.chain(new.map(|column| Place { key: column.key.clone(), shown: column.shown })).collect();
    if !places.iter().any(|place| place.shown) {
        for place in &mut places {
            place.shown = true;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Kind};

    fn table(keys: &[(&str, bool)]) -> Table {
        let column = |(key, shown): &(&str, bool)| Column {
            key: (*key).into(),
            name: (*key).into(),
            kind: Kind::Text,
            shown: *shown,
        };
        Table { columns: keys.iter().map(column).collect(), rows: Vec::new() }
    }

    fn keys(places: &[Place]) -> Vec<(&str, bool)> {
        places.iter().map(|place| (place.key.as_str(), place.shown)).collect()
    }

    #[test]
    fn columns_stay_where_they_were_put_when_another_table_comes() {
        let before =
            [("b", true), ("gone", true), ("a", false)].map(|(key, shown)| Place { key: key.into(), shown });
        let places = adopted(&before, &table(&[("a", true), ("b", true), ("new", false)]));
        assert_eq!(keys(&places), [("b", true), ("a", false), ("new", false)]);
    }

    #[test]
    fn a_table_that_hides_every_column_shows_all() {
        assert_eq!(keys(&adopted(&[], &table(&[("a", false), ("b", false)]))), [("a", true), ("b", true)]);
    }

    #[test]
    fn a_column_orders_one_way_then_the_other_then_not() {
        let first = next_sort(None, "a");
        assert_eq!(first, Some(Sort { key: "a".into(), descending: false }));
        let second = next_sort(first, "a");
        assert_eq!(second, Some(Sort { key: "a".into(), descending: true }));
        assert_eq!(next_sort(second.clone(), "a"), None);
        assert_eq!(next_sort(second, "b"), Some(Sort { key: "b".into(), descending: false }));
    }
}
