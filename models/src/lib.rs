//! Geometry: what Onshape exports goes in, one self-contained GLB comes out.
//!
//! Onshape sends glTF as JSON with its buffers inside as base64, or GLB, and says so unreliably: what a file is, is
//! sniffed. The GLB holds everything: a browser under a strict Content-Security-Policy may fetch no `data:` address.

mod container;
mod pack;

pub use pack::{empty, pack};

/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Valid, but without a single triangle: an empty part studio, or one with only sketches.
    #[error("the model has no geometry")]
    Empty,
    /// Truncated, not glTF, or pointing outside of itself.
    #[error("not a model that can be read: {0}")]
    Broken(&'static str),
}
