//! Comments on documents.

use crate::world::id::Id;
use crate::world::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A comment, or a reply to one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Comment id.
    pub id: Id,
    /// The document.
    pub document: Id,
    /// The tab.
    pub element: Option<Id>,
    /// The comment that it answers.
    pub parent: Option<Id>,
    /// Who wrote it.
    pub user: User,
    /// What it says.
    pub message: String,
    /// Who is to see to it.
    pub assignee: Option<User>,
    /// When it was written.
    pub created_at: Timestamp,
    /// Who resolved it, and when.
    pub resolved: Option<(User, Timestamp)>,
    /// Who opened it again, and when.
    pub reopened: Option<(User, Timestamp)>,
}

/// All comments, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Comments(pub Vec<Comment>);

impl Comments {
    /// The comment of this id.
    pub fn of(&self, id: Id) -> Option<&Comment> {
        self.0.iter().find(|comment| comment.id == id)
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, id: Id) -> Option<&mut Comment> {
        self.0.iter_mut().find(|comment| comment.id == id)
    }

    /// How many answer it.
    pub fn replies(&self, id: Id) -> usize {
        self.0.iter().filter(|comment| comment.parent == Some(id)).count()
    }

    /// Takes a comment and the answers to it away.
    pub fn remove(&mut self, id: Id) {
        self.0.retain(|comment| comment.id != id && comment.parent != Some(id));
    }
}
