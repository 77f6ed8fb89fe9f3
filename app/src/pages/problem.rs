//! A page that cannot be shown.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    answer::Problem,
    components::{Icon, Message},
    place::Place,
    state::app_state,
    texts::{common, problems},
};

/// What is wrong, and a way on.
#[component]
pub(crate) fn ProblemPage(problem: Problem) -> impl IntoView {
    let state = app_state();
    let navigate = use_navigate();
    let action = Callback::new(move |()| {
        if problem.may_pass() {
            // A fresh answer needs a fresh page: what was wrong was found by the server.
            crate::browser::reload();
        } else {
            navigate(&state.href(&Place::Documents), leptos_router::NavigateOptions::default());
        }
    });
    let label = if problem.may_pass() { common::try_again() } else { problems::all_documents() };
    view! {
        <main id="main" tabindex="-1">
            <Message
                icon=Icon::from(problem)
                error=true
                page=true
                title=problem.title()
                sentence=problem.sentence()
                action=Some(label)
                on_action=action
            />
        </main>
    }
}
