//! Where the user is signed in: each browser, when it was last used, and a way to end it.

use leptos::{html, prelude::*, task::spawn_local};

use super::Icon;
use crate::{
    answer::{Answer, Problem},
    api::{end_devices, list_devices},
    browser::{self, dates},
    devices::Device,
    start::{Who, WhyNobody},
    state::{AppState, app_state},
    texts::{common, devices},
};

/// What is known of them.
type Known = RwSignal<Option<Result<Vec<Device>, Problem>>>;

/// The dialog. Whoever shows it raises `opened`: then it asks.
#[component]
pub(super) fn Devices(node: NodeRef<html::Dialog>, opened: RwSignal<u32>) -> impl IntoView {
    let state = app_state();
    let known = Known::new(None);
    Effect::new(move |_| {
        if opened.get() > 0 {
            spawn_local(load(state, known));
        }
    });
    let end = Callback::new(move |name: Option<String>| spawn_local(end(state, known, name)));
    let close = move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby="devices-heading">
            <header class="dialog-header">
                <h2 id="devices-heading">{devices::title()}</h2>
                <button class="button quiet icon-only" type="button" aria-label=common::close() on:click=close>
                    {Icon::Close.view()}
                </button>
            </header>
            {move || match known.get() {
                None => view! { <p class="dialog-note" role="status">{common::loading()}</p> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem opened /> }.into_any(),
                Some(Ok(known)) => view! { <List known end /> }.into_any(),
            }}
        </dialog>
    }
}

#[component]
fn Failed(problem: Problem, opened: RwSignal<u32>) -> impl IntoView {
    view! {
        <div class="alert" role="alert" data-kind="error">
            {Icon::Alert.view()}
            <h3 class="alert-title">{problem.title()}</h3>
            <p>{problem.sentence()}</p>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| opened.update(|n| *n += 1)>
                    {common::try_again()}
                </button>
            </div>
        </div>
    }
}

#[component]
fn List(known: Vec<Device>, end: Callback<Option<String>>) -> impl IntoView {
    let several = known.len() > 1;
    let rows = known.into_iter().map(|device| view! { <Row device end /> }).collect_view();
    let everywhere = several.then(|| {
        view! {
            <button class="button" type="button" on:click=move |_| end.run(None)>
                {devices::everywhere()}
            </button>
        }
    });
    view! {
        <ul class="device-list" aria-label=devices::browsers()>
            {rows}
        </ul>
        <footer class="dialog-footer">
            <p class="dialog-note">{devices::note()}</p>
            {everywhere}
        </footer>
    }
}

#[component]
fn Row(device: Device, end: Callback<Option<String>>) -> impl IntoView {
    let Device { name, browser: title, seen_at, this_one } = device;
    let title = if title.is_empty() { devices::a_browser().to_owned() } else { title };
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^52")]
    let seen = seen_at as f64 * 1000.0;
    let when = if this_one { devices::this_one().to_owned() } else { devices::last_used(&dates::ago(seen)) };
    let label = devices::sign_out_of(&title);
    view! {
        <li class="device">
            <span class="device-name">{title}</span>
            <span class="device-seen" title=(!this_one).then(|| dates::exact(seen))>
                {when}
            </span>
            <button
                class="button quiet"
                type="button"
                aria-label=label
                on:click=move |_| end.run(Some(name.clone()))
            >
                {devices::sign_out()}
            </button>
        </li>
    }
}

async fn load(state: AppState, known: Known) {
    let answer = match list_devices().await {
        Ok(Answer::Here(found)) => Ok(found),
        Ok(Answer::NotYou) => return browser::session::refresh(state).await,
        Ok(Answer::Problem(problem)) => Err(problem),
        Err(error) => Err(error.into()),
    };
    known.try_set(Some(answer));
}

/// Ends the session of this name; all of them, where none is named.
async fn end(state: AppState, known: Known, name: Option<String>) {
    let this_one = known.with_untracked(|known| {
        let ends = |device: &Device| device.this_one && name.as_ref().is_none_or(|name| *name == device.name);
        matches!(known, Some(Ok(known)) if known.iter().any(ends))
    });
    let problem = match end_devices(name).await {
        Ok(Answer::Here(())) if this_one => {
            browser::session::announce();
            return state.who.set(Who::Nobody(WhyNobody::NotYet));
        }
        Ok(Answer::Here(()) | Answer::NotYou) => return load(state, known).await,
        Ok(Answer::Problem(problem)) => problem,
        Err(error) => error.into(),
    };
    known.try_set(Some(Err(problem)));
}
