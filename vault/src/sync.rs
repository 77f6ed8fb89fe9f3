//! The locks of what is model-checked: `tests/model` compiles the same source with `shuttle`'s.

pub(crate) use std::sync::{Mutex, PoisonError};
