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
    Unsupported(&'static str),
    /// Over one of the [`Limits`](crate::Limits), or over what GLB can hold.
    #[error("the model has more than {limit} {what}")]
    TooMuch {
        /// Of what: `triangles`, for example.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
}

impl ModelError {
    /// More than `limit` of something.
    pub(crate) fn too_much(what: &'static str, limit: usize) -> Self {
        Self::TooMuch { what, limit: u64::try_from(limit).unwrap_or(u64::MAX) }
    }
}
