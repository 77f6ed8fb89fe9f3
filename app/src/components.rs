//! Pieces that several screens share.

mod account;
mod asked;
mod devices;
mod download;
pub(crate) mod grid;
mod icon;
mod languages;
mod message;
mod not_shown;
mod pages;
mod picture;
mod tabs;
mod top_bar;
mod viewer;

pub(crate) use account::Account;
pub(crate) use asked::{Answered, Asked, NoAnswer, OnRefusal, Question, Slow, Waiting, when_back};
pub(crate) use download::{Download, why as why_not_saved};
pub(crate) use icon::{Icon, Mark};
pub(crate) use message::Message;
pub(crate) use pages::{Pages, Sort as PageSort};
pub(crate) use picture::Picture;
pub(crate) use tabs::{Entry, Panel, Tabs};
pub(crate) use top_bar::TopBar;
pub(crate) use viewer::{AskFacts, NotMade, ViewState, Viewer};
