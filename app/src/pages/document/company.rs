//! A document of a company: Onshape has refused the user's own sign-in, and theirs for the company may do.

use leptos::prelude::*;

use crate::{
    components::Icon,
    pages::sign_in::flow::{Flow, Step},
    place::Id,
    start::Who,
    state::{AppState, app_state},
    texts::company as said,
};

/// The company to sign in for: that of the tab's document, if the user has not yet.
pub(super) fn offered(state: AppState, document: Option<Id>) -> Option<Id> {
    let (company, tab) = state
        .start
        .with_value(|start| (start.company.clone(), start.tab.as_ref().map(|tab| tab.document.clone())));
    let company = company.filter(|_| tab.is_some() && tab == document)?;
    let has = state.who.with(|who| matches!(who, Who::User(me) if me.companies.contains(&company)));
    (!has).then_some(company)
}

/// What is the matter, and the button that helps.
#[component]
pub(super) fn CompanySignIn(company: Id) -> impl IntoView {
    let state = app_state();
    let flow = Flow::for_company(state, company);
    flow.prepare();
    let sentence = move || match flow.step.get() {
        Step::Ready | Step::Waiting => said::why(),
        Step::Blocked => said::blocked(),
        Step::Denied => said::denied(),
        Step::Failed => said::failed(),
    };
    let waiting = move || flow.step.get() == Step::Waiting;
    view! {
        <div class="message" role="alert" data-kind="error">
            {Icon::Lock.view()}
            <h3>{said::title()}</h3>
            <p>{sentence}</p>
            <div class="actions">
                <button
                    class="button primary"
                    type="button"
                    disabled=move || !flow.usable()
                    on:click=move |_| flow.start()
                >
                    {move || if waiting() { said::open_again() } else { said::sign_in() }}
                </button>
            </div>
        </div>
    }
}
