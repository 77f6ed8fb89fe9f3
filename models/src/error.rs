/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Valid, but without a single triangle: an empty part studio, or one with only sketches.
    #[error("the model has no geometry")]
    Empty,
    /// Truncated, not glTF, or pointing outside of itself.
    #[error("not a model that can be read: {0}")]
    Broken(&'static str),
    /// Understood, but it needs something that is not supported.
    #[error("the model uses {0}, which cannot be shown")]
    Unsupported(&'static str),
    /// Over one of the [`Limits`](crate::Limits).
    #[error("the model has {0}")]
    TooLarge(&'static str),
}
