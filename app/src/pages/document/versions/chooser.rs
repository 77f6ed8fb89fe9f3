//! The list of states with its search field: a combobox whose list is always open. The keyboard stays in the field.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>

use leptos::{ev, html, prelude::*};

use super::{
    row::{Row, row_id},
    step, window,
};
use crate::{
    answer::{Answer, CallError},
    api::{history_of_document, states_of_document},
    browser,
    components::{Asked, Icon, NoAnswer, Question, Waiting},
    pages::document::Load,
    place::{Id, Wvm},
    search::{Wanted, fold},
    texts::{common, versions},
    versions::{History, StateItem},
};

/// Id of the search field.
const SEARCH: &str = "versions-search";
/// Id of the list.
const LIST: &str = "versions-list";

/// What is listed, one or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    States,
    Changes,
}

/// What of the document is open: what was asked before it changed is asked again.
type Opened = (Wvm, Option<Id>);

/// All of it, while the popover is open. What was asked outlives that.
#[component]
pub(crate) fn Chooser(
    document: Id,
    load: RwSignal<Load>,
    /// Whether the popover is.
    open: RwSignal<bool>,
    choose: Callback<Wvm>,
) -> impl IntoView {
    let opened = Memo::new(move |before: Option<&Option<Opened>>| match load.get() {
        Load::Here(document) => Some((document.wvm, document.microversion)),
        Load::Loading | Load::Failed(_) => before.cloned().flatten(),
    });
    let listed = RwSignal::new(Listed::States);
    let states = {
        let document = document.clone();
        let about = move || (document.clone(), opened.get().and_then(|(_, known)| known));
        Question::new(move || open.get(), about, |(document, _)| states_of_document(document))
    };
    let changes = Changes::new(document, opened, move || open.get() && listed.get() == Listed::Changes);
    move || open.get().then(|| view! { <Content opened listed states changes choose /> })
}

