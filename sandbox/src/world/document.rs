//! A document: who owns it, who may open it, and the states it has been in.

use super::derived;
use super::element::{Content, Element};
use super::id::Id;
use super::permission::Permission;
use super::timeline::{Microversion, Timeline, Version, Wvm};
use super::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Document id.
    pub id: Id,
    /// Its name, as the owner gave it: never markup, whatever it looks like.
    pub name: String,
    /// What the owner said of it.
    pub description: Option<String>,
    /// Longer notes.
    pub notes: Option<String>,
    /// Whose it is.
    pub owner: Owner,
    /// Who made it.
    pub creator: User,
    /// Who else may open it.
    pub shares: Vec<Share>,
    /// Whether anybody may open it.
    pub public: bool,
    /// When it was put into the trash.
    pub trashed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub modified_at: Timestamp,
    /// Who changed it last.
    pub modified_by: User,
    /// The folder that it is in.
    pub folder: Option<Id>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Every optional field of its summary is null.
    pub bare: bool,
    /// What becomes of its picture.
    #[serde(default)]
    pub picture: Picture,
    /// The teams that it is shared with.
    #[serde(default)]
    pub teams: Vec<Id>,
    /// What was said of it besides name and description, by property id.
    #[serde(default)]
    pub properties: BTreeMap<String, Value>,
    /// Which states follow from its id.
    #[serde(default)]
    pub past: Past,
    /// Its states; nothing as long as they follow from its id.
    pub timeline: Option<Arc<Timeline>>,
    /// Those that follow from its id, once somebody has asked for them.
    #[serde(skip)]
    pub(in crate::world) derived: OnceLock<Arc<Timeline>>,
}

/// What becomes of a document's picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// It is there as soon as it is made.
    #[default]
    Made,
    /// There is none, and the document says so.
    None,
    /// The document promises one that is not there.
    Lost,
    /// It takes seconds to arrive.
    Slow,
}

/// Which states follow from a document's id, as long as nobody has changed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// One to three versions.
    #[default]
    Short,
    /// Thousands of versions, see [`super::past`].
    Long,
}

/// Whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// A person's.
    User(User),
    /// A company's, by its id.
    Company(Id),
}

/// Somebody who may open a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who.
    pub user: User,
    /// What they may do.
    pub permission: Permission,
}

impl Document {
    /// A private document of `creator`, made and changed at `at`, whose tabs follow from its id.
    pub fn new(id: Id, name: String, creator: User, at: Timestamp) -> Self {
        Self {
            id,
            name,
            description: None,
            notes: None,
            owner: Owner::User(creator),
            creator,
            shares: Vec::new(),
            public: false,
            trashed_at: None,
            created_at: at,
            modified_at: at,
            modified_by: creator,
            folder: None,
            tags: Vec::new(),
            bare: false,
            picture: Picture::Made,
            teams: Vec::new(),
            properties: BTreeMap::new(),
            past: Past::Short,
            timeline: None,
            derived: OnceLock::new(),
        }
    }

    /// What `user` may do with it, if anything. Light users change nothing, whatever they were given.
    pub fn access(&self, user: User) -> Option<Permission> {
        let given = self.shares.iter().filter(|share| share.user == user).map(|share| share.permission);
        let owned = (self.owner == Owner::User(user)).then_some(Permission::Owner);
        let public = self.public.then_some(Permission::ReadCopyExport);
        let most = given.chain(owned).chain(public).max()?;
        Some(if user.is_light() { most.min(Permission::Comment) } else { most })
    }

    /// Whether it is shared with `user`, who does not own it.
    pub fn is_shared_with(&self, user: User) -> bool {
        self.owner != Owner::User(user) && self.shares.iter().any(|share| share.user == user)
    }

    /// Whether it is shared with the team of this id, or with any.
    pub fn is_shared_with_team(&self, team: Option<&str>) -> bool {
        self.teams.iter().any(|id| team.is_none_or(|team| id.to_string() == team))
    }

