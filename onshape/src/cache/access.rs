//! Who was seen to be able to see what, and when.

use std::sync::Arc;

use jiff::Timestamp;
use moka::{
    ops::compute::{CompResult, Op},
    sync::Cache as Memory,
};

use crate::{
    DocumentId, Now,
    cache::{ACCESS, SAVED_LOOKS},
};

/// The most pairs of user and document that are remembered; one that is forgotten costs one call.
const MOST: u64 = 200_000;

/// The calls that succeeded within [`ACCESS`].
pub(crate) struct Access {
    now: Now,
    seen: Memory<(Arc<str>, DocumentId), Timestamp>,
    looks: Memory<(Arc<str>, DocumentId), u64>,
    given: Memory<(Arc<str>, DocumentId, Arc<str>), u64>,
}

impl Access {
    pub fn new(now: Now) -> Self {
        Self { now, seen: Memory::new(MOST), looks: Memory::new(MOST), given: Memory::new(MOST) }
    }

    /// A call of `user` on `document` succeeded just now.
    pub fn succeeded(&self, user: &Arc<str>, document: &DocumentId) {
        self.seen.insert((user.clone(), document.clone()), (self.now)());
    }

    /// Whether one succeeded not long ago.
    pub fn is_recent(&self, user: &Arc<str>, document: &DocumentId) -> bool {
        let seen = self.seen.get(&(user.clone(), document.clone()));
        seen.is_some_and(|at| (self.now)().duration_since(at).unsigned_abs() < ACCESS)
    }

    /// `user` asked where `document` is, and was told.
    pub fn looked(&self, user: &Arc<str>, document: &DocumentId) {
        let key = (user.clone(), document.clone());
        self.looks.entry(key).and_upsert_with(|looks| looks.map_or(1, |looks| looks.into_value() + 1));
    }

    /// How often they did.
    pub fn looks(&self, user: &Arc<str>, document: &DocumentId) -> u64 {
        self.looks.get(&(user.clone(), document.clone())).unwrap_or(0)
    }

    /// Whether `user` looked since `what` was given to them last; then it is given to them now.
    pub fn may_give(&self, user: &Arc<str>, document: &DocumentId, what: &str) -> bool {
        let looks = self.looks(user, document);
        let given = self.given.entry((user.clone(), document.clone(), what.into()));
        let given = given.and_compute_with(|given| match given.map_or(0, moka::Entry::into_value) {
            // Looks that were not followed by anything are not saved up for long.
            given if given < looks => Op::Put((given + 1).max(looks.saturating_sub(SAVED_LOOKS))),
            _ => Op::Nop,
        });
        matches!(given, CompResult::Inserted(_) | CompResult::ReplacedWith(_))
    }

    pub(super) fn refused(&self, user: &Arc<str>, document: &DocumentId) {
        self.seen.invalidate(&(user.clone(), document.clone()));
    }
}
