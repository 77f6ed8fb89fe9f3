//! A list as far as it has come, and what a search finds in it.

use std::{collections::HashSet, sync::Arc};

use crate::{
    listing::{DocumentItem, Page, Query},
    place::Id,
    search::{Fit, Wanted, fold},
};

/// A document in the list, and its name as a search compares it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) item: DocumentItem,
    folded: String,
}

impl Listed {
    fn new(item: DocumentItem) -> Self {
        let folded = fold(item.name.as_deref().unwrap_or_default().trim());
        Self { item, folded }
    }
}

/// The pages of a list that have come.
#[derive(Debug, Default)]
pub(super) struct Stock {
    query: Option<Query>,
    items: Vec<Arc<Listed>>,
    known: HashSet<Id>,
    /// Where the next page starts.
    next: Option<u32>,
    total: Option<u32>,
}

impl Stock {
    /// Starts the list of `query`, unless it is that already.
    pub(super) fn begin(&mut self, query: &Query) {
        if self.query.as_ref() != Some(query) {
            *self = Self { query: Some(query.clone()), next: Some(0), ..Self::default() };
        }
    }

    /// What to ask for next, if there is more.
    pub(super) fn next_page(&self) -> Option<(Query, u32)> {
        self.query.clone().filter(|query| !query.wants_owner()).zip(self.next)
    }

    /// Whether no page has come yet.
    pub(super) fn is_unasked(&self) -> bool {
        self.next == Some(0)
    }

    pub(super) fn items(&self) -> &[Arc<Listed>] {
        &self.items
    }

    /// How many there will be, while that is not what there is.
    pub(super) fn total(&self) -> Option<u32> {
        self.total.filter(|_| self.next.is_some())
    }

    /// Appends a page. Documents that moved up between two pages come twice: once is enough.
    pub(super) fn add(&mut self, page: Page) {
        let fresh = page.items.into_iter().filter(|item| self.known.insert(item.id.clone()));
        self.items.extend(fresh.map(|item| Arc::new(Listed::new(item))));
        // An answer that leads back would be asked for for ever.
        self.next = page.next.filter(|next| Some(*next) > self.next);
        self.total = page.total;
    }
}

/// What `wanted` finds: the best fits first, in the order of the list where they fit alike; then what Onshape found for
/// other reasons than its name; then, with `slips`, names that are nearly right.
pub(super) fn found(
    wanted: &Wanted,
    here: &[Arc<Listed>],
    there: &[Arc<Listed>],
    slips: bool,
) -> Vec<Arc<Listed>> {
    let mut seen = HashSet::new();
    let all = there.iter().map(|listed| (listed, true)).chain(here.iter().map(|listed| (listed, false)));
    let mut fits: Vec<(u8, &Arc<Listed>)> = Vec::new();
    for (listed, theirs) in all {
        let rank = match wanted.fit(&listed.folded) {
            Some(Fit::Slip) | None if theirs => Some(Fit::Inside as u8 + 1),
            Some(Fit::Slip) => Some(Fit::Inside as u8 + 2).filter(|_| slips),
            Some(fit) => Some(fit as u8),
            None => None,
        };
        if let Some(rank) = rank
            && seen.insert(&listed.item.id)
        {
            fits.push((rank, listed));
        }
    }
    // Stable: the order of the list stays.
    fits.sort_by_key(|(rank, _)| *rank);
    fits.into_iter().map(|(_, listed)| listed.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(names: &[&str], first: u32, next: Option<u32>) -> Page {
        let item = |(n, name): (u32, &&str)| DocumentItem {
            id: Id::parse(&format!("{:024x}", first + n)).unwrap(),
            name: Some((*name).into()),
            owner: None,
            modified_at: None,
            created_at: None,
            workspace: None,
            picture_version: None,
        };
        Page { items: (0..).zip(names).map(item).collect(), next, total: None }
    }

    fn stock(names: &[&str], first: u32) -> Stock {
        let mut stock = Stock::default();
        stock.begin(&Query::default());
        stock.add(page(names, first, None));
        stock
    }

    fn names(listed: &[Arc<Listed>]) -> Vec<&str> {
        listed.iter().filter_map(|one| one.item.name.as_deref()).collect()
    }

    #[test]
    fn a_document_that_comes_twice_is_listed_once_and_a_page_that_leads_back_is_the_last() {
        let mut stock = Stock::default();
        stock.begin(&Query::default());
        assert!(stock.is_unasked());
        stock.add(page(&["A", "B"], 0, Some(20)));
        stock.add(page(&["B", "C"], 1, Some(20)));
        assert_eq!(names(stock.items()), ["A", "B", "C"]);
        assert!(stock.next_page().is_none());
    }

    #[test]
    fn a_search_shows_exact_names_first_then_onshapes_finds_then_near_ones() {
        let here = stock(&["Geer pump", "My gear", "Gear", "Plate"], 0);
        let there = stock(&["Gearbox", "Found by its description"], 100);
        let wanted = Wanted::new("gear").unwrap();
        let all = found(&wanted, here.items(), there.items(), true);
        assert_eq!(names(&all), ["Gear", "Gearbox", "My gear", "Found by its description", "Geer pump"]);
        let without = found(&wanted, here.items(), there.items(), false);
        assert_eq!(names(&without).last(), Some(&"Found by its description"));
    }
}
