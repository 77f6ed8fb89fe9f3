//! `/__sandbox/…`: what tests and developers steer the sandbox with. Not part of Onshape; answers anybody who can connect.

pub mod demo;
pub mod faults;
pub mod handlers;
pub mod requests;
