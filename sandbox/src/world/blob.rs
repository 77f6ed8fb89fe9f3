//! Uploaded files.

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
    /// What somebody has uploaded since the start.
    Uploaded {
        /// Its media type, as the upload named it.
        media_type: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// What a translation stored in the document, by the translation's id.
    Stored {
        /// Whose file it is.
        translation: crate::world::id::Id,
        /// Its media type, one of those that translations make.
        media_type: MediaType,
    },
}

/// The media types that translations make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    /// PDF
    Pdf,
    /// ZIP
    Zip,
    /// Anything else.
    Binary,
}

impl Blob {
    /// Its media type (`dataType` of the element).
    pub fn media_type(&self) -> &str {
        match self {
            Self::Uploaded { media_type, .. } => media_type,
            Self::Pdf | Self::Stored { media_type: MediaType::Pdf, .. } => "application/pdf",
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
            Self::Stored { media_type: MediaType::Zip, .. } => "application/zip",
            Self::Stored { media_type: MediaType::Binary, .. } => "application/octet-stream",
        }
    }
}
