//! A message in place of content: nothing here, or something went wrong.

use leptos::prelude::*;

use super::Icon;
use crate::answer::Problem;

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
    /// Whether it is all that the page shows.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    let heading = if page {
        view! { <h1 dir="auto">{title}</h1> }.into_any()
    } else {
        view! { <h3 dir="auto">{title}</h3> }.into_any()
    };
    let ready = crate::state::app_state().ready;
    let button = action.map(|text| {
        let press = move |_| {
            if let Some(on_action) = on_action {
                on_action.run(());
            }
        };
        view! {
            <div class="actions">
                <button class="button primary" type="button" disabled=move || !ready.get() on:click=press>
                    {text}
                </button>
            </div>
        }
    });
    view! {
        <div class="message" class:page=page role=error.then_some("alert") data-kind=error.then_some("error")>
            {icon.view()}
            {heading}
            <p>{sentence}</p>
            {button}
        </div>
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
            | Problem::BadAddress
            | Problem::ForeignHost
            | Problem::Misconfigured
            | Problem::Internal => Self::Alert,
        }
    }
}
