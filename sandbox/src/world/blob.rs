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
    /// A photograph.
    Jpeg,
    /// A model as glTF with its buffer in it.
    Gltf,
    /// A model as STL that people can read.
    TextStl,
    /// A table with semicolons, as half of Europe writes it.
    SemicolonCsv,
    /// A table with tabs.
    TabCsv,
    /// An archive of several files.
    Zip,
    /// Bytes of which nobody knows what they are.
    Unknown,
    /// Nothing at all.
    Nothing,
    /// A log of 60 MB.
    Log,
    /// Text that comes without saying how long it is.
    Unmeasured,
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
            Self::Text | Self::Log | Self::Unmeasured => "text/plain",
            Self::Csv | Self::SemicolonCsv => "text/csv",
            Self::Glb => "model/gltf-binary",
            Self::Stl | Self::TextStl => "model/stl",
            Self::Obj => "model/obj",
            Self::Jpeg => "image/jpeg",
            Self::Gltf => "model/gltf+json",
            Self::TabCsv => "text/tab-separated-values",
            Self::Zip => "application/zip",
            Self::Unknown | Self::Nothing => "application/octet-stream",
            Self::Spreadsheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Stored { media_type, .. } => media_type,
        }
    }
}
