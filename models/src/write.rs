//! Writing: from a scene to one compact GLB (see docs/models.md).

mod batch;
mod buffer;
mod glb;
mod gzip;
mod instances;
mod plan;
mod table;

pub(crate) use glb::write;
pub(crate) use gzip::gzip;
