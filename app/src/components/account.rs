//! The account: who is signed in, what was spent, signing out.

use leptos::{prelude::*, task::spawn_local};

use super::Icon;
use crate::{
    answer::Answer,
    api::{sign_out, spent_calls},
    browser,
    spending::{Level, Spending},
    start::{Me, Who, WhyNobody},
    state::app_state,
};

/// The button and its menu.
#[component]
pub(crate) fn Account(me: Me) -> impl IntoView {
    let state = app_state();
    let initials = me.initials();
    let sign_out = move |_| {
        spawn_local(async move {
            if sign_out().await.is_ok() {
                browser::session::announce();
                state.who.set(Who::Nobody(WhyNobody::NotYet));
            }
        });
    };
    // As the page was opened, or as somebody signed in on it: what came since was spent on it.
    let before = RwSignal::new(state.start.with_value(|start| start.spending));
    let spending = RwSignal::new(None);
    Effect::new(move |_| {
        if before.get_untracked().is_none() {
            spawn_local(async move {
                if let Ok(Answer::Here(now)) = spent_calls().await {
                    before.try_set(Some(now));
                }
            });
        }
    });
    let open = move |_| {
        request_animation_frame(|| browser::focus("sign-out"));
        spawn_local(async move {
            if let Ok(Answer::Here(now)) = spent_calls().await {
                spending.try_set(Some(now));
            }
        });
    };
    let level =
        move || spending.get().or(before.get()).map_or(Level::Calm, |spending: Spending| spending.level());
    view! {
        <button
            class="account-button"
            type="button"
            aria-label="Account"
            aria-haspopup="menu"
            popovertarget="account-menu"
            title=me.name.clone()
            data-spent=move || level().key()
            disabled=move || !state.ready.get()
            on:click=open
        >
            <span class="avatar" aria-hidden="true">
                {initials}
            </span>
        </button>
        <div class="account-menu" id="account-menu" popover="auto">
            <div class="account-who">
                <p class="name" dir="auto">
                    {me.name}
                </p>
            </div>
            {move || spending.get().map(|now| view! { <Calls now before=before.get() /> })}
            <div class="menu" role="menu" aria-label="Account">
                <button class="menu-item" type="button" role="menuitem" id="sign-out" on:click=sign_out>
                    {Icon::SignOut.view()}
                    "Sign out"
                </button>
            </div>
        </div>
    }
}

/// The meter: calls of Onshape's API, which a plan has so many of in a year.
#[component]
fn Calls(now: Spending, before: Option<Spending>) -> impl IntoView {
    let on_this_page = before.map_or(0, |before| now.own_this_year.saturating_sub(before.own_this_year));
    let level = now.level();
    let number = |count: u64| browser::number(count);
    let share = format!("{} of {}", number(now.all_this_year), number(now.per_year.into()));
    view! {
        <section class="calls" aria-label="Onshape API calls" data-spent=level.key()>
            <h2>"Onshape API calls"</h2>
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">"Today"</th>
                        <th scope="col">"This year"</th>
                    </tr>
                </thead>
                <tbody>
                    <tr>
                        <th scope="row">"You"</th>
                        <td>{number(now.own_today)}</td>
                        <td>{number(now.own_this_year)}</td>
                    </tr>
                    <tr>
                        <th scope="row">"Everyone"</th>
                        <td>{number(now.all_today)}</td>
                        <td>{number(now.all_this_year)}</td>
                    </tr>
                </tbody>
            </table>
            <progress max=now.per_year.to_string() value=now.all_this_year.to_string() aria-label="Used this year"></progress>
            <p class="calls-share">
                <span>{share}</span>
                <span>{format!("{} on this page", number(on_this_page))}</span>
            </p>
            {level.warning().map(|warning| view! { <p class="calls-warning">{warning}</p> })}
        </section>
    }
}
