//! What Onshape asked to wait for. Its limits are per user and operation.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use crate::{Error, Now};

/// More than a day is not believed.
const LONGEST: Duration = Duration::from_hours(24);

/// Until when which operation of whom is not asked.
pub(crate) struct Busy {
    now: Now,
    waits: Mutex<HashMap<(Arc<str>, &'static str), Timestamp>>,
}

impl Busy {
    pub fn new(now: Now) -> Self {
        Self { now, waits: Mutex::default() }
    }

    /// Fails for as long as there is to wait, and says how long.
    pub fn check(&self, user: &Arc<str>, operation: &'static str) -> Result<(), Error> {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (user.clone(), operation);
        let Some(until) = waits.get(&key) else { return Ok(()) };
        let left = until.duration_since((self.now)());
        if left <= SignedDuration::ZERO {
            waits.remove(&key);
            return Ok(());
        }
        Err(Error::Busy { retry_after: Duration::try_from(left).ok() })
    }

    /// Onshape asks to wait.
    pub fn note(&self, user: &Arc<str>, operation: &'static str, wait: Duration) {
        let now = (self.now)();
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.retain(|_, until| *until > now);
        if let Ok(until) = now.checked_add(wait.min(LONGEST)) {
            waits.insert((user.clone(), operation), until);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[test]
    fn who_was_asked_to_wait_waits_for_that_operation_only() {
        let second = Arc::new(AtomicI64::new(0));
        let time = second.clone();
        let now: Now = Arc::new(move || Timestamp::from_second(time.load(Ordering::Relaxed)).unwrap());
        let (busy, alice, bob) = (Busy::new(now), Arc::from("alice"), Arc::from("bob"));
        busy.note(&alice, "getDocuments", Duration::from_secs(450));
        second.store(400, Ordering::Relaxed);
        let wait = busy.check(&alice, "getDocuments");
        assert!(matches!(wait, Err(Error::Busy { retry_after: Some(left) }) if left.as_secs() == 50));
        assert!(busy.check(&alice, "getDocument").is_ok() && busy.check(&bob, "getDocuments").is_ok());
        second.store(450, Ordering::Relaxed);
        assert!(busy.check(&alice, "getDocuments").is_ok());
    }
}
