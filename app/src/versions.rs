//! The states of a document: its workspaces, its versions, and the changes in between.

use serde::{Deserialize, Serialize};

use crate::place::{Id, Wvm};

/// A state that a document can be opened in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateItem {
    /// Which.
    pub state: Wvm,
    /// The name of a workspace or a version, what was done in a change; nothing where Onshape says nothing.
    pub name: Option<String>,
    /// What its maker says of it.
    pub description: Option<String>,
    /// Who made it.
    pub who: Option<String>,
    /// When, in milliseconds since 1970; of a workspace, when it last changed.
    pub at: Option<i64>,
}

/// Some of the changes that led to a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Newest first.
    pub changes: Vec<StateItem>,
    /// The microversion from which to ask for more, if there is more.
    pub older: Option<Id>,
}
