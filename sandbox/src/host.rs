//! What a browser sees: the landing page, the page of a document that frames the app, and who is signed in.

pub mod assets;
pub mod controls;
pub mod document;
pub mod documents;
pub mod frame;
pub mod items;
pub mod landing;
pub mod look;
pub mod page;
pub mod panel;
pub mod pictures;
mod right_panel;
pub mod session;
