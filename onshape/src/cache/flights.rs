//! Calls in flight: who asks what somebody is asking already waits for the same answer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures::future::{BoxFuture, FutureExt, Shared, WeakShared};

use super::Key;
use crate::{Error, answer::Answer};

type Flight = BoxFuture<'static, Result<Arc<Answer>, Error>>;

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
        let flight = self.board(key, call);
        flight.await
    }

    fn board(
        &self,
        key: Key,
        call: impl Future<Output = Result<Arc<Answer>, Error>> + Send + 'static,
    ) -> Shared<Flight> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flights.get(&key).and_then(WeakShared::upgrade)
            && flight.peek().is_none()
        {
            return flight;
        }
        flights.retain(|_, flight| flight.upgrade().is_some());
        let flight = call.boxed().shared();
        if let Some(weak) = flight.downgrade() {
            flights.insert(key, weak);
        }
        flight
    }
}
