//! The screens.

mod document;
mod documents;
mod element;
mod problem;
mod sign_in;

pub(crate) use document::{Chooser, ChooserProps, TheDocument};
pub(crate) use documents::{AllDocuments, DocumentsState, QuickLook};
pub(crate) use element::Open;
pub(crate) use problem::ProblemPage;
pub(crate) use sign_in::SignIn;
