//! One flight for each key: the first to ask flies, the others wait for what it brings. Nothing here knows of grants, nor of
//! a runtime, so that `tests/model` can try every order in which the callers may come.

use std::{collections::HashMap, hash::Hash};

use futures::channel::oneshot;

use crate::sync::{Mutex, PoisonError};

/// The flights under way, and who waits for each.
pub(crate) struct Flights<K, T>(Mutex<HashMap<K, Vec<oneshot::Sender<T>>>>);

impl<K, T> Default for Flights<K, T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

/// What the flight brought; an error, where it crashed.
pub(crate) type Arrival<T> = oneshot::Receiver<T>;

impl<K: Hash + Eq + Clone, T: Clone> Flights<K, T> {
    /// A seat, and whether it is the pilot's: then [`fly`](Self::fly) must follow.
    pub(crate) fn board(&self, key: &K) -> (Arrival<T>, bool) {
        let (waiting, arrival) = oneshot::channel();
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(passengers) = flights.get_mut(key) {
            passengers.push(waiting);
            return (arrival, false);
        }
        flights.insert(key.clone(), vec![waiting]);
        (arrival, true)
    }

    /// Everybody who boarded until it lands gets what the flight brings; who comes later flies anew. A flight that panics
    /// or is dropped brings nothing, and nobody waits for it any longer.
    pub(crate) async fn fly(&self, key: &K, flight: impl Future<Output = T>) {
        let mut landing = Landing { flights: self, key, brought: None };
        landing.brought = Some(flight.await);
    }
}

struct Landing<'a, K: Hash + Eq, T: Clone> {
    flights: &'a Flights<K, T>,
    key: &'a K,
    brought: Option<T>,
}

impl<K: Hash + Eq, T: Clone> Drop for Landing<'_, K, T> {
    fn drop(&mut self) {
        let passengers = self.flights.0.lock().unwrap_or_else(PoisonError::into_inner).remove(self.key);
        let Some(brought) = &self.brought else { return };
        for passenger in passengers.unwrap_or_default() {
            // Who went away needs nothing.
            let _ = passenger.send(brought.clone());
        }
    }
}
