use std::fmt;

/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Valid, but without a single triangle: an empty part studio, or one with only sketches.
    #[error("the model has no geometry")]
    Empty,
    /// Truncated, of no form that is known, or pointing outside of itself.
    #[error("not a model that can be read: {0}")]
    Broken(&'static str),
    /// Understood, but it needs something that is not supported.
    #[error("the model uses {0}, which cannot be shown")]
    Unsupported(Feature),
    /// Over one of the [`Limits`](crate::Limits), or over what GLB can hold.
    #[error("the model has more than {limit} {what}")]
    TooMuch {
        /// Of what.
        what: Quantity,
        /// How many there may be.
        limit: u64,
    },
}

impl ModelError {
    /// More than `limit` of something.
    pub(crate) fn too_much(what: Quantity, limit: usize) -> Self {
        Self::TooMuch { what, limit: u64::try_from(limit).unwrap_or(u64::MAX) }
    }
}

/// What of glTF is not supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// `KHR_draco_mesh_compression`.
    Draco,
    /// `EXT_meshopt_compression`, or `KHR_meshopt_compression`.
    Meshopt,
    /// Accessors that say only what differs from others.
    SparseAccessors,
    /// Another extension that the file requires.
    Extension,
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draco => "Draco compression",
            Self::Meshopt => "meshopt compression",
            Self::SparseAccessors => "sparse accessors",
            Self::Extension => "an extension of glTF",
        })
    }
}

/// Of what there can be too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Bytes of the file.
    Bytes,
    /// Bytes of what is in an archive.
    UnpackedBytes,
    /// Triangles that differ.
    Triangles,
    /// Nodes of the scene.
    Nodes,
    /// Levels of the scene.
    Levels,
    /// Entries of a list in the JSON.
    Entries,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::UnpackedBytes => "bytes when unpacked",
            Self::Triangles => "triangles",
            Self::Nodes => "nodes",
            Self::Levels => "levels",
            Self::Entries => "entries in a list",
        })
    }
}
