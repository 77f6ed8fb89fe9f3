//! Signing in at Onshape: there, back, and what is said after. None of these pages sets
//! `Cross-Origin-Opener-Policy`: any value would cut the popup off from its frame.

mod callback;
mod outcome;
mod return_to;
mod start;

pub(crate) use callback::callback;
pub(crate) use outcome::{denied, failed, failed_at_onshape, failed_by_setup, signed_in};
pub(crate) use start::start;
