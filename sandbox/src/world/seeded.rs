//! What each scenario begins with.

use super::assemblies;
use super::company::{self, Company};
use super::document::{Document, Share};
use super::draw::Draw;
use super::enterprise;
use super::explored;
use super::folder::Folder;
use super::id::Id;
use super::names;
use super::permission::Permission;
use super::scenario::Scenario;
use super::special::{self, Special};
use super::user::User;
use crate::clock::later;
use jiff::Timestamp;

const DAY: u64 = 24 * 60 * 60;

/// How many ordinary documents Alice owns in the demo.
const ALICES_DOCUMENTS: u64 = 2_100;
/// How many ordinary documents Bob owns in the demo.
const BOBS_DOCUMENTS: u64 = 300;

/// The time at which the seeded world was last touched, 2026-11-20 16:30 UTC. Fixed, so that every start is the same.
pub fn last_touched() -> Timestamp {
    Timestamp::from_second(1_795_192_200).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What there is at the start.
#[derive(Debug, Default)]
pub struct Seeds {
    /// All documents.
    pub documents: Vec<Document>,
    /// Those that have a key.
    pub specials: Vec<Special>,
    /// All companies.
    pub companies: Vec<Company>,
    /// All folders.
    pub folders: Vec<Folder>,
}

/// The seeds of a scenario.
pub fn of(scenario: Scenario, seed: u64) -> Seeds {
    let mut seeds = Seeds::default();
    match scenario {
        Scenario::Demo => {
            seeds.plant(special::demo());
            seeds.plant(special::awkward());
            seeds.plant(assemblies::documents());
            seeds.plant(explored::light());
            seeds.plant(explored::heavy());
            seeds.documents.extend(documents(User::Alice, ALICES_DOCUMENTS, seed, Kind::Mixed));
            seeds.documents.extend(documents(User::Bob, BOBS_DOCUMENTS, seed, Kind::Mixed));
        }
        Scenario::Empty => seeds.plant(special::visited()),
        Scenario::Five => seeds.plain(4, seed),
        Scenario::TwoThousand => seeds.plain(1_999, seed),
        Scenario::TenThousand => seeds.plain(9_999, seed),
        Scenario::Enterprise => {
            seeds.plant(special::demo());
            seeds.companies = company::examples();
            enterprise::plant(&mut seeds, seed);
        }
        Scenario::Awkward => {
            seeds.plant(special::demo());
            seeds.plant(special::awkward());
            seeds.plant(explored::light());
        }
        Scenario::BigAssembly => {
            seeds.plant(special::demo());
            seeds.plant(assemblies::documents());
            seeds.plant(explored::heavy());
        }
    }
    seeds
}

impl Seeds {
    /// Adds documents that have a key.
    pub fn plant(&mut self, documents: Vec<(Special, Document)>) {
        for (special, document) in documents {
            self.specials.push(special);
            self.documents.push(document);
        }
    }

    /// The demo and `count` documents that Alice owns, none of them in the trash.
    fn plain(&mut self, count: u64, seed: u64) {
        self.plant(special::demo());
        self.documents.extend(documents(User::Alice, count, seed, Kind::Own));
    }
}

/// Which of a user's documents are shared, public or in the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Some are.
    Mixed,
    /// None is.
    Own,
}

/// `count` documents of `owner`, modified over the last eight years or so, most of them lately.
fn documents(owner: User, count: u64, seed: u64, kind: Kind) -> impl Iterator<Item = Document> {
    (0..count).map(move |number| {
        let mut document = ordinary(owner, number, count, seed);
        if kind == Kind::Mixed {
            mix(&mut document, owner, number);
        }
        document
    })
}

/// The `number`-th of `count` documents of `owner`.
pub fn ordinary(owner: User, number: u64, count: u64, seed: u64) -> Document {
    let who =
        if seed == 0 { owner.first_name().to_owned() } else { format!("{}#{seed}", owner.first_name()) };
    let key = format!("{who}/{number}");
    let mut draw = Draw::of("document", &key);
    // The square puts half of the documents into the last two years.
    let age = DAY + 8 * 365 * DAY * number * number / (count * count) + draw.below(DAY);
    let created_before = draw.below(900 * DAY);
    let modified_at = later(last_touched(), -seconds(age));
    Document {
        created_at: later(modified_at, -seconds(created_before)),
        ..Document::new(Id::of("document", &key), names::document(&who, number), owner, modified_at)
    }
}

fn mix(document: &mut Document, owner: User, number: u64) {
    let (every_share, every_public, every_trash, other) = match owner {
        User::Alice => (40, 120, 97, User::Bob),
        User::Bob | User::Lena => (6, 50, 61, User::Alice),
    };
    if number % every_share == 3 {
        let permission = match document.id.number() % 4 {
            0 => Permission::Read,
            1 => Permission::Comment,
            2 => Permission::Write,
            _ => Permission::ReadCopyExport,
        };
        document.shares.push(Share { user: other, permission });
    }
    document.public = number % every_public == 7;
    document.trashed_at = (number % every_trash == 11).then_some(document.modified_at);
}

fn seconds(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
