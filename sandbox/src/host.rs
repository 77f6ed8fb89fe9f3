//! What a browser sees: the landing page, the page of a document that frames the app, and who is signed in.

pub mod assets;
pub mod document;
pub mod frame;
pub mod landing;
pub mod page;
pub mod panel;
pub mod pictures;
pub mod session;
