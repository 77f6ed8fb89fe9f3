//! Why there is nothing to see of an element.

use serde::{Deserialize, Serialize};

/// What there is in an element whose model came back empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Emptiness {
    /// Nothing at all.
    Nothing,
    /// Surfaces, and perhaps curves.
    Surfaces,
    /// Curves alone.
    Wires,
    /// Something that is not exported: all is hidden or suppressed.
    NothingShown,
}
