//! Where rows and cards stand: computed, never measured.

use crate::listing::View;

/// Height of a row in pixels; the style sheet has the same figure as `--row-height`.
const ROW: f64 = 56.0;
/// Height of a card with the space below it; the style sheet has the same figure as `--card-height`.
const CARD: f64 = 184.0;
/// A card is at least so wide, with the space beside it.
const CARD_WIDTH: f64 = 136.0;
/// Cards grow to about this width before there is room for one more.
const CARD_IDEAL: f64 = 200.0;
/// Lines that are kept ready above and below the screen.
const SPARE: usize = 6;
/// The lines in the page change by so many at once: not with every frame of a scroll.
const STEP: usize = 4;
/// More than anybody has: beyond, browsers count pixels no further.
const MOST_LINES: usize = 500_000;

/// The part of the list that is on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    /// How many documents stand beside each other.
    pub(super) columns: usize,
    /// Width of one, in pixels.
    pub(super) cell: f64,
    /// Height of a line, in pixels.
    pub(super) line: f64,
    /// Height of the screen, in pixels.
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn new(view: View, width: f64, height: f64) -> Self {
        let (columns, line) = match view {
            View::List => (1, ROW),
            View::Grid => (columns(width), CARD),
        };
        Self { columns, cell: width / number(columns), line, height }
    }

    /// Where a document stands: pixels from the left and from the top of the list.
    pub(super) fn place(&self, index: usize) -> (f64, f64) {
        (number(index % self.columns) * self.cell, number(index / self.columns) * self.line)
    }

    /// Height of `count` documents, in pixels.
    pub(super) fn tall(&self, count: usize) -> f64 {
        number(count.div_ceil(self.columns).min(MOST_LINES)) * self.line
    }

    /// The first document to be in the page, and the first after it that is not.
    pub(super) fn ready(&self, scrolled: f64, count: usize) -> (usize, usize) {
        let (first, end) = self.lines(scrolled);
        let first = first.saturating_sub(SPARE) / STEP * STEP;
        let end = end.saturating_add(SPARE).div_ceil(STEP) * STEP;
        self.documents(first, end, count)
    }

    /// The first document that is in sight, and the first after it that is not.
    pub(super) fn seen(&self, scrolled: f64, count: usize) -> (usize, usize) {
        let (first, end) = self.lines(scrolled);
        self.documents(first, end, count)
    }

    /// How many documents a screen holds.
    pub(super) fn screen(&self) -> usize {
        whole(self.height / self.line).max(1) * self.columns
    }

    /// How far to scroll for a document to be in sight, from `scrolled`.
    pub(super) fn scrolled_to(&self, index: usize, scrolled: f64) -> f64 {
        let (_, top) = self.place(index);
        if top < scrolled { top } else { scrolled.max(top + self.line - self.height) }
    }

    fn lines(&self, scrolled: f64) -> (usize, usize) {
        (whole(scrolled / self.line), whole(((scrolled + self.height) / self.line).ceil()))
    }

    fn documents(&self, first: usize, end: usize, count: usize) -> (usize, usize) {
        let end = end.saturating_mul(self.columns).min(count);
        (first.saturating_mul(self.columns).min(end), end)
    }
}

fn columns(width: f64) -> usize {
    let most = whole(width / CARD_WIDTH);
    let ideal = whole((width / CARD_IDEAL).round());
    // In a narrow panel two small ones rather than a large one.
    ideal.max(2).min(most).max(1)
}

#[expect(clippy::cast_precision_loss, reason = "documents by the thousand")]
fn number(n: usize) -> f64 {
    n as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines; a negative one is none")]
fn whole(n: f64) -> usize {
    n.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_the_screen_and_a_few_more_is_in_the_page() {
        let list = Layout::new(View::List, 800.0, 560.0);
        assert_eq!(list.ready(0.0, 2000), (0, 16));
        assert_eq!(list.ready(5600.0, 2000), (92, 116));
        assert_eq!(list.ready(0.0, 3), (0, 3));
        assert_eq!(list.ready(99_999.0, 3), (3, 3));
        assert_eq!(list.seen(28.0, 2000), (0, 11));
        assert_eq!(Layout::new(View::List, 0.0, 0.0).ready(-40.0, 0), (0, 0));
    }

    #[test]
    fn a_few_pixels_of_scrolling_leave_the_page_as_it_is() {
        let list = Layout::new(View::List, 800.0, 560.0);
        assert_eq!(list.ready(5650.0, 2000), list.ready(5700.0, 2000));
    }

    #[test]
    fn cards_stand_beside_each_other_as_many_as_there_is_room_for() {
        let columns = |width| Layout::new(View::Grid, width, 560.0).columns;
        assert_eq!([200.0, 280.0, 600.0, 1200.0].map(columns), [1, 2, 3, 6]);
        let grid = Layout::new(View::Grid, 600.0, 560.0);
        let (x, y) = grid.place(4);
        assert_eq!([x, y, grid.tall(7)].map(whole), [200, 184, 552]);
    }

    #[test]
    fn a_document_is_scrolled_into_sight_by_as_little_as_it_takes() {
        let list = Layout::new(View::List, 800.0, 560.0);
        let pixels = |n| whole(list.scrolled_to(n, 560.0));
        assert_eq!([2, 12, 20].map(pixels), [112, 560, 616]);
    }
}
