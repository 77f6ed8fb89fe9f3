//! Nobody is signed in, or somebody else.

mod cookie_alert;
mod flow;

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
    view! {
        <main class="sign-in" id="main" tabindex="-1">
            <div class="sign-in-panel">
                <svg class="sign-in-art" viewBox="-14 -33 148 160" aria-hidden="true" inner_html=ART></svg>
                {move || match state.cookies.get() {
                    Cookies::Blocked => view! { <CookieAlert flow /> }.into_any(),
                    Cookies::Unknown | Cookies::Kept => view! { <Welcome flow /> }.into_any(),
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
        {move || match flow.step.get() {
            Step::Waiting => view! { <Waiting flow /> }.into_any(),
            Step::Blocked => ().into_any(),
            _ => {
                view! {
                    <div class="sign-in-action">
                        <SignInButton flow />
                    </div>
                }
                    .into_any()
            }
        }}
        <p class="sign-in-access">
            {Icon::Lock.view()}
            <span>
                "Vitrine asks for read-only access: it can see your name and your documents, and cannot change, share or delete them."
            </span>
        </p>
    }
}

/// What has to be said before the button.
fn notice(state: AppState, flow: Flow) -> AnyView {
    match (flow.step.get(), state.who.get()) {
        (Step::Waiting, _) => ().into_any(),
        (Step::Blocked, _) => {
            let host = state.start.with_value(|start| start.host.clone());
            let sentence = format!("Allow pop-ups for {host}, or try it once more: the first one is often blocked.");
            let action = view! {
                <div class="actions">
                    <SignInButton flow />
                </div>
            };
            alert("warning", Icon::Alert, "Your browser blocked the sign-in window".into(), &sentence, action.into_any())
        }
        (Step::Denied, _) => alert(
            "error",
            Icon::Alert,
            "You did not allow access".into(),
            "Without it Vitrine cannot show your documents. Nothing was read.",
            ().into_any(),
        ),
        (Step::Failed, _) => alert(
            "error",
            Icon::Alert,
            "The sign-in did not finish".into(),
            "Onshape did not confirm it, or it took too long. Please try again.",
            ().into_any(),
        ),
        (Step::Ready, Who::SomebodyElse { name }) => alert(
            "warning",
            Icon::Alert,
            format!("Signed in as {name}, Onshape is open as somebody else"),
            "Sign in again to see the documents of the person who is using Onshape here.",
            ().into_any(),
        ),
        (Step::Ready, Who::Nobody(WhyNobody::AccessRemoved)) => alert(
            "info",
            Icon::Info,
            "Access was removed in Onshape".into(),
            "Vitrine may no longer read your documents. Sign in to allow it again and go on where you were.",
            ().into_any(),
        ),
        (Step::Ready, Who::Nobody(WhyNobody::Ended)) => alert(
            "info",
            Icon::Info,
            "You are signed out".into(),
            "Sign in again to go on where you were.",
            ().into_any(),
        ),
        (Step::Ready, _) => ().into_any(),
    }
}

fn alert(kind: &'static str, icon: Icon, title: String, sentence: &str, actions: AnyView) -> AnyView {
    let sentence = sentence.to_owned();
    view! {
        <div class="alert" role="alert" data-kind=kind>
            {icon.view()}
            <h2 class="alert-title">{title}</h2>
            <p>{sentence}</p>
            {actions}
        </div>
    }
    .into_any()
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
