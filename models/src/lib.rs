//! Geometry: what Onshape exports or users have uploaded goes in, one compact GLB comes out.
//!
//! Onshape sends glTF as JSON with its buffers inside as base64 or beside it, GLB, or a ZIP archive of either, and says
//! so unreliably; users upload these, STL and OBJ. What a file is, is sniffed. Nothing in it is believed. What comes out
//! is described in docs/models.md.

mod error;
#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod fuzz;
mod geometry;
mod limits;
mod read;
mod store;
mod workshop;
mod write;

pub use error::{Feature, ModelError, Quantity};
pub use limits::Limits;
pub use read::Form;
pub use store::{Kept, ModelKey, ModelStore, StoreError, Stored};
pub use workshop::{Box3, Failure, News, Reporter, Source, Stage, Workshop};

/// One compact GLB of a model in any form. Lengths are metres, z is up: nothing is turned.
///
/// Takes as long as it takes, on the thread that calls, and five to six times the file's bytes of memory.
pub fn pack(file: &[u8], limits: &Limits) -> Result<Vec<u8>, ModelError> {
    pack_telling(file, None, limits, None, |_| ())
}

/// The same of a file whose name promises a form, which counts where the content does not tell. STL and OBJ have no unit:
/// millimetres are assumed.
pub fn pack_as(file: &[u8], said: Form, limits: &Limits) -> Result<Vec<u8>, ModelError> {
    pack_telling(file, Some(said), limits, None, |_| ())
}

/// The same of a model whose box, Onshape says, has this diagonal, in metres: a file that is in inches, centimetres or
/// millimetres by mistake is put right.
pub fn pack_sized(file: &[u8], limits: &Limits, diagonal: f64) -> Result<Vec<u8>, ModelError> {
    pack_telling(file, None, limits, Some(diagonal), |_| ())
}

/// The same, and tells where the parts are as soon as that is known.
pub(crate) fn pack_telling(
    file: &[u8],
    said: Option<Form>,
    limits: &Limits,
    diagonal: Option<f64>,
    boxes: impl FnOnce(Vec<Box3>),
) -> Result<Vec<u8>, ModelError> {
    let mut scene = read::read(file, said, limits)?;
    if let Some(factor) = diagonal.and_then(|diagonal| scene.correct_units(diagonal)) {
        tracing::warn!(
            factor,
            "an export is not in metres: it was {factor} times too large and is put right"
        );
    }
    boxes(scene.boxes());
    write::write(scene)
}

/// A packed model as gzip, for `Content-Encoding`: about half of it.
pub fn gzip(glb: &[u8]) -> Result<Vec<u8>, ModelError> {
    write::gzip(glb)
}

/// A GLB with nothing in it, for what is [`ModelError::Empty`].
pub fn empty() -> Result<Vec<u8>, ModelError> {
    read::container::write(
        &serde_json::json!({ "asset": { "version": "2.0" }, "scene": 0, "scenes": [{}] }),
        &[],
    )
}
