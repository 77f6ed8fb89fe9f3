//! Whose documents, where a list is of one company or team: asked for when such a list is opened.

use leptos::{ev, prelude::*};

use super::{DocumentsState, end::Bones};
use crate::{
    answer::{Answer, CallError},
    api::list_owners,
    components::{Asked, Icon, Message, NoAnswer, Question},
    listing::{Filter, OwnerItem, Query, View},
    place::Id,
    state::app_state,
    texts::documents as texts,
};

/// The companies, or the teams: and which of the two they are.
pub(super) type Owners = Question<(Filter, Vec<OwnerItem>)>;

/// Asks for them once a list wants to know. The first one is shown where the address names none.
pub(super) fn ask(query: Memo<Query>, search: Callback<Query>) -> Owners {
    let filter = Memo::new(move |_| query.get().filter);
    let owners = Question::new(move || filter.get().has_owner(), move || filter.get(), list);
    Effect::new(move |_| {
        let wanted = query.get();
        if !wanted.wants_owner() {
            return;
        }
        let first = of(owners, wanted.filter).and_then(|owners| owners.into_iter().next());
        if let Some(first) = first {
            search.run(Query { of: Some(first.id), ..wanted });
        }
    });
    owners
}

async fn list(filter: Filter) -> Result<Answer<(Filter, Vec<OwnerItem>)>, CallError> {
    Ok(match list_owners(filter).await? {
        Answer::Here(owners) => Answer::Here((filter, owners)),
        Answer::NotYou => Answer::NotYou,
        Answer::Problem(problem) => Answer::Problem(problem),
    })
}

/// Those of a filter, once they are known.
fn of(owners: Owners, filter: Filter) -> Option<Vec<OwnerItem>> {
    owners.here().filter(|(theirs, _)| *theirs == filter).map(|(_, owners)| owners)
}

/// Which of them.
#[component]
pub(super) fn OwnerSelect(query: Memo<Query>, search: Callback<Query>, owners: Owners) -> impl IntoView {
    let ready = app_state().ready;
    let documents: DocumentsState = expect_context();
    let filter = Memo::new(move |_| query.get().filter);
    let chosen = move |event: ev::Event| {
        if let Ok(id) = Id::parse(&event_target_value(&event)) {
            search.run(Query { of: Some(id), ..documents.with_typed(query.get_untracked()) });
        }
    };
    move || {
        let filter = filter.get();
        let owners =
            filter.has_owner().then(|| of(owners, filter)).flatten().filter(|owners| !owners.is_empty())?;
        let options = owners.into_iter().map(|OwnerItem { id, name }| {
            let value = id.to_string();
            let name = crate::documents::title(name.as_deref());
            view! {
                <option value=value dir="auto" prop:selected=move || query.get().of.as_ref() == Some(&id)>
                    {name}
                </option>
            }
        });
        let options = options.collect_view();
        Some(view! {
            <select class="select" aria-label=filter.label() disabled=move || !ready.get() on:change=chosen>
                {options}
            </select>
        })
    }
}

/// In place of the list, until it is known whose it is.
#[component]
pub(super) fn WhoseList(query: Memo<Query>, owners: Owners, view: View) -> impl IntoView {
    let again = Callback::new(move |()| owners.retry());
    move || match owners.answer.get() {
        Asked::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
        Asked::Here((filter, owners)) if filter == query.get().filter && owners.is_empty() => view! {
            <Message icon=Icon::Documents title=texts::no_documents() sentence=filter.why_nothing() />
        }
        .into_any(),
        Asked::Here(_) | Asked::Waiting => view! {
            <div class="list-scroll" aria-busy="true">
                <Bones many=12 view />
            </div>
        }
        .into_any(),
    }
}
