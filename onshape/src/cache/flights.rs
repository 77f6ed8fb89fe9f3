//! Calls in flight: who asks what somebody is asking already waits for the same answer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures::future::{BoxFuture, FutureExt, Shared, WeakShared};

use super::Key;
use crate::{Error, answer::Answer};

type Flight = BoxFuture<'static, Result<Arc<Answer>, Error>>;

/// More than so many are looked through for those that were given up.
const MOST: usize = 1_000;

/// The calls in flight. A call ends early when the last of those who wait for it has gone away.
#[derive(Default)]
pub(crate) struct Flights(Mutex<HashMap<Key, WeakShared<Flight>>>);

impl Flights {
    /// Waits for the call in flight, or for this one.
    pub async fn join(
        &self,
        key: Key,
        call: impl Future<Output = Result<Arc<Answer>, Error>> + Send + 'static,
    ) -> Result<Arc<Answer>, Error> {
        let flight = self.board(&key, call);
        let answer = flight.clone().await;
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = |other: &WeakShared<Flight>| other.upgrade().is_none_or(|other| other.peek().is_some());
        if flights.get(&key).is_some_and(ended) {
            flights.remove(&key);
        }
        answer
    }

    fn board(
        &self,
        key: &Key,
        call: impl Future<Output = Result<Arc<Answer>, Error>> + Send + 'static,
    ) -> Shared<Flight> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flights.get(key).and_then(WeakShared::upgrade)
            && flight.peek().is_none()
        {
            return flight;
        }
        // Those that nobody waited for to the end.
        if flights.len() >= MOST {
            flights.retain(|_, flight| flight.upgrade().is_some());
        }
        let flight = call.boxed().shared();
        if let Some(weak) = flight.downgrade() {
            flights.insert(key.clone(), weak);
        }
        flight
    }
}
