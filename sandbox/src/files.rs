//! Files that are made from models or that somebody has uploaded.

pub mod blobs;
pub mod drawing;
pub mod obj;
pub mod stl;
pub mod texts;
