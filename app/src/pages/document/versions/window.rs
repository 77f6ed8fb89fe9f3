//! Which rows of a long list are in the page.

/// Height of a row in pixels; the style sheet has the same figure.
pub(super) const ROW: f64 = 52.0;

/// Height of what is seen of the list at the most, in pixels; the style sheet has the same figure.
pub(super) const VIEW: f64 = 416.0;

/// Rows that are kept ready above and below.
const SPARE: usize = 4;

/// The first row that is in the page, and the first after it that is not.
pub(super) fn rows(scrolled: f64, count: usize) -> (usize, usize) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows")]
    let (first, shown) = ((scrolled / ROW).max(0.0) as usize, (VIEW / ROW).ceil() as usize + 1);
    let end = first.saturating_add(shown + SPARE).min(count);
    (first.saturating_sub(SPARE).min(end), end)
}

/// How far the list is scrolled once `row` is in view.
pub(super) fn scrolled_to(row: usize, scrolled: f64, height: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "rows")]
    let top = row as f64 * ROW;
    if top < scrolled { top } else { scrolled.max(top + ROW - height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_rows_of_thousands_are_in_the_page() {
        assert_eq!(rows(0.0, 5_000), (0, 13));
        assert_eq!(rows(52.0 * 100.0, 5_000), (96, 113));
        assert_eq!(rows(1e9, 3), (3, 3));
        assert_eq!(rows(-5.0, 0), (0, 0));
    }

    #[test]
    fn the_list_is_scrolled_no_more_than_it_must() {
        let same = |wanted: f64, found: f64| assert!((wanted - found).abs() < 1e-9, "{wanted} {found}");
        same(0.0, scrolled_to(0, 0.0, VIEW));
        same(0.0, scrolled_to(7, 0.0, VIEW));
        same(52.0, scrolled_to(8, 0.0, VIEW));
        same(104.0, scrolled_to(2, 500.0, VIEW));
    }
}
