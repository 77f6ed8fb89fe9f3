//! The account: who is signed in and where, what was spent, signing out.

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};

use super::{Icon, devices::Devices};
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
        request_animation_frame(|| browser::focus(FIRST_ITEM));
        spawn_local(async move {
            if let Ok(Answer::Here(now)) = spent_calls().await {
                spending.try_set(Some(now));
            }
        });
    };
    let devices = NodeRef::<html::Dialog>::new();
    let devices_opened = RwSignal::new(0_u32);
    let show_devices = move |_| {
        browser::hide_popover(MENU);
        if let Some(dialog) = devices.get_untracked()
            && dialog.show_modal().is_ok()
        {
            devices_opened.update(|n| *n += 1);
        }
    };
    let level =
        move || spending.get().or(before.get()).map_or(Level::Calm, |spending: Spending| spending.level());
    view! {
        <button
            class="account-button"
            type="button"
            aria-label="Account"
            aria-haspopup="menu"
            popovertarget=MENU
            title=me.name.clone()
            data-spent=move || level().key()
            disabled=move || !state.ready.get()
            on:click=open
        >
            <span class="avatar" aria-hidden="true">
                {initials}
            </span>
        </button>
        <div class="account-menu" id=MENU popover="auto">
            <div class="account-who">
                <p class="name" dir="auto">
                    {me.name}
                </p>
            </div>
            {move || spending.get().map(|now| view! { <Calls now before=before.get() /> })}
            <div class="menu" role="menu" aria-label="Account" on:keydown=between_items>
                <button class="menu-item" type="button" role="menuitem" id=FIRST_ITEM on:click=show_devices>
                    {Icon::Devices.view()}
                    "Where you are signed in"
                </button>
                <button class="menu-item" type="button" role="menuitem" id=LAST_ITEM on:click=sign_out>
                    {Icon::SignOut.view()}
                    "Sign out"
                </button>
            </div>
        </div>
        <Devices node=devices opened=devices_opened />
    }
}

const MENU: &str = "account-menu";
const FIRST_ITEM: &str = "show-devices";
const LAST_ITEM: &str = "sign-out";

/// A menu is walked with the arrow keys.
fn between_items(event: KeyboardEvent) {
    match event.key().as_str() {
        "ArrowDown" | "End" => browser::focus(LAST_ITEM),
        "ArrowUp" | "Home" => browser::focus(FIRST_ITEM),
        _ => return,
    }
    event.prevent_default();
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
