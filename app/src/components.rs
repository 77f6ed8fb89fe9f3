//! Pieces that several screens share.

mod account;
mod devices;
mod icon;
mod message;
mod picture;
mod top_bar;
mod viewer;

pub(crate) use account::Account;
pub(crate) use icon::{Icon, Mark};
pub(crate) use message::Message;
pub(crate) use picture::Picture;
pub(crate) use top_bar::TopBar;
pub(crate) use viewer::Viewer;
