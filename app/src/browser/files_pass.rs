//! Browsers that do not say from which page a file is asked for need a proof in its address, and a fresh one every few
//! minutes. The page was told whether this is one of them.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use crate::{answer::Answer, api::files_pass, start::Who, state::AppState};

/// A pass is good for five minutes. Milliseconds.
const EVERY: u32 = 4 * 60_000;

/// Keeps the pass fresh for as long as the page lives, in browsers that need one.
pub(crate) fn keep(state: AppState) {
    if state.start.with_value(|start| start.files_pass.is_none()) {
        return;
    }
    // Who has just signed in has another session, and with it another pass.
    Effect::new(move |first: Option<bool>| {
        let signed_in = state.who.with(|who| matches!(who, Who::User(_)));
        if signed_in && first.is_some() {
            spawn_local(renew(state));
        }
        true
    });
    spawn_local(async move {
        loop {
            TimeoutFuture::new(EVERY).await;
            renew(state).await;
        }
    });
}

async fn renew(state: AppState) {
    // One that gets lost comes again; until then pictures are missing.
    if let Ok(Answer::Here(pass)) = files_pass().await {
        state.files_pass.try_set(Some(pass));
    }
}
