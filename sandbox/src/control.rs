//! `/__sandbox/…`: what tests and developers steer the sandbox with. Not part of Onshape; answers anybody who can connect.

pub mod changes;
pub mod demo;
pub mod faults;
pub mod handlers;
pub mod messages;
pub mod meter;
pub mod redaction;
pub mod replay;
pub mod requests;
pub mod steering;
pub mod trash;
