//! Nobody is signed in, or somebody else.

mod cookie_alert;
pub(crate) mod flow;

use leptos::prelude::*;

use crate::{
    browser,
    components::Icon,
    start::{Who, WhyNobody},
    state::{AppState, Cookies, app_state},
};
use cookie_alert::CookieAlert;
use flow::{Flow, Step};

const ART: &str = include_str!("sign_in/art.svg");

/// The page.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let state = app_state();
    let flow = Flow::new(state);
    flow.prepare();
    cookie_alert::check_cookies(state);
    Effect::new(move |_| browser::set_title(""));
    // A memo: the button must not be replaced under somebody's finger when the check ends well.
    let blocked = Memo::new(move |_| state.cookies.get() == Cookies::Blocked);
    view! {
        <main class="sign-in" id="main" tabindex="-1">
            <div class="sign-in-panel">
                <svg class="sign-in-art" viewBox="-14 -33 148 160" aria-hidden="true" inner_html=ART></svg>
                {move || {
                    if blocked.get() {
                        view! { <CookieAlert flow /> }.into_any()
                    } else {
                        view! { <Welcome flow /> }.into_any()
                    }
                }}
            </div>
        </main>
    }
}

#[component]
fn Welcome(flow: Flow) -> impl IntoView {
    let state = app_state();
    view! {
        <h1>"Vitrine"</h1>
        <p class="sign-in-lead">
            "Find any document you can open in Onshape and look at it in 3D, without leaving your tab."
        </p>
        {move || notice(state, flow)}
        <Show when=move || is_plain(state, flow)>
            <div class="sign-in-action">
                <SignInButton flow />
            </div>
        </Show>
        <Show when=move || flow.step.get() == Step::Waiting>
            <Waiting flow />
        </Show>
        <p class="sign-in-access">
            {Icon::Lock.view()}
            <span>
                "Vitrine asks for read-only access: it can see your name and your documents, and cannot change, share or delete them."
            </span>
        </p>
    }
}

/// What has to be said, with the button; nothing, where the button says it all.
fn notice(state: AppState, flow: Flow) -> AnyView {
    let (kind, icon, title, sentence) = match (flow.step.get(), state.who.get()) {
        (Step::Waiting, _) | (Step::Ready, Who::User(_) | Who::Nobody(WhyNobody::NotYet)) => {
            return ().into_any();
        }
        (Step::Blocked, _) => {
            let host = state.start.with_value(|start| start.host.clone());
            let sentence =
                format!("Allow pop-ups for {host}, or try it once more: the first one is often blocked.");
            ("warning", Icon::Alert, "Your browser blocked the sign-in window".to_owned(), sentence)
        }
        (Step::Denied, _) => (
            "error",
            Icon::Alert,
            "You did not allow access".to_owned(),
            "Without it Vitrine cannot show your documents. Nothing was read.".to_owned(),
        ),
        (Step::Failed, _) => (
            "error",
            Icon::Alert,
            "The sign-in did not finish".to_owned(),
            "Onshape did not confirm it, or it took too long. Please try again.".to_owned(),
        ),
        (Step::Ready, Who::SomebodyElse { name }) => (
            "warning",
            Icon::Alert,
            format!("Signed in as {name}, Onshape is open as somebody else"),
            "Sign in again to see the documents of the person who is using Onshape here.".to_owned(),
        ),
        (Step::Ready, Who::Nobody(WhyNobody::AccessRemoved)) => (
            "info",
            Icon::Info,
            "Access was removed in Onshape".to_owned(),
            "Vitrine may no longer read your documents. Sign in to allow it again and go on where you were."
                .to_owned(),
        ),
        (Step::Ready, Who::Nobody(WhyNobody::Ended)) => (
            "info",
            Icon::Info,
            "You are signed out".to_owned(),
            "Sign in again to go on where you were.".to_owned(),
        ),
    };
    view! {
        <div class="alert" role="alert" data-kind=kind>
            {icon.view()}
            <h2 class="alert-title">{title}</h2>
            <p>{sentence}</p>
            <div class="actions">
                <SignInButton flow />
            </div>
        </div>
    }
    .into_any()
}

/// Whether nothing but the button has to be said.
fn is_plain(state: AppState, flow: Flow) -> bool {
    flow.step.get() == Step::Ready
        && state.who.with(|who| matches!(who, Who::User(_) | Who::Nobody(WhyNobody::NotYet)))
}

#[component]
fn SignInButton(flow: Flow) -> impl IntoView {
    view! {
        <button
            class="button primary large"
            type="button"
            disabled=move || !flow.usable()
            on:click=move |_| flow.start()
        >
            "Sign in with Onshape"
        </button>
    }
}

/// A popup that was closed cannot be told from one that is busy: both ways on are offered.
#[component]
fn Waiting(flow: Flow) -> impl IntoView {
    view! {
        <div class="sign-in-action">
            <p class="sign-in-waiting" role="status">
                <span class="spinner" aria-hidden="true"></span>
                "Continue in the window that opened."
            </p>
            <div class="actions">
                <button class="button" type="button" disabled=move || !flow.usable() on:click=move |_| flow.start()>
                    "Open again"
                </button>
                <button class="button quiet" type="button" on:click=move |_| flow.cancel()>
                    "Cancel"
                </button>
            </div>
        </div>
    }
}
