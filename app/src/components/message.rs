//! A message in place of content: nothing here, or something went wrong.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::{answer::Problem, place::Place, state::app_state, texts::common};

/// A heading, a sentence, and one button that helps.
#[component]
pub(crate) fn Message(
    /// What happened.
    #[prop(into)]
    title: String,
    /// What it means.
    #[prop(into)]
    sentence: String,
    icon: Icon,
    /// Whether it is an error, to be announced at once.
    #[prop(optional)]
    error: bool,
    /// Text of the button.
    #[prop(optional_no_strip)]
    action: Option<&'static str>,
    /// What the button does.
    #[prop(optional, into)]
    on_action: Option<Callback<()>>,
    /// Whether what is open is better looked at in Onshape itself: then a link to it is the button, where there is one.
    #[prop(optional)]
    onshape: bool,
    /// Whether it is all that the page shows.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    let heading = if page {
        view! { <h1 dir="auto">{title}</h1> }.into_any()
    } else {
        view! { <h3 dir="auto">{title}</h3> }.into_any()
    };
    let ready = app_state().ready;
    let button = |text: &'static str| {
        let press = move |_| {
            if let Some(on_action) = on_action {
                on_action.run(());
            }
        };
        view! {
            <button class="button primary" type="button" disabled=move || !ready.get() on:click=press>
                {text}
            </button>
        }
        .into_any()
    };
    let help = match (onshape.then(here_in_onshape).flatten(), action) {
        (Some(href), _) => Some(view! { <InOnshape href /> }.into_any()),
        (None, Some(text)) => Some(button(text)),
        (None, None) => None,
    };
    let help = help.map(|help| view! { <div class="actions">{help}</div> });
    view! {
        <div class="message" class:page=page role=error.then_some("alert") data-kind=error.then_some("error")>
            {icon.view()}
            {heading}
            <p>{sentence}</p>
            {help}
        </div>
    }
}

/// Where Onshape itself shows what the address names: a document, or something in one.
pub(super) fn here_in_onshape() -> Option<String> {
    let path = use_location().pathname;
    let place = path.with_untracked(|path| Place::parse(path)).ok()?;
    place.document()?;
    Some(app_state().onshape_href(&place))
}

/// The link there.
#[component]
pub(super) fn InOnshape(href: String) -> impl IntoView {
    view! {
        <a class="button primary" href=href target="_blank" rel="noopener">
            {Icon::External.view()}
            {common::open_in_onshape()}
        </a>
    }
}

/// The icon of a problem.
impl From<Problem> for Icon {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotAccessible => Self::Lock,
            Problem::Timeout | Problem::Unavailable | Problem::Offline => Self::Offline,
            Problem::QuotaUsedUp
            | Problem::Busy { .. }
            | Problem::Unreadable
            | Problem::TooLarge { .. }
            | Problem::BadAddress
            | Problem::ForeignHost
            | Problem::Misconfigured
            | Problem::Internal => Self::Alert,
        }
    }
}
