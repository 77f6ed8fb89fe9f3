//! What follows the last row: more to come, or a next page that could not be had.

use leptos::prelude::*;

use super::{DocumentsState, Loading};
use crate::{
    components::{NoAnswer, Slow},
    listing::View,
};

/// Bones in the place of rows that come.
#[component]
pub(super) fn End(again: Callback<()>, view: View) -> impl IntoView {
    let documents: DocumentsState = expect_context();
    let none = Memo::new(move |_| documents.items.with(Vec::is_empty));
    move || match documents.loading.get() {
        Loading::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
        _ if none.get() => view! {
            <Slow />
            <Bones many=12 view />
        }
        .into_any(),
        loading if documents.more.get() => view! {
            <Bones many=1 view />
            {(loading == Loading::Page).then(|| view! { <Slow /> })}
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// So many rows or cards that are on their way.
#[component]
pub(super) fn Bones(many: usize, view: View) -> impl IntoView {
    let bone = || {
        view! {
            <li>
                <span class="document-row">
                    <span class="thumb"></span>
                    <span class="name">
                        <span class="bone"></span>
                    </span>
                    <span class="owner">
                        <span class="bone short"></span>
                    </span>
                    <span class="modified main">
                        <span class="bone short"></span>
                    </span>
                </span>
            </li>
        }
    };
    view! {
        <ul
            class="document-rows skeleton"
            role="list"
            data-static=""
            data-view=(view == View::Grid).then_some("grid")
            aria-hidden="true"
        >
            {(0..many).map(|_| bone()).collect_view()}
        </ul>
    }
}