/// The field and the list.
#[component]
fn Content(
    opened: Memo<Option<Opened>>,
    listed: RwSignal<Listed>,
    states: Question<Vec<StateItem>>,
    changes: Changes,
    choose: Callback<Wvm>,
) -> impl IntoView {
    let (text, active) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let items = Memo::new(move |_| match listed.get() {
        Listed::States => states.here().unwrap_or_default(),
        Listed::Changes => changes.so_far(),
    });
    let found = Memo::new(move |_| matching(&items.get(), &text.get()));
    let is_current = move |state: &Wvm| {
        let known = |known: &Id| matches!(state, Wvm::Microversion(id) if id == known);
        opened.with(|opened| {
            opened.as_ref().is_some_and(|(wvm, at)| wvm == state || at.as_ref().is_some_and(known))
        })
    };
    let current_of = move |item: &StateItem| {
        let state = item.state.clone();
        Signal::derive(move || is_current(&state))
    };
    let scroller = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(0.0_f64);
    let go_to = move |index: usize| {
        active.set(index);
        let Some(element) = scroller.get_untracked() else { return };
        let height = f64::from(element.client_height()).max(window::ROW);
        let wanted = window::scrolled_to(index, f64::from(element.scroll_top()), height);
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        element.set_scroll_top(wanted as i32);
        scrolled.set(f64::from(element.scroll_top()));
    };
    // What is open is where the keyboard begins; in what was searched for, the first. More of the same moves nothing.
    let is_some = Memo::new(move |_| found.with(|found| !found.is_empty()));
    Effect::new(move |_| {
        is_some.track();
        listed.track();
        opened.track();
        let searched = !text.get().trim().is_empty();
        let is_first = |item: &StateItem| !searched && is_current(&item.state);
        let row = found.with_untracked(|found| found.iter().position(is_first)).unwrap_or(0);
        active.set(row);
        // The list has its height by then, and somebody may have gone on.
        request_animation_frame(move || {
            let is_there = found.try_with_untracked(|found| row < found.len()) == Some(true);
            if is_there && active.try_get_untracked() == Some(row) {
                go_to(row);
            }
        });
    });
    let keys = move |event: ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        if event.key() == "Enter" {
            let item = found.with_untracked(|found| found.get(active.get_untracked()).cloned());
            if let Some(item) = item.filter(|_| !event.is_composing()) {
                event.prevent_default();
                choose.run(item.state);
            }
        } else if let Some(index) = step(&event, active.get_untracked(), count) {
            event.prevent_default();
            go_to(index);
        }
    };
    let rows = move || {
        let (first, end) = window::rows(scrolled.get(), found.with(Vec::len));
        found.with(|found| {
            let shown = found.iter().enumerate().take(end).skip(first);
            shown.map(|(index, item)| (index, item.clone())).collect::<Vec<_>>()
        })
    };
    let count = Signal::derive(move || found.with(Vec::len));
    Effect::new(|_| browser::focus(SEARCH));
    // Set by script alone: a style in the page that the server renders is against its policy.
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        #[expect(clippy::cast_precision_loss, reason = "rows")]
        let tall = format!("{}px", count.get() as f64 * window::ROW);
        if let Some(list) = list.get() {
            // A length is always understood.
            let _ = web_sys::HtmlElement::style(&list).set_property("block-size", &tall);
        }
    });
    let on_scroll = move |_| {
        if let Some(element) = scroller.get_untracked() {
            scrolled.set(f64::from(element.scroll_top()));
        }
    };
    let outcome = move || match listed.get() {
        Listed::States => states.answer.with(outcome_of),
        Listed::Changes => changes.question.answer.with(outcome_of),
    };
    let again = Callback::new(move |()| match listed.get_untracked() {
        Listed::States => states.retry(),
        Listed::Changes => changes.question.retry(),
    });
    view! {
        <div class="search">
            {Icon::Search.view()}
            <input
                type="search"
                id=SEARCH
                role="combobox"
                autocomplete="off"
                placeholder=versions::search()
                aria-label=versions::search()
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=LIST
                aria-activedescendant=move || (count.get() > 0).then(|| row_id(active.get()))
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=keys
            />
        </div>
        {move || opened.with(Option::is_some).then(|| view! { <What listed /> })}
        <div class="versions-scroll" tabindex="-1" node_ref=scroller on:scroll=on_scroll>
            <ul id=LIST role="listbox" aria-label=versions::versions() node_ref=list>
                <For each=rows key=|(index, item)| (*index, item.state.clone()) let((index, item))>
                    <Row index current=current_of(&item) item count active choose />
                </For>
            </ul>
            {move || match outcome() {
                Asked::Waiting => view! { <Waiting /> }.into_any(),
                Asked::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
                Asked::Here(()) => view! { <End count listed text changes /> }.into_any(),
            }}
        </div>
        <p class="versions-count" role="status">
            {move || (count.get() > 0).then(|| counted(listed.get(), count.get()))}
        </p>
    }
}

/// Some of the changes, and what they were asked for.
#[derive(Debug, Clone)]
struct Piece {
    of: Opened,
    /// From where on; nothing for the state that is open.
    from: Option<Id>,
    history: History,
}

/// The changes so far, in pieces: the history of a document can be long.
#[derive(Debug, Clone, Copy)]
struct Changes {
    question: Question<Piece>,
    opened: Memo<Option<Opened>>,
    /// Of which state.
    known: RwSignal<Option<(Opened, Vec<StateItem>)>>,
    /// From where on, and of which state: of another one it says nothing.
    from: RwSignal<Option<(Opened, Id)>>,
}

impl Changes {
    fn new(document: Id, opened: Memo<Option<Opened>>, wanted: impl Fn() -> bool + 'static) -> Self {
        let known = RwSignal::new(None::<(Opened, Vec<StateItem>)>);
        let from = RwSignal::new(None::<(Opened, Id)>);
        let about = move || {
            let opened = opened.get();
            let from = from.get().filter(|(of, _)| opened.as_ref() == Some(of)).map(|(_, from)| from);
            (document.clone(), opened, from)
        };
        let question = Question::new(wanted, about, |(document, opened, from)| async move {
            let of: Opened = opened.ok_or(CallError::Malformed)?;
            let (state, at) = of.clone();
            let start = from.clone().map_or(state, Wvm::Microversion);
            match history_of_document(document, start, at).await {
                Ok(Answer::Here(history)) => Ok(Answer::Here(Piece { of, from, history })),
                Ok(Answer::NotYou) => Ok(Answer::NotYou),
                Ok(Answer::Problem(problem)) => Ok(Answer::Problem(problem)),
                Err(error) => Err(error),
            }
        });
        Effect::new(move |_| {
            let Some(Piece { of, from: start, history }) = question.here() else { return };
            if from.with_untracked(|from| from.as_ref().is_some_and(|(other, _)| *other != of)) {
                from.set(None);
            }
            known.update(|known| match (known, start) {
                (Some((same, changes)), Some(start)) if *same == of => {
                    // The change from which more was asked for comes twice.
                    let start = Wvm::Microversion(start);
                    if let Some(at) = changes.iter().position(|change| change.state == start) {
                        changes.truncate(at + 1);
                    }
                    changes.extend(history.changes.into_iter().filter(|change| change.state != start));
                }
                (known, _) => *known = Some((of, history.changes)),
            });
        });
        Self { question, opened, known, from }
    }

