//! The many ordinary documents.

use super::document::{Document, Share, Tabs};
use super::draw::Draw;
use super::id::Id;
use super::names;
use super::user::User;
use crate::clock::later;
use jiff::Timestamp;

const DAY: u64 = 24 * 60 * 60;

/// The time at which the seeded world was last touched, 2026-11-20 16:30 UTC. Fixed, so that every start is the same.
pub fn last_touched() -> Timestamp {
    Timestamp::from_second(1_795_192_200).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// `count` documents of `owner`, modified over the last eight years or so, most of them lately.
pub fn documents(owner: User, count: u64) -> impl Iterator<Item = Document> {
    (0..count).map(move |number| document(owner, number, count))
}

fn document(owner: User, number: u64, count: u64) -> Document {
    let key = format!("{}/{number}", owner.first_name());
    let mut draw = Draw::of("document", &key);
    // The square puts half of the documents into the last two years.
    let age = DAY + 8 * 365 * DAY * number * number / (count * count) + draw.below(DAY);
    let created_before = draw.below(900 * DAY);
    let modified_at = later(last_touched(), -seconds(age));
    let (every_share, every_public, every_trash) = match owner {
        User::Alice => (40, 120, 97),
        User::Bob => (6, 50, 61),
    };
    Document {
        id: Id::of("document", &key),
        name: names::document(owner.first_name(), number),
        owner,
        shared: (number % every_share == 3)
            .then(|| if draw.below(4) == 0 { Share::Read } else { Share::ReadAndExport }),
        public: number % every_public == 7,
        trashed: number % every_trash == 11,
        created_at: later(modified_at, -seconds(created_before)),
        modified_at,
        tabs: Tabs::Derived,
        bare: false,
    }
}

fn seconds(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
