//! One translation.

use crate::export::archive::safe;
use crate::export::file::{self, File, is_zipped};
use crate::export::format::{Format, ZIP};
use crate::export::options::Options;
use crate::state::State;
use crate::uploads;
use crate::world::element::Content;
use crate::world::id::Id;
use crate::world::structure::Found;
use crate::world::timeline::Wvm;
use crate::world::user::User;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// Translation id.
    pub id: Id,
    /// The file's name without extension.
    pub name: String,
    /// Who asked for it.
    pub by: User,
    /// The document of the element.
    pub document: Id,
    /// It was read through another document.
    pub linked: bool,
    /// As it was asked for.
    pub wvm: Wvm,
    /// What that was then: later changes do not count.
    pub microversion: Id,
    /// The element.
    pub element: Id,
    /// What it makes.
    pub product: Product,
    /// How.
    pub options: Options,
    /// The document and its workspace that get the file as a tab; otherwise it becomes external data of `document`.
    pub store_in: Option<(Id, Id)>,
    /// When it will be finished, or was.
    pub ready_at: Timestamp,
    /// Why it will fail.
    pub flaw: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// No longer in answers.
    pub deleted: bool,
}

/// What a translation makes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// An export.
    Export(Format),
    /// The uploaded file as it is.
    Copy {
        /// Its extension.
        extension: String,
        /// Its media type.
        media_type: String,
    },
    /// Nothing: the sandbox cannot write the format.
    Nothing,
}

/// How a translation ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Without a file, for this reason.
    Failed(String),
    /// The external data of this id.
    Data(Id),
    /// The element of this id in the workspace.
    Element(Id),
}

impl Translation {
    /// The id of the external data that it has made.
    pub fn data(&self) -> Option<Id> {
        match self.outcome {
            Some(Outcome::Data(id)) => Some(id),
            _ => None,
        }
    }

    /// The file's name with its extension.
    pub fn file_name(&self) -> String {
        let extension = match &self.product {
            Product::Export(format) if is_zipped(*format, &self.options) => "zip",
            Product::Export(format) => format.extension(),
            Product::Copy { extension, .. } => extension,
            Product::Nothing => "bin",
        };
        let name = safe(&self.name);
        // A name that was given, or an uploaded file's, may have the extension already.
        let ending = format!(".{extension}");
        if name.to_lowercase().ends_with(&ending) { name } else { format!("{name}{ending}") }
    }

    /// The file's media type, known before the file is made.
    pub fn media_type(&self) -> &str {
        match &self.product {
            Product::Export(format) if is_zipped(*format, &self.options) => ZIP,
            Product::Export(format) => format.media_type(),
            Product::Copy { media_type, .. } => media_type,
            Product::Nothing => "application/octet-stream",
        }
    }

    /// The file, made from what the document was then; nothing if the document is gone.
    pub fn file(&self, state: &State) -> Option<Vec<u8>> {
        let document = state.world().document(self.document)?;
        let microversion = document.at(Wvm::Microversion(self.microversion))?;
        let element = microversion.elements.iter().find(|tab| tab.id == self.element)?.clone();
        let (document, microversion, tabs) = (document.id, microversion.id, microversion.elements);
        let found = Found { document, microversion, tabs, element };
        match (&self.product, &found.element.content) {
            (Product::Export(format), _) => {
                let made = file::file(state, &found, &self.name, *format, &self.options);
                made.ok().map(|File { bytes, .. }| bytes)
            }
            (Product::Copy { .. }, Content::Blob(blob)) => uploads::bytes(state, blob),
            _ => None,
        }
    }
}
