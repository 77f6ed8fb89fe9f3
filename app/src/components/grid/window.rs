//! Which of the rows are in the page.

/// Height of a row in pixels; the style sheet has the same figure as `--grid-row`.
pub(super) const ROW: f64 = 36.0;
/// Rows that are kept ready above and below the screen.
const SPARE: usize = 8;

/// Pixels.
#[expect(clippy::cast_precision_loss, reason = "rows")]
pub(super) fn height_of(rows: usize) -> f64 {
    rows as f64 * ROW
}

/// How many rows are in the page where `height` pixels are to be filled.
pub(super) fn slots(height: f64) -> usize {
    fitting(height) + 1 + 2 * SPARE
}

/// How many whole rows fit into `height` pixels.
pub(super) fn fitting(height: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows")]
    let rows = (height.clamp(0.0, 100_000.0) / ROW).ceil() as usize;
    rows
}

/// The first of `count` rows to be in the page.
pub(super) fn first(scrolled: f64, slots: usize, count: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows")]
    let top = (scrolled.max(0.0) / ROW) as usize;
    top.saturating_sub(SPARE).min(count.saturating_sub(slots))
}

/// The row that a slot shows: each keeps its row for as long as that is among those from `first` on.
pub(super) fn row_of(slot: usize, slots: usize, first: usize) -> Option<usize> {
    let start = first.checked_rem(slots)?;
    Some(first + (slot + slots - start) % slots)
}

/// The slot that shows a row, while it is among those from `first` on.
pub(super) fn slot_of(row: usize, slots: usize, first: usize) -> Option<usize> {
    if (first..first + slots).contains(&row) { row.checked_rem(slots) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_by_a_row_changes_one_slot() {
        let shown = |first| -> Vec<_> { (0..5).filter_map(|slot| row_of(slot, 5, first)).collect() };
        assert_eq!(shown(0), [0, 1, 2, 3, 4]);
        assert_eq!(shown(1), [5, 1, 2, 3, 4]);
        assert_eq!(shown(7), [10, 11, 7, 8, 9]);
        for row in 7..12 {
            assert_eq!(row_of(slot_of(row, 5, 7).unwrap(), 5, 7), Some(row));
        }
        assert_eq!(slot_of(6, 5, 7), None);
        assert_eq!(row_of(0, 0, 0), None);
    }

    #[test]
    fn what_is_on_the_screen_is_in_the_page_wherever_one_is() {
        let slots = slots(360.0);
        assert_eq!(slots, 27);
        for scrolled in [-50.0, 0.0, 1000.0, height_of(20_000) - 360.0, 1e12] {
            let first = first(scrolled, slots, 20_000);
            assert!(first + slots <= 20_000, "{scrolled}");
        }
        assert_eq!(first(3600.0, slots, 20_000), 92);
        assert_eq!(first(3600.0, slots, 3), 0);
    }
}
