//! A document and what follows from it: workspace, versions, microversions, elements.

use super::draw::Draw;
use super::element::{Content, Element};
use super::id::Id;
use super::names;
use super::user::User;
use crate::models::Model;
use jiff::Timestamp;

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Document id.
    pub id: Id,
    /// Its name, as the owner gave it: never markup, whatever it looks like.
    pub name: String,
    /// Who owns it.
    pub owner: User,
    /// Who else may open it, and whether they may export it.
    pub shared: Option<Share>,
    /// Whether anybody may open it.
    pub public: bool,
    /// Whether it is in the trash.
    pub trashed: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub modified_at: Timestamp,
    /// Where its elements come from.
    pub tabs: Tabs,
    /// Every optional field of its summary is null.
    pub bare: bool,
}

/// What the user who is not the owner may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Open and export.
    ReadAndExport,
    /// Open only: exports answer 403.
    Read,
}

/// Where a document's elements come from.
#[derive(Clone, Debug)]
pub enum Tabs {
    /// From its id, when somebody asks.
    Derived,
    /// Written down: name and content.
    Listed(Vec<(&'static str, Content)>),
}

/// A workspace, a version or a microversion, as paths name them (`w`, `v`, `m`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wvm {
    /// `w`
    Workspace(Id),
    /// `v`
    Version(Id),
    /// `m`
    Microversion(Id),
}

impl Wvm {
    /// Reads a letter and an id.
    pub fn parse(letter: &str, id: &str) -> Option<Self> {
        let id = Id::parse(id)?;
        match letter {
            "w" => Some(Self::Workspace(id)),
            "v" => Some(Self::Version(id)),
            "m" => Some(Self::Microversion(id)),
            _ => None,
        }
    }

    /// The letter in paths.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Workspace(_) => "w",
            Self::Version(_) => "v",
            Self::Microversion(_) => "m",
        }
    }

    /// The id.
    pub fn id(self) -> Id {
        match self {
            Self::Workspace(id) | Self::Version(id) | Self::Microversion(id) => id,
        }
    }
}

/// A named, unchangeable state of a document.
#[derive(Clone, Debug)]
pub struct Version {
    /// Version id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The microversion it names.
    pub microversion: Id,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Document {
    /// What `user` may do with it: nothing, open it, or open and export it.
    pub fn access(&self, user: User) -> Option<Share> {
        if self.owner == user || self.public { Some(Share::ReadAndExport) } else { self.shared }
    }

    /// The id of its only workspace, *Main*.
    pub fn workspace(&self) -> Id {
        Id::of("workspace", self.id)
    }

    /// The microversion that the workspace is at.
    pub fn microversion(&self) -> Id {
        Id::of("microversion", self.id)
    }

    /// Its versions, oldest first; every document has the one named *Start*.
    pub fn versions(&self) -> Vec<Version> {
        let count = if matches!(self.tabs, Tabs::Derived) { 1 + self.id.number() % 3 } else { 3 };
        (0..count)
            .map(|number| {
                let id = Id::of("version", format_args!("{}/{number}", self.id));
                let name = if number == 0 { "Start".to_owned() } else { format!("V{number}") };
                let share = i64::try_from(number).unwrap_or(0) * 1000 / 3;
                let age = self.modified_at.as_second() - self.created_at.as_second();
                let created_at = crate::clock::later(self.created_at, age / 1000 * share);
                Version { id, name, microversion: Id::of("microversion", id), created_at }
            })
            .collect()
    }

    /// The microversion that `wvm` stands for; nothing when the document has no such state.
    pub fn microversion_of(&self, wvm: Wvm) -> Option<Id> {
        match wvm {
            Wvm::Workspace(id) => (id == self.workspace()).then(|| self.microversion()),
            Wvm::Version(id) => {
                self.versions().into_iter().find(|version| version.id == id).map(|found| found.microversion)
            }
            Wvm::Microversion(id) => (id == self.microversion()
                || self.versions().iter().any(|version| version.microversion == id))
            .then_some(id),
        }
    }

    /// Its tabs in order.
    pub fn elements(&self) -> Vec<Element> {
        let listed = match &self.tabs {
            Tabs::Listed(tabs) => tabs.iter().map(|(name, content)| ((*name).to_owned(), *content)).collect(),
            Tabs::Derived => derived_tabs(self.id),
        };
        let element = |(number, (name, content))| Element {
            id: Id::of("element", format_args!("{}/{number}", self.id)),
            name,
            content,
        };
        listed.into_iter().enumerate().map(element).collect()
    }

    /// The tab of this id.
    pub fn element(&self, id: Id) -> Option<Element> {
        self.elements().into_iter().find(|element| element.id == id)
    }

    /// The tab of the app under test, if there is one.
    pub fn app_element(&self) -> Option<Element> {
        self.elements().into_iter().find(|element| element.content == Content::App)
    }

    /// The element whose picture stands for the document: the first studio, if its picture is ready.
    pub fn pictured_element(&self) -> Option<Element> {
        let late = matches!(self.tabs, Tabs::Derived) && self.id.number().is_multiple_of(11);
        if self.bare || late {
            return None;
        }
        self.elements().into_iter().find(|element| element.content.has_picture())
    }
}

fn derived_tabs(document: Id) -> Vec<(String, Content)> {
    let mut draw = Draw::of("tabs", document);
    let count = 1 + draw.below(6);
    (0..count)
        .map(|number| match draw.below(if number == 0 { 9 } else { 16 }) {
            0 => ("Assembly 1".to_owned(), Content::Assembly),
            1 => ("Part Studio 1".to_owned(), Content::EmptyStudio),
            10 | 11 => (format!("Drawing {number}"), Content::Drawing),
            12 | 13 => (format!("Datasheet {number}.pdf"), Content::Pdf),
            14 => ("Feature Studio 1".to_owned(), Content::FeatureStudio),
            _ => (names::studio(&mut draw).to_owned(), Content::Studio(Model::drawn(&mut draw))),
        })
        .collect()
}
