//! The account: who is signed in and where, what was spent, signing out.

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};

use super::{Icon, devices::Devices, languages::Languages};
use crate::{
    answer::Answer,
    api::{sign_out, spent_calls},
    browser::{self, Step},
    spending::{Level, Spending},
    start::{Me, Who, WhyNobody},
    state::app_state,
    texts::account,
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
            aria-label=account::account()
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
            <div class="menu" role="menu" aria-label=account::account() on:keydown=between_items>
                <button class="menu-item" type="button" role="menuitem" id=FIRST_ITEM on:click=show_devices>
                    {Icon::Devices.view()}
                    {account::devices()}
                </button>
                <Languages />
                <button class="menu-item" type="button" role="menuitem" on:click=sign_out>
                    {Icon::SignOut.view()}
                    {account::sign_out()}
                </button>
            </div>
        </div>
        <Devices node=devices opened=devices_opened />
    }
}

const MENU: &str = "account-menu";
const FIRST_ITEM: &str = "show-devices";
const ITEMS: &str = "[role^=menuitem]";

/// A menu is walked with the arrow keys.
fn between_items(event: KeyboardEvent) {
    match event.key().as_str() {
        "ArrowDown" => browser::walk(MENU, ITEMS, Step::Next),
        "ArrowUp" => browser::walk(MENU, ITEMS, Step::Previous),
        "Home" => browser::walk(MENU, ITEMS, Step::First),
        "End" => browser::walk(MENU, ITEMS, Step::Last),
        _ => return,
    }
    event.prevent_default();
}

/// The meter: calls of Onshape's API, which a plan has so many of in a year.
#[component]
fn Calls(now: Spending, before: Option<Spending>) -> impl IntoView {
    let on_this_page = before.map_or(0, |before| now.own_this_year.saturating_sub(before.own_this_year));
    let level = now.level();
    let number = |count: u64| crate::format::number(count);
    let share = account::share(&number(now.per_year.into()), &number(now.all_this_year));
    view! {
        <section class="calls" aria-label=account::calls() data-spent=level.key()>
            <h2>{account::calls()}</h2>
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{account::today()}</th>
                        <th scope="col">{account::this_year()}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr>
                        <th scope="row">{account::you()}</th>
                        <td>{number(now.own_today)}</td>
                        <td>{number(now.own_this_year)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{account::everyone()}</th>
                        <td>{number(now.all_today)}</td>
                        <td>{number(now.all_this_year)}</td>
                    </tr>
                </tbody>
            </table>
            <progress max=now.per_year.to_string() value=now.all_this_year.to_string() aria-label=account::used_this_year()></progress>
            <p class="calls-share">
                <span>{share}</span>
                <span>{account::on_this_page(&number(on_this_page))}</span>
            </p>
            {level.warning().map(|warning| view! { <p class="calls-warning">{warning}</p> })}
        </section>
    }
}
