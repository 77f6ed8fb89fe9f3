//! Uploaded files.

use super::id::Id;
use serde::{Deserialize, Serialize};

/// An uploaded file, by what it is; its bytes are made when somebody asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blob {
    /// A data sheet.
    Pdf,
    /// A picture.
    Png,
    /// A vector picture with a script in it, as hostile users upload them.
    Svg,
    /// A page with a script in it.
    Html,
    /// Notes.
    Markdown,
    /// Plain text.
    Text,
    /// A table.
    Csv,
    /// A model as binary glTF.
    Glb,
    /// A model as binary STL.
    Stl,
    /// A model as OBJ.
    Obj,
    /// A spreadsheet: nothing that a browser can show.
    Spreadsheet,
    /// What a translation has stored in the document, or somebody has uploaded.
    Stored {
        /// The id of the translation or of the upload, under which the bytes are kept.
        file: Id,
        /// Its media type.
        media_type: String,
    },
}

impl Blob {
    /// Its media type (`dataType` of the element).
    pub fn media_type(&self) -> &str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Glb => "model/gltf-binary",
            Self::Stl => "model/stl",
            Self::Obj => "model/obj",
            Self::Spreadsheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Stored { media_type, .. } => media_type,
        }
    }
}
