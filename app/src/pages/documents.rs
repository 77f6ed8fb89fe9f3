//! All documents: search, filters, order, and a list that pages as one scrolls.

mod end;
mod favourites;
mod heads;
mod keys;
mod layout;
mod list;
mod owners;
mod quick_look;
mod row;
mod search_box;
mod size;
mod star;
mod state;
mod stock;
mod toolbar;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    answer::Problem,
    browser,
    components::{Icon, Message, NoAnswer, when_back},
    listing::{Filter, Query, View},
    place::Place,
    query::value_of,
    state::{AppState, app_state},
    texts::documents as texts,
};
use heads::Heads;
use list::DocumentList;
use owners::WhoseList;
pub(crate) use quick_look::QuickLook;
pub(crate) use state::DocumentsState;
use state::Loading;
use toolbar::Toolbar;

/// The page.
#[component]
pub(crate) fn AllDocuments(title: RwSignal<String>) -> impl IntoView {
    let state = app_state();
    let documents: DocumentsState = expect_context();
    let address = use_location().search;
    let query = Memo::new(move |_| address.with(|address| Query::of_address(|name| value_of(address, name))));
    let view = Memo::new(move |_| match address.with(|address| value_of(address, "view")).as_deref() {
        Some("grid") => View::Grid,
        Some("list") => View::List,
        _ => documents.view.get(),
    });
    Effect::new(move |_| title.set(texts::title().into()));
    Effect::new(move |_| documents.show(state, query.get()));
    Effect::new(move |_| documents.view.set(view.get()));

    let navigate = StoredValue::new(use_navigate());
    let go = move |wanted: &Query, view: View, replace: bool| {
        let options = NavigateOptions { replace, scroll: false, ..Default::default() };
        let address = address_of(state, wanted, view);
        navigate.with_value(|navigate| navigate(&address, options));
    };
    let search = Callback::new(move |wanted: Query| {
        let now = query.get_untracked();
        // A filter is a place to come back to, what is typed on the way to a search is not; nor is a list of nobody's.
        let replace = wanted.filter == now.filter && (wanted.of == now.of || now.wants_owner());
        go(&wanted, view.get_untracked(), replace);
    });
    let show_as = Callback::new(move |view: View| {
        documents.view.set(view);
        documents.scrolled.set(0.0);
        go(&query.get_untracked(), view, true);
    });
    let again = Callback::new(move |()| documents.load_more(state));
    // What failed while the network was down is asked for again once it is back.
    when_back(move || {
        if matches!(documents.loading.get_untracked(), Loading::Failed(Problem::Offline)) {
            documents.load_more(state);
        }
    });

    let owners = owners::ask(query, search);
    let shown = Memo::new(move |_| {
        let none = documents.items.with(Vec::is_empty);
        let view = view.get();
        if query.get().wants_owner() {
            return Shown::Whose(view);
        }
        match documents.loading.get() {
            Loading::Failed(problem) if none => Shown::Failed(problem),
            Loading::Idle if none && !documents.more.get() && !documents.is_ahead() => Shown::Nothing,
            _ => Shown::List(view),
        }
    });
    view! {
        <main class="documents" id="main" tabindex="-1" data-view=move || (view.get() == View::Grid).then_some("grid")>
            <Toolbar query search view show_as owners />
            {move || match shown.get() {
                Shown::List(view) => {
                    view! {
                        {(view == View::List).then(|| view! { <Heads query search /> })}
                        <DocumentList view query again />
                    }
                        .into_any()
                }
                Shown::Whose(view) => view! { <WhoseList query owners view /> }.into_any(),
                Shown::Nothing => view! { <Nothing query search /> }.into_any(),
                Shown::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
            }}
        </main>
    }
}

/// What there is instead of documents.
#[component]
fn Nothing(query: Memo<Query>, search: Callback<Query>) -> impl IntoView {
    let clear = Callback::new(move |()| search.run(Query { text: String::new(), ..query.get_untracked() }));
    let show_all = Callback::new(move |()| search.run(Query::default()));
    move || {
        let Query { text, filter, .. } = query.get();
        if text.is_empty() {
            let action = (filter != Filter::All).then(texts::show_all);
            view! {
                <Message
                    icon=Icon::Documents
                    title=texts::no_documents()
                    sentence=filter.why_nothing()
                    action
                    on_action=show_all
                />
            }
            .into_any()
        } else {
            view! {
                <Message
                    icon=Icon::NoMatch
                    title=texts::no_match(&text)
                    sentence=texts::no_match_why()
                    action=Some(texts::clear_search())
                    on_action=clear
                />
            }
            .into_any()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    List(View),
    /// It is not known yet whose documents are to be listed.
    Whose(View),
    Nothing,
    Failed(Problem),
}

/// The address of the list that shows `query`.
fn address_of(state: AppState, query: &Query, view: View) -> String {
    let mut address = state.href(&Place::Documents);
    let grid = (view == View::Grid).then_some(("view", "grid"));
    for (name, value) in query.to_address().into_iter().chain(grid) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&browser::encode(value));
    }
    address
}
