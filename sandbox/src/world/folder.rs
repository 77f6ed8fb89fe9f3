//! Folders of documents.

use super::document::Owner;
use super::id::Id;
use serde::{Deserialize, Serialize};

/// A folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Folder {
    /// Folder id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner: Owner,
    /// The folder that it is in.
    pub parent: Option<Id>,
}
