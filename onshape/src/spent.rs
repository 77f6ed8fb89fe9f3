//! What calls cost.

/// An answer of Onshape, told to whoever counts them (see [`crate::ApiSettings::on_answer`]): one for each hop of a
/// redirect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent<'a> {
    /// Whom the [`crate::Client`] speaks for.
    pub user: &'a str,
    /// Onshape's name of the operation, such as `getDocuments`.
    pub operation: &'static str,
    /// The status.
    pub status: u16,
    /// `X-Rate-Limit-Remaining`: how many calls of this operation are left for now.
    pub remaining: Option<u64>,
}

impl Spent<'_> {
    /// Whether Onshape counts it against the year's calls: what succeeds and what redirects.
    /// <https://onshape-public.github.io/docs/auth/limits/>
    pub fn counts(&self) -> bool {
        (200..400).contains(&self.status)
    }
}
