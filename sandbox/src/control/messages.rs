//! What the host page and the app said to each other, as the host page tells.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// More than this are not kept.
const KEPT: usize = 2_000;

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// Given by the sandbox; counts up.
    #[serde(default)]
    pub number: u64,
    /// `in` is from the app.
    pub direction: String,
    /// `tab` or `panel`.
    #[serde(default)]
    pub frame: String,
    /// What was said.
    pub data: Value,
    /// Whether the host page took it.
    pub valid: bool,
    /// Why it did not.
    #[serde(default)]
    pub reason: Option<String>,
    /// When, in milliseconds since 1970.
    #[serde(default)]
    pub at: f64,
}

/// The messages, oldest first.
#[derive(Debug, Default)]
pub struct Messages(Mutex<(u64, VecDeque<Message>)>);

impl Messages {
    /// Adds some.
    pub fn add(&self, messages: Vec<Message>) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for message in messages {
            log.0 += 1;
            let number = log.0;
            log.1.push_back(Message { number, ..message });
            if log.1.len() > KEPT {
                log.1.pop_front();
            }
        }
    }

    /// Those after the one numbered `mark`, and the number of the newest.
    pub fn since(&self, mark: u64) -> (u64, Vec<Message>) {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (log.0, log.1.iter().filter(|message| message.number > mark).cloned().collect())
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    }
}
