//! The sign of life of an instance that refreshes: one number in the database, raised for all of its refreshes at once, and
//! only while there are any.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Vault;

/// Whether it beats, and for how many refreshes.
#[derive(Default)]
pub(super) struct Heart(Mutex<State>);

#[derive(Default)]
struct State {
    under_way: usize,
    beating: bool,
}

impl Heart {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is still something to beat for; if not, whoever comes next has to start it.
    fn goes_on(&self) -> bool {
        let mut state = self.state();
        state.beating = state.under_way > 0;
        state.beating
    }
}

/// A refresh that is under way.
pub(super) struct Beating(Vault);

impl Vault {
    /// The heart beats for as long as what this returns lives.
    pub(super) fn beat(&self) -> Beating {
        let mut state = self.inner.refreshes.heart.state();
        state.under_way += 1;
        if !std::mem::replace(&mut state.beating, true) {
            let vault = self.clone();
            tokio::spawn(async move { vault.beat_on().await });
        }
        Beating(self.clone())
    }

    async fn beat_on(&self) {
        while self.inner.refreshes.heart.goes_on() {
            if let Err(error) = self.beat_once().await {
                tracing::warn!(%error, "could not give a sign of life");
            }
            tokio::time::sleep(self.inner.settings.lease.beat).await;
        }
    }

    async fn beat_once(&self) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO instances (id, beat, seen_at) VALUES ($1, 1, $2) \
             ON CONFLICT (id) DO UPDATE SET beat = instances.beat + 1, seen_at = excluded.seen_at",
        )
        .bind(&self.inner.refreshes.instance)
        .bind(self.now())
        .execute(self.refreshing())
        .await
        .map(drop)
    }
}

impl Drop for Beating {
    fn drop(&mut self) {
        self.0.inner.refreshes.heart.state().under_way -= 1;
    }
}
