//! All documents: search, filters, and a list that pages as one scrolls.

mod list;
mod row;
mod state;
mod toolbar;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    answer::Problem,
    browser,
    components::{Icon, Message},
    documents::{Filter, Query},
    place::Place,
    state::{AppState, app_state},
};
use list::DocumentList;
pub(crate) use state::DocumentsState;
use state::Loading;
use toolbar::Toolbar;

/// The page.
#[component]
pub(crate) fn AllDocuments(title: RwSignal<String>) -> impl IntoView {
    let state = app_state();
    let documents: DocumentsState = expect_context();
    let address = use_query_map();
    let query = Memo::new(move |_| {
        address.with(|query| Query {
            text: query.get("q").unwrap_or_default(),
            filter: query.get("filter").map_or(Filter::default(), |key| Filter::from_key(&key)),
        })
    });
    Effect::new(move |_| title.set("All documents".into()));
    Effect::new(move |_| documents.show(state, query.get()));

    let navigate = use_navigate();
    let search = Callback::new(move |wanted: Query| {
        // A filter is a place to come back to, what is typed on the way to a search is not.
        let replace = wanted.filter == query.get_untracked().filter;
        navigate(
            &address_of(state, &wanted),
            NavigateOptions { replace, scroll: false, ..Default::default() },
        );
    });
    let again = Callback::new(move |()| documents.load_more(state));
    let clear = Callback::new(move |()| search.run(Query { text: String::new(), ..query.get_untracked() }));
    let show_all = Callback::new(move |()| search.run(Query::default()));
    let nothing = move || {
        let query = query.get();
        if query.text.is_empty() {
            let action = (query.filter != Filter::All).then_some("Show all documents");
            view! {
                <Message
                    icon=Icon::Documents
                    title="No documents here"
                    sentence="If one is missing, your company may have limited which documents apps can see."
                    action
                    on_action=show_all
                />
            }
            .into_any()
        } else {
            view! {
                <Message
                    icon=Icon::NoMatch
                    title=format!("Nothing matches “{}”", query.text)
                    sentence="The names of documents were searched."
                    action=Some("Clear search")
                    on_action=clear
                />
            }
            .into_any()
        }
    };
    let failed = move |problem: Problem| {
        view! {
            <Message
                icon=Icon::from(problem)
                error=true
                title=problem.title()
                sentence=problem.sentence()
                action=Some("Try again")
                on_action=again
            />
        }
    };
    let shown = Memo::new(move |_| {
        let none = documents.items.with(Vec::is_empty);
        match documents.loading.get() {
            Loading::Failed(problem) if none => Shown::Failed(problem),
            Loading::Idle if none && documents.next.get().is_none() => Shown::Nothing,
            _ => Shown::List,
        }
    });
    view! {
        <main class="documents" id="main" tabindex="-1">
            <Toolbar query search />
            {move || match shown.get() {
                Shown::List => view! { <DocumentList again /> }.into_any(),
                Shown::Nothing => nothing().into_any(),
                Shown::Failed(problem) => failed(problem).into_any(),
            }}
        </main>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    List,
    Nothing,
    Failed(Problem),
}

/// The address of the list that shows `query`.
fn address_of(state: AppState, query: &Query) -> String {
    let mut address = state.href(&Place::Documents);
    let mut separator = if address.contains('?') { '&' } else { '?' };
    let mut add = |key: &str, value: &str| {
        address.push(separator);
        address.push_str(key);
        address.push('=');
        address.push_str(&browser::encode(value));
        separator = '&';
    };
    if !query.text.is_empty() {
        add("q", &query.text);
    }
    if query.filter != Filter::default() {
        add("filter", query.filter.key());
    }
    address
}
