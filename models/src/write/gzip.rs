//! Compression of what is written.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::ModelError;

/// As gzip (RFC 1952). The encoding of geometry leaves repetitions in, for this to find.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, ModelError> {
    let failed = |_| ModelError::Broken("bytes that cannot be compressed");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).map_err(failed)?;
    packed.finish().map_err(failed)
}
