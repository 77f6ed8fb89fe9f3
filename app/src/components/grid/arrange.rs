//! Which rows are shown, in which order.

use std::{cmp::Ordering, collections::HashSet};

/// By what a row is ordered. Numbers come first, cells in which there is nothing last, whichever way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Key {
    /// A number.
    Number(f64),
    /// The rank of a text.
    Text(u32),
    /// Nothing.
    Nothing,
}

/// A row that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Its index in the table.
    pub(super) row: u32,
    /// Its place among those that are inside of the same row, from 1 on.
    pub(super) place: u32,
    /// How many these are.
    pub(super) siblings: u32,
    /// Whether what is inside of it is shown; nothing, if there is nothing inside.
    pub(super) open: Option<bool>,
}

/// The rows of which `levels` are, ordered by `keys` within what they are inside of, `descending` or not. Where not all
/// match, only those that do and what they are inside of, which then is open; else what is inside of `closed` rows is
/// left out.
pub(super) fn arrange(
    levels: &[u16],
    keys: Option<(&[Key], bool)>,
    matches: Option<&[bool]>,
    closed: &HashSet<u32>,
) -> Vec<Line> {
    let inside = inside(levels, matches);
    let mut lines = Vec::with_capacity(levels.len());
    let mut waiting: Vec<Line> = Vec::new();
    push(&mut waiting, inside.roots, keys);
    let mut children = inside.children;
    while let Some(mut line) = waiting.pop() {
        let within = children.get_mut(line.row as usize).map(std::mem::take).unwrap_or_default();
        if !within.is_empty() {
            let open = matches.is_some() || !closed.contains(&line.row);
            line.open = Some(open);
            if open {
                push(&mut waiting, within, keys);
            }
        }
        lines.push(line);
    }
    lines
}

/// Puts rows that are inside of the same one on the stack, the first on top.
fn push(waiting: &mut Vec<Line>, mut rows: Vec<u32>, keys: Option<(&[Key], bool)>) {
    if let Some((keys, descending)) = keys {
        let key = |row: u32| keys.get(row as usize).copied().unwrap_or(Key::Nothing);
        rows.sort_by(|a, b| compare(key(*a), key(*b), descending));
    }
    let siblings = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let lines = (1..).zip(rows).map(|(place, row)| Line { row, place, siblings, open: None });
    let before = waiting.len();
    waiting.extend(lines);
    if let Some(new) = waiting.get_mut(before..) {
        new.reverse();
    }
}

fn compare(a: Key, b: Key, descending: bool) -> Ordering {
    let group = |key: Key| match key {
        Key::Number(_) => 0,
        Key::Text(_) => 1,
        Key::Nothing => 2,
    };
    let order = match (a, b) {
        (Key::Number(a), Key::Number(b)) => a.total_cmp(&b),
        (Key::Text(a), Key::Text(b)) => a.cmp(&b),
        _ => return group(a).cmp(&group(b)),
    };
    if descending { order.reverse() } else { order }
}

struct Inside {
    roots: Vec<u32>,
    children: Vec<Vec<u32>>,
}

/// What is directly inside of each row, of those that match and those that they are inside of.
fn inside(levels: &[u16], matches: Option<&[bool]>) -> Inside {
    let count = u32::try_from(levels.len()).unwrap_or(u32::MAX);
    let mut parents: Vec<Option<u32>> = Vec::with_capacity(levels.len());
    let mut above: Vec<u32> = Vec::new();
    for (row, level) in (0..count).zip(levels) {
        above.truncate(usize::from(*level));
        parents.push(above.last().copied());
        above.push(row);
    }
    let kept = matches.map(|matches| {
        let mut kept = matches.to_vec();
        kept.resize(levels.len(), false);
        // What a row is inside of comes before it: one way back is enough.
        for (row, parent) in parents.iter().enumerate().rev() {
            if kept.get(row) == Some(&true)
                && let Some(outer) = parent.and_then(|parent| kept.get_mut(parent as usize))
            {
                *outer = true;
            }
        }
        kept
    });
    let mut inside = Inside { roots: Vec::new(), children: vec![Vec::new(); levels.len()] };
    for (row, parent) in (0..count).zip(parents) {
        if kept.as_ref().is_some_and(|kept| kept.get(row as usize) != Some(&true)) {
            continue;
        }
        match parent.and_then(|parent| inside.children.get_mut(parent as usize)) {
            Some(children) => children.push(row),
            None => inside.roots.push(row),
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: [u16; 6] = [0, 1, 2, 1, 0, 1];

    fn rows(lines: &[Line]) -> Vec<u32> {
        lines.iter().map(|line| line.row).collect()
    }

    #[test]
    fn rows_keep_their_order_and_know_their_places() {
        let lines = arrange(&LEVELS, None, None, &HashSet::new());
        assert_eq!(rows(&lines), [0, 1, 2, 3, 4, 5]);
        let places: Vec<_> = lines.iter().map(|line| (line.place, line.siblings, line.open)).collect();
        assert_eq!(
            places,
            [
                (1, 2, Some(true)),
                (1, 2, Some(true)),
                (1, 1, None),
                (2, 2, None),
                (2, 2, Some(true)),
                (1, 1, None)
            ]
        );
    }

    #[test]
    fn what_is_inside_of_a_closed_row_is_left_out() {
        let lines = arrange(&LEVELS, None, None, &HashSet::from([0]));
        assert_eq!(rows(&lines), [0, 4, 5]);
        assert_eq!(lines[0].open, Some(false));
    }

    #[test]
    fn what_matches_is_shown_with_what_it_is_inside_of() {
        let matches = [false, false, true, false, false, false];
        assert_eq!(rows(&arrange(&LEVELS, None, Some(&matches), &HashSet::from([0]))), [0, 1, 2]);
        assert_eq!(rows(&arrange(&LEVELS, None, Some(&[false; 6]), &HashSet::new())), [0_u32; 0]);
    }

    #[test]
    fn rows_are_ordered_within_what_they_are_inside_of() {
        let keys =
            [Key::Number(1.0), Key::Nothing, Key::Text(0), Key::Text(1), Key::Number(2.0), Key::Nothing];
        assert_eq!(rows(&arrange(&LEVELS, Some((&keys, false)), None, &HashSet::new())), [0, 3, 1, 2, 4, 5]);
        assert_eq!(rows(&arrange(&LEVELS, Some((&keys, true)), None, &HashSet::new())), [4, 5, 0, 3, 1, 2]);
    }

    #[test]
    fn nothing_stays_last_whichever_way_numbers_go() {
        let keys = [Key::Nothing, Key::Number(f64::NAN), Key::Number(-1.0), Key::Text(3)];
        assert_eq!(rows(&arrange(&[0; 4], Some((&keys, false)), None, &HashSet::new())), [2, 1, 3, 0]);
        assert_eq!(rows(&arrange(&[0; 4], Some((&keys, true)), None, &HashSet::new())), [1, 2, 3, 0]);
    }

    #[test]
    fn rows_one_inside_of_the_other_without_end_are_arranged() {
        let levels: Vec<u16> = (0..u16::MAX).collect();
        assert_eq!(arrange(&levels, None, None, &HashSet::new()).len(), levels.len());
    }
}
