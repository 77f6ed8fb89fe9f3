//! Nobody is signed in, or somebody else.

mod cookie_alert;
pub(crate) mod flow;

use leptos::prelude::*;

use crate::{
    browser,
    components::Icon,
    start::{Who, WhyNobody},
    state::{AppState, Cookies, app_state},
    texts::{common, sign_in},
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
            {sign_in::lead()}
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
                {sign_in::access()}
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
            let sentence = sign_in::popup_blocked_why(&host);
            ("warning", Icon::Alert, sign_in::popup_blocked().to_owned(), sentence)
        }
        (Step::Denied, _) => {
            ("error", Icon::Alert, sign_in::denied().to_owned(), sign_in::denied_why().to_owned())
        }
        (Step::Failed, _) => {
            ("error", Icon::Alert, sign_in::failed().to_owned(), sign_in::failed_why().to_owned())
        }
        (Step::Ready, Who::SomebodyElse { name }) => {
            ("warning", Icon::Alert, sign_in::somebody_else(&name), sign_in::somebody_else_why().to_owned())
        }
        (Step::Ready, Who::Nobody(WhyNobody::AccessRemoved)) => {
            ("info", Icon::Info, sign_in::removed().to_owned(), sign_in::removed_why().to_owned())
        }
        (Step::Ready, Who::Nobody(WhyNobody::Ended)) => {
            ("info", Icon::Info, sign_in::ended().to_owned(), sign_in::ended_why().to_owned())
        }
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
            {sign_in::button()}
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
                {sign_in::waiting()}
            </p>
            <div class="actions">
                <button class="button" type="button" disabled=move || !flow.usable() on:click=move |_| flow.start()>
                    {sign_in::open_again()}
                </button>
                <button class="button quiet" type="button" on:click=move |_| flow.cancel()>
                    {common::cancel()}
                </button>
            </div>
        </div>
    }
}
