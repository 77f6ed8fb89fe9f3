//! How many calls of a user are under way at a time: Onshape fails when it is asked for much at once
//! (<https://github.com/juliaschatz/onshape-library-window/issues/29>).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Of more users, only those with calls under way are remembered.
const MOST: usize = 10_000;

/// The places of every user.
pub(crate) struct Slots {
    each: usize,
    users: Mutex<HashMap<Arc<str>, Arc<Places>>>,
}

/// A user's places: half of them are closed to what runs in the background, so that what somebody looks at goes first.
struct Places {
    all: Arc<Semaphore>,
    background: Arc<Semaphore>,
}

/// A place, until it is dropped.
pub(crate) struct Place {
    _all: Option<OwnedSemaphorePermit>,
    _background: Option<OwnedSemaphorePermit>,
    _user: Arc<Places>,
}

impl Slots {
    /// `each` user has so many places.
    pub fn new(each: usize) -> Self {
        Self { each: each.max(2), users: Mutex::default() }
    }

    /// A place for a call of `user`, as soon as there is one.
    pub async fn place(&self, user: &Arc<str>, in_background: bool) -> Place {
        let places = self.of(user);
        // Semaphores are closed by nobody.
        let background =
            if in_background { places.background.clone().acquire_owned().await.ok() } else { None };
        let all = places.all.clone().acquire_owned().await.ok();
        Place { _all: all, _background: background, _user: places }
    }

    fn of(&self, user: &Arc<str>) -> Arc<Places> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = users.get(user) {
            return places.clone();
        }
        if users.len() >= MOST {
            users.retain(|_, places| Arc::strong_count(places) > 1);
        }
        let (all, background) = (Semaphore::new(self.each), Semaphore::new(self.each / 2));
        let places = Arc::new(Places { all: all.into(), background: background.into() });
        users.insert(user.clone(), places.clone());
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_somebody_looks_at_goes_before_what_runs_in_the_background() {
        let (slots, user) = (Slots::new(4), Arc::from("alice"));
        let _pictures = [slots.place(&user, true).await, slots.place(&user, true).await];
        let third = tokio::time::timeout(std::time::Duration::from_millis(20), slots.place(&user, true));
        assert!(third.await.is_err(), "half of the places are closed to pictures");
        let _looked_at = [slots.place(&user, false).await, slots.place(&user, false).await];
        let bob = Arc::from("bob");
        slots.place(&bob, true).await;
    }
}