    /// Those of the state that is open.
    fn so_far(self) -> Vec<StateItem> {
        let opened = self.opened.get();
        self.known.with(|known| match known {
            Some((of, changes)) if opened.as_ref() == Some(of) => changes.clone(),
            _ => Vec::new(),
        })
    }

    /// Asks for more.
    fn ask_older(self, from: Id) {
        self.from.set(self.opened.get_untracked().map(|of| (of, from)));
    }
}

/// Those that are searched for, the ones that fit best first; all of them where nothing is.
fn matching(items: &[StateItem], text: &str) -> Vec<StateItem> {
    let Some(wanted) = Wanted::new(text) else { return items.to_vec() };
    let fit = |item: &StateItem| {
        let name = item.name.as_deref().map(fold).and_then(|name| wanted.fit(&name));
        let about = [&item.description, &item.who].into_iter().flatten();
        name.or_else(|| about.filter_map(|text| wanted.fit(&fold(text))).min())
    };
    let mut found: Vec<_> = items.iter().filter_map(|item| Some((fit(item)?, item))).collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, item)| item.clone()).collect()
}

/// Whether there is an answer, without it.
fn outcome_of<T>(answer: &Asked<T>) -> Asked<()> {
    match answer {
        Asked::Waiting => Asked::Waiting,
        Asked::Here(_) => Asked::Here(()),
        Asked::Failed(problem) => Asked::Failed(*problem),
    }
}

fn counted(listed: Listed, count: usize) -> String {
    match listed {
        Listed::States => versions::count(count as u64),
        Listed::Changes => versions::changes(count as u64),
    }
}

/// Workspaces and versions, or what was done.
#[component]
fn What(listed: RwSignal<Listed>) -> impl IntoView {
    let radio = move |what: Listed, name: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="versions-listed"
                    prop:checked=move || listed.get() == what
                    on:change=move |_| listed.set(what)
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{versions::listed()}</legend>
            {radio(Listed::States, versions::versions())}
            {radio(Listed::Changes, versions::history())}
        </fieldset>
    }
}

/// What follows the last row: nothing found, or more to come.
#[component]
fn End(
    count: Signal<usize>,
    listed: RwSignal<Listed>,
    text: RwSignal<String>,
    changes: Changes,
) -> impl IntoView {
    let more = move || match (listed.get(), changes.question.here()) {
        (Listed::Changes, Some(piece)) => piece.history.older,
        _ => None,
    };
    let none = move || {
        (count.get() == 0).then(|| {
            let text = text.get();
            let sentence = if text.trim().is_empty() {
                versions::none().to_owned()
            } else {
                versions::no_match(text.trim())
            };
            view! {
                <p class="versions-none" role="status">
                    {sentence}
                </p>
            }
        })
    };
    let clear = move || {
        (count.get() == 0 && !text.get().is_empty()).then(|| {
            view! {
                <button
                    class="button"
                    type="button"
                    on:click=move |_| {
                        browser::focus(SEARCH);
                        text.set(String::new());
                    }
                >
                    {common::clear()}
                </button>
            }
        })
    };
    view! {
        <div class="versions-end">
            {none} {clear}
            {move || {
                more()
                    .map(|from| {
                        view! {
                            <button
                                class="button"
                                type="button"
                                on:click=move |_| {
                                    browser::focus(SEARCH);
                                    changes.ask_older(from.clone());
                                }
                            >
                                {versions::older()}
                            </button>
                        }
                    })
            }}
        </div>
    }
}
