//! The choice of a language, in the account's menu.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    answer::Answer, api::choose_language, browser, language::Language, state::app_state, texts::account,
};

/// An item for each language. The page is loaded anew in the one that is chosen.
#[component]
pub(super) fn Languages() -> impl IntoView {
    let spoken = app_state().start.with_value(|start| start.language);
    let items = Language::every()
        .map(|language| {
            let choose = move |_| {
                spawn_local(async move {
                    if let Ok(Answer::Here(())) = choose_language(language).await {
                        // Where it fails the page stays as it is.
                        browser::reload();
                    }
                });
            };
            view! {
                <button
                    class="menu-item"
                    type="button"
                    role="menuitemradio"
                    aria-checked=(language == spoken).to_string()
                    lang=language.code()
                    on:click=choose
                >
                    <span class="menu-check" aria-hidden="true"></span>
                    {language.name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="menu-group" role="group" aria-label=account::language()>
            {items}
        </div>
    }
}
