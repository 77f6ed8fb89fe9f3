//! The states of documents that nobody has changed: they follow from the document's id, so that ten thousand documents
//! are made in no time.

use super::blob::Blob;
use super::document::{Document, Past};
use super::draw::Draw;
use super::element::{Assembly, Content, Element};
use super::id::Id;
use super::names;
use super::past;
use super::timeline::{Microversion, Timeline, Version, Workspace};
use crate::clock::later;
use crate::models::Model;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The id of *Main*.
pub fn workspace(document: Id) -> Id {
    Id::of("workspace", document)
}

/// The microversion of *Main*.
pub fn microversion(document: Id) -> Id {
    Id::of("microversion", document)
}

/// The id of a document's `number`-th version.
pub fn version(document: Id, number: usize) -> Id {
    Id::of("version", format_args!("{document}/{number}"))
}

/// Every eleventh document has no picture.
pub fn has_no_picture(document: Id) -> bool {
    document.number().is_multiple_of(11)
}

/// A document's states: one to three versions, and *Main*, all with the same tabs; or thousands.
pub fn timeline(document: &Document) -> Timeline {
    if document.past == Past::Long {
        return past::long(document);
    }
    let elements = elements(document.id, tabs(document.id), document.created_at);
    let states = vec![elements; 1 + document.id.number() % 3];
    written(document, &states, states.first().cloned().unwrap_or_default())
}

/// The timeline whose versions have these tabs (*Start*, *V1*, ...), and *Main* those.
pub fn written(document: &Document, versions: &[Arc<Vec<Element>>], main: Arc<Vec<Element>>) -> Timeline {
    let mut timeline = Timeline { workspaces: Vec::new(), versions: Vec::new(), microversions: Vec::new() };
    let age = document.modified_at.as_second() - document.created_at.as_second();
    let (mut previous, mut parent) = (None, None);
    let mut state = |id: Id, date: Timestamp, description: String, elements: Arc<Vec<Element>>| {
        let microversion = Microversion {
            id,
            previous: previous.replace(id),
            restored: None,
            author: document.creator,
            date,
            description,
            elements,
        };
        timeline.microversions.push(microversion);
    };
    for (number, elements) in versions.iter().enumerate() {
        let id = version(document.id, number);
        let name = if number == 0 { "Start".to_owned() } else { format!("V{number}") };
        let share = i64::try_from(number).unwrap_or(0) * 1000 / 3;
        let created_at = later(document.created_at, age / 1000 * share);
        let microversion = Id::of("microversion", id);
        state(microversion, created_at, format!("Version {name}"), elements.clone());
        let (creator, description) = (document.creator, String::new());
        timeline.versions.push(Version { id, name, description, microversion, parent, creator, created_at });
        parent = Some(id);
    }
    let last = microversion(document.id);
    state(last, document.modified_at, "Edit".to_owned(), main);
    timeline.workspaces.push(Workspace {
        id: workspace(document.id),
        name: "Main".to_owned(),
        description: String::new(),
        microversion: last,
        parent,
        creator: document.creator,
        created_at: document.created_at,
    });
    timeline
}

/// Tabs with ids that follow from the document and their place.
pub fn elements(document: Id, tabs: Vec<(String, Content)>, at: Timestamp) -> Arc<Vec<Element>> {
    let element = |(number, (name, content))| {
        let id = element_id(document, number);
        let microversion = Id::of("element-microversion", id);
        Element {
            id,
            name,
            content,
            microversion,
            changed_at: at,
            folder: Vec::new(),
            properties: BTreeMap::new(),
        }
    };
    Arc::new(tabs.into_iter().enumerate().map(element).collect())
}

/// The id of a document's `number`-th tab, counted from 0.
pub fn element_id(document: Id, number: usize) -> Id {
    Id::of("element", format_args!("{document}/{number}"))
}

fn tabs(document: Id) -> Vec<(String, Content)> {
    let mut draw = Draw::of("tabs", document);
    let count = 1 + draw.below(6);
    (0..count)
        .map(|number| match draw.below(if number == 0 { 9 } else { 16 }) {
            0 => ("Assembly 1".to_owned(), Content::Assembly(Assembly::Gathered)),
            1 => ("Part Studio 1".to_owned(), Content::EmptyStudio),
            10 | 11 => (format!("Drawing {number}"), Content::Drawing(None)),
            12 | 13 => (format!("Datasheet {number}.pdf"), Content::Blob(Blob::Pdf)),
            14 => ("Feature Studio 1".to_owned(), Content::FeatureStudio),
            _ => (names::studio(&mut draw).to_owned(), Content::Studio(Model::drawn(&mut draw))),
        })
        .collect()
}