    /// Its states.
    pub fn timeline(&self) -> Arc<Timeline> {
        let derived = || self.derived.get_or_init(|| Arc::new(derived::timeline(self)));
        self.timeline.as_ref().unwrap_or_else(derived).clone()
    }

    /// Its states, to be changed.
    pub fn timeline_mut(&mut self) -> &mut Timeline {
        let timeline = self.timeline();
        Arc::make_mut(self.timeline.insert(timeline))
    }

    /// The id of its first workspace, *Main*.
    pub fn workspace(&self) -> Id {
        let written = self.timeline.as_ref().and_then(|timeline| timeline.workspaces.first());
        written.map_or_else(|| derived::workspace(self.id), |workspace| workspace.id)
    }

    /// The microversion that *Main* is at.
    pub fn microversion(&self) -> Id {
        let written = self.timeline.as_ref().and_then(|timeline| timeline.workspaces.first());
        written.map_or_else(|| derived::microversion(self.id), |workspace| workspace.microversion)
    }

    /// Its versions, oldest first.
    pub fn versions(&self) -> Vec<Version> {
        self.timeline().versions.clone()
    }

    /// The state that `wvm` stands for; nothing when the document has no such state.
    pub fn at(&self, wvm: Wvm) -> Option<Microversion> {
        self.timeline().at(wvm).cloned()
    }

    /// The tabs of *Main*, in order.
    pub fn elements(&self) -> Arc<Vec<Element>> {
        self.at(Wvm::Workspace(self.workspace())).map(|state| state.elements).unwrap_or_default()
    }

    /// The tab of this id in *Main*.
    pub fn element(&self, id: Id) -> Option<Element> {
        self.elements().iter().find(|element| element.id == id).cloned()
    }

    /// The tab of the app under test, if there is one.
    pub fn app_element(&self) -> Option<Element> {
        self.elements().iter().find(|element| element.content == Content::App).cloned()
    }

    /// The element whose picture stands for the document: the first that has one, if it is ready.
    pub fn pictured_element(&self) -> Option<Element> {
        let ordinary = self.timeline.is_none() && self.past == Past::Short;
        let never = ordinary && derived::has_no_picture(self.id);
        if self.bare || never || self.picture == Picture::None {
            return None;
        }
        self.elements().iter().find(|element| element.content.has_picture()).cloned()
    }

    /// Moves a workspace on: `change` gets its tabs, and those that it changes get a new element microversion. Nothing
    /// happens when there is no such workspace.
    pub fn advance(
        &mut self,
        workspace: Id,
        step: Step,
        change: impl FnOnce(&mut Vec<Element>),
    ) -> Option<Id> {
        let timeline = self.timeline_mut();
        let previous = timeline.at(Wvm::Workspace(workspace))?.clone();
        let mut elements = previous.elements.as_ref().clone();
        change(&mut elements);
        for element in &mut elements {
            if !previous.elements.contains(element) {
                element.microversion =
                    Id::of("element-microversion", format_args!("{}/{}", element.id, step.microversion));
                element.changed_at = step.date;
            }
        }
        timeline.microversions.push(Microversion {
            id: step.microversion,
            previous: Some(previous.id),
            restored: None,
            author: step.author,
            date: step.date,
            description: step.description,
            elements: Arc::new(elements),
        });
        let moved = timeline.workspaces.iter_mut().find(|found| found.id == workspace)?;
        moved.microversion = step.microversion;
        (self.modified_at, self.modified_by) = (step.date, step.author);
        Some(step.microversion)
    }
}

/// A change of a workspace: who, when, what, and the id of the microversion that it makes.
#[derive(Clone, Debug)]
pub struct Step {
    /// Fresh id.
    pub microversion: Id,
    /// Who.
    pub author: User,
    /// When.
    pub date: Timestamp,
    /// As the history says it.
    pub description: String,
}
