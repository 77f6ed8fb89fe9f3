//! The files that an export can make.

use crate::switches::GltfFile;
use serde::{Deserialize, Serialize};

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// glTF as JSON, the buffer in it as a data URI.
    Gltf,
    /// GLB.
    Glb,
    /// glTF and its buffer as two files in a ZIP.
    ZippedGltf,
    /// STL, little-endian.
    BinaryStl,
    /// STL as text.
    TextStl,
    /// Wavefront OBJ.
    Obj,
    /// PDF
    Pdf,
    /// PNG
    Png,
}

impl Format {
    /// What a glTF translation makes.
    pub fn of_translation(file: GltfFile) -> Self {
        match file {
            GltfFile::Zip => Self::ZippedGltf,
            GltfFile::Json => Self::Gltf,
            GltfFile::Glb => Self::Glb,
        }
    }

    /// Without the dot; that of what is inside for ZIPs.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gltf | Self::ZippedGltf => "gltf",
            Self::Glb => "glb",
            Self::BinaryStl | Self::TextStl => "stl",
            Self::Obj => "obj",
            Self::Pdf => "pdf",
            Self::Png => "png",
        }
    }

    /// Whether it is one of the three forms of glTF.
    pub fn is_gltf(self) -> bool {
        matches!(self, Self::Gltf | Self::Glb | Self::ZippedGltf)
    }

    /// Whether it is made of the geometry, part by part.
    pub fn is_model(self) -> bool {
        !matches!(self, Self::Pdf | Self::Png)
    }

    /// The media type of a file stored in a document.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Gltf => "model/gltf+json",
            Self::Glb => "model/gltf-binary",
            Self::ZippedGltf => ZIP,
            Self::BinaryStl | Self::TextStl => "model/stl",
            Self::Obj => "model/obj",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
        }
    }
}

/// The media type of a ZIP.
pub const ZIP: &str = "application/zip";
