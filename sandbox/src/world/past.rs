//! A document with a long past: thousands of versions, branches, years of history. It follows from the document's id and is
//! put together when somebody asks.

use super::derived;
use super::document::Document;
use super::element::{Content, Element};
use super::id::Id;
use super::timeline::{Microversion, Timeline, Version, Workspace};
use super::user::User;
use crate::clock::later;
use crate::models::Model;
use jiff::Timestamp;
use std::sync::Arc;

/// States of *Main*.
const STATES: u32 = 2_000;
/// Versions; three for every two states.
const VERSIONS: u32 = 3_000;
/// Branches, and the states of each beside those that it has in common with *Main*.
const BRANCHES: u32 = 12;
const STATES_OF_A_BRANCH: u32 = 3;

/// What people say that they did; hostile people, too.
const CHANGES: [&str; 8] = [
    "Edit : Sketch 1",
    "Edit : Extrude 1",
    "Rename tab : Plate",
    "Insert feature : Fillet 3",
    "Edit : <b>Hole</b> \"M8\" & more",
    "Change properties : Material",
    "Delete feature : Chamfer 2",
    "تعديل : الرسم ١",
];

/// The states of the document.
pub fn long(document: &Document) -> Timeline {
    let tabs = [
        ("Vitrine", Content::App),
        ("Plate", Content::Studio(Model::Plate)),
        ("Bracket", Content::Studio(Model::Bracket)),
        ("Gear", Content::Studio(Model::Gear)),
    ];
    let tabs = tabs.into_iter().map(|(name, content)| (name.to_owned(), content)).collect();
    let mut past = Past {
        document,
        elements: derived::elements(document.id, tabs, document.created_at),
        timeline: Timeline { workspaces: Vec::new(), versions: Vec::new(), microversions: Vec::new() },
    };
    past.main();
    past.versions();
    past.branches();
    past.timeline
}

struct Past<'a> {
    document: &'a Document,
    elements: Arc<Vec<Element>>,
    timeline: Timeline,
}

impl Past<'_> {
    /// The time of a state of *Main*: evenly from the document's beginning to its last change.
    fn time(&self, state: u32) -> Timestamp {
        let (from, to) = (self.document.created_at.as_second(), self.document.modified_at.as_second());
        later(self.document.created_at, (to - from) * i64::from(state) / i64::from(STATES - 1))
    }

    fn id(&self, kind: &str, number: u32) -> Id {
        Id::of(kind, format_args!("{}/past/{number}", self.document.id))
    }

    /// The microversion of a state of *Main*.
    fn state(&self, state: u32) -> Id {
        if state + 1 == STATES {
            derived::microversion(self.document.id)
        } else {
            self.id("microversion", state)
        }
    }

    fn push(&mut self, id: Id, previous: Option<Id>, number: u32, date: Timestamp) {
        let said = CHANGES.iter().cycle().nth(number as usize % CHANGES.len()).copied();
        self.timeline.microversions.push(Microversion {
            id,
            previous,
            restored: None,
            author: who(number),
            date,
            description: said.unwrap_or_default().to_owned(),
            elements: self.elements.clone(),
        });
    }

    fn main(&mut self) {
        for state in 0..STATES {
            let previous = state.checked_sub(1).map(|before| self.state(before));
            self.push(self.state(state), previous, state, self.time(state));
        }
        self.timeline.workspaces.push(Workspace {
            id: derived::workspace(self.document.id),
            name: "Main".to_owned(),
            description: String::new(),
            microversion: derived::microversion(self.document.id),
            parent: Some(derived::version(self.document.id, VERSIONS as usize - 1)),
            creator: self.document.creator,
            created_at: self.document.created_at,
        });
    }

    fn versions(&mut self) {
        for number in 0..VERSIONS {
            let (name, description) = named(number);
            let state = number * STATES / VERSIONS;
            self.timeline.versions.push(Version {
                id: derived::version(self.document.id, number as usize),
                name,
                description,
                microversion: self.state(state),
                parent: (number as usize).checked_sub(1).map(|one| derived::version(self.document.id, one)),
                creator: who(number),
                created_at: self.time(state),
            });
        }
    }

    fn branches(&mut self) {
        for branch in 0..BRANCHES {
            let from = branch * VERSIONS / BRANCHES;
            let state = from * STATES / VERSIONS;
            let mut previous = self.state(state);
            for step in 0..STATES_OF_A_BRANCH {
                let number = branch * STATES_OF_A_BRANCH + step;
                let id = self.id("branch-microversion", number);
                let date = later(self.time(state), 3600 * (1 + i64::from(step)));
                self.push(id, Some(previous), number, date);
                previous = id;
            }
            let name = match branch {
                0 => "<i>Lighter</i> & \"cheaper\"".to_owned(),
                1 => "فرع التجارب".to_owned(),
                _ => format!("Variant {branch}"),
            };
            self.timeline.workspaces.push(Workspace {
                id: self.id("workspace", branch),
                name,
                description: format!("Tries something else from version {from} on"),
                microversion: previous,
                parent: Some(derived::version(self.document.id, from as usize)),
                creator: who(branch),
                created_at: self.time(state),
            });
        }
    }
}

fn who(number: u32) -> User {
    if number % 3 == 1 { User::Bob } else { User::Alice }
}

/// Name and description of a version: most say nothing, some say too much.
fn named(number: u32) -> (String, String) {
    let said = match number % 40 {
        7 => "Released to the shop floor".to_owned(),
        13 => "<script>alert('version')</script> after the review".to_owned(),
        21 => "Sent to the supplier 🚚, waiting for their offer. ".repeat(30),
        33 => "بعد المراجعة الثانية".to_owned(),
        _ => String::new(),
    };
    let name = match number {
        0 => "Start".to_owned(),
        5 => "<img src=x onerror=alert('version')>".to_owned(),
        6 => super::names::of_240_characters(),
        _ if number.is_multiple_of(100) => format!("Release {}.0", number / 100),
        _ => format!("V{number}"),
    };
    (name, said)
}
