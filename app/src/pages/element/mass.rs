//! Mass, volume, surface and bounding box, of everything and of what is selected. Asked for when it is opened.

mod rows;

use leptos::prelude::*;

use super::Shown;
use crate::{
    answer::{Answer, CallError},
    api::{mass_of_selection, mass_properties},
    browser::clipboard,
    components::{Answered, Asked, NoAnswer, Question},
    documents::{ElementKey, ElementKind},
    mass::{Mass, Measured, is_too_much, outermost},
    texts::{common, mass as texts},
};
use rows::{Row, as_text, rows};

/// What is selected, and of what.
type Selected = (ElementKey, Vec<Vec<String>>);

/// A region that opens.
#[component]
pub(super) fn MassProperties(shown: Shown) -> impl IntoView {
    let assembly = shown.kind() == ElementKind::Assembly;
    let opened = RwSignal::new(false);
    let toggle = move |event: web_sys::Event| {
        opened.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let all =
        Question::new(move || opened.get(), move || shown.key(), move |key| mass_properties(key, assembly));
    let selected = Question::new(
        move || opened.get() && shown.selection.with(|selection| !selection.is_empty()),
        move || (shown.key(), shown.selection.get()),
        move |selected: Selected| of_selection(selected, assembly),
    );
    let figures = move |measured: Measured| view! { <Figures shown measured selected /> }.into_any();
    view! {
        <section class="mass" aria-label=texts::name()>
            <details on:toggle=toggle>
                <summary>{texts::name()}</summary>
                <Show when=move || opened.get()>
                    <Answered question=all view=figures />
                </Show>
            </details>
        </section>
    }
}

/// Nothing, if it is too much to be asked about.
async fn of_selection((key, selection): Selected, assembly: bool) -> Result<Answer<Option<Mass>>, CallError> {
    let selection = outermost(selection);
    if is_too_much(&selection) {
        return Ok(Answer::Here(None));
    }
    mass_of_selection(key, assembly, selection).await
}

#[component]
fn Figures(shown: Shown, measured: Measured, selected: Question<Option<Mass>>) -> impl IntoView {
    let has_selection = Memo::new(move |_| shown.selection.with(|selection| !selection.is_empty()));
    let count = move || {
        let count = shown.selection.with(Vec::len);
        texts::selected(count.try_into().unwrap_or(u64::MAX))
    };
    let chosen = Memo::new(move |_| match selected.answer.get() {
        Asked::Here(mass) if has_selection.get() => mass,
        _ => None,
    });
    let table = Memo::new(move |_| rows(&measured, chosen.get().as_ref()));
    let again = Callback::new(move |()| selected.retry());
    let beside = move || match selected.answer.get() {
        _ if !has_selection.get() => view! { <p class="note">{texts::select()}</p> }.into_any(),
        Asked::Waiting => view! { <p class="note" role="status">{common::loading()}</p> }.into_any(),
        Asked::Here(None) => view! { <p class="note" role="status">{texts::too_many()}</p> }.into_any(),
        Asked::Here(Some(mass)) => view! { <Missing count=mass.without_material /> }.into_any(),
        Asked::Failed(problem) => view! { <NoAnswer problem again /> }.into_any(),
    };
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{texts::quantity()}</th>
                    <th scope="col">{texts::everything()}</th>
                    {move || chosen.get().map(|_| view! { <th scope="col">{count()}</th> })}
                </tr>
            </thead>
            <tbody>
                {move || table.get().into_iter().map(|row| view! { <OfRow row /> }).collect_view()}
            </tbody>
        </table>
        <Missing count=measured.mass.without_material />
        {beside}
        <CopyAll text=Signal::derive(move || {
            let selected = chosen.get().map(|_| count());
            table.with(|table| as_text(table, selected))
        }) />
    }
}

#[component]
fn OfRow(row: Row) -> impl IntoView {
    let lines = |cell: Vec<String>| {
        let lines = cell.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view();
        view! { <td>{lines}</td> }
    };
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            {lines(row.everything)}
            {row.selected.map(lines)}
        </tr>
    }
}

/// Parts that nobody has said the material of.
#[component]
fn Missing(count: u32) -> impl IntoView {
    (count > 0).then(|| view! { <p class="note">{texts::missing(count.into())}</p> })
}

#[component]
fn CopyAll(text: Signal<String>) -> impl IntoView {
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        text.track();
        copied.set(false);
    });
    view! {
        <button
            class="button"
            type="button"
            aria-live="polite"
            on:click=move |_| copied.set(text.with_untracked(|text| clipboard::copy(text)))
        >
            {move || if copied.get() { common::copied() } else { common::copy() }}
        </button>
    }
}
