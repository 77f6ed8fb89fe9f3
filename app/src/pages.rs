//! The screens.

mod document;
mod documents;
mod element;
mod problem;
mod sign_in;

pub(crate) use document::TheDocument;
pub(crate) use documents::{AllDocuments, DocumentsState};
pub(crate) use problem::ProblemPage;
pub(crate) use sign_in::SignIn;
