//! Waiting for a translation: by asking with growing pauses, which an event of Onshape's cuts short.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use backon::{BackoffBuilder, ExponentialBuilder};
use tokio::{sync::Notify, time::Instant};

use crate::{Api, Client, Error, Event, Translation, TranslationId, TranslationState};

/// The first pause, and the shortest: events are not signed, and must not make anybody ask faster.
const FIRST: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(20);

/// Who waits for what.
#[derive(Default)]
pub(crate) struct Hints(Mutex<HashMap<TranslationId, Weak<Notify>>>);

impl Hints {
    fn of(&self, translation: &TranslationId) -> Arc<Notify> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(notify) = waiting.get(translation).and_then(Weak::upgrade) {
            return notify;
        }
        waiting.retain(|_, notify| notify.strong_count() > 0);
        let notify = Arc::default();
        waiting.insert(translation.clone(), Arc::downgrade(&notify));
        notify
    }

    fn wake(&self, translation: &TranslationId) {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(notify) = waiting.get(translation).and_then(Weak::upgrade) {
            notify.notify_waiters();
        }
    }
}

impl Api {
    /// Something happened at Onshape, or somebody says so: whoever waits for it looks sooner.
    pub fn hint(&self, event: &Event) {
        if let Some(translation) = &event.translation_id {
            self.inner.hints.wake(translation);
        }
    }
}

impl Client {
    /// Waits until a translation is done or has failed, and asks with growing pauses; each question is a call.
    /// [`Error::TimedOut`] when it is neither within `patience`.
    pub async fn finished_translation(
        &self,
        translation: &TranslationId,
        patience: Duration,
    ) -> Result<Translation, Error> {
        let hints = self.api.inner.hints.of(translation);
        let pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST)
            .with_max_delay(LONGEST)
            .without_max_times()
            .with_jitter();
        let wait = async {
            for pause in pauses.build() {
                // Heard from now on: what happens while Onshape is asked is not missed.
                let hint = hints.notified();
                let asked = Instant::now();
                let found = self.translation(translation).await?;
                if found.request_state != Some(TranslationState::Active) {
                    return Ok(found);
                }
                let _ = tokio::time::timeout(pause, hint).await;
                tokio::time::sleep_until(asked + FIRST).await;
            }
            Err(Error::TimedOut)
        };
        tokio::time::timeout(patience, wait).await.unwrap_or(Err(Error::TimedOut))
    }
}
