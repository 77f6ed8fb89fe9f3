//! The properties of one thing, by category.

use leptos::prelude::*;

use super::{
    Asking, Listed,
    value::{self, Value},
};
use crate::{
    components::{Answered, Icon},
    properties::{PropertyGroup, PropertyItem, PropertyValue},
    search::fold,
    table::without_formula,
    texts::properties,
};

/// The section of `subject`.
#[component]
pub(super) fn Section(
    subject: &'static str,
    question: Asking,
    listed: Listed,
    hidden: Signal<bool>,
) -> impl IntoView {
    let groups = move |groups: Vec<PropertyGroup>| {
        if groups.is_empty() {
            return view! { <p class="properties-hint">{properties::not_listed()}</p> }.into_any();
        }
        groups.into_iter().map(|group| view! { <Group subject group listed /> }).collect_view().into_any()
    };
    view! {
        <section class="properties-of" aria-label=subject hidden=move || hidden.get()>
            <Answered question view=groups />
        </section>
    }
}

#[component]
fn Group(subject: &'static str, group: PropertyGroup, listed: Listed) -> impl IntoView {
    let title = heading(subject, &group);
    let items = StoredValue::new(group.properties);
    let rows = Memo::new(move |_| items.with_value(|items| found(items, listed)));
    let none = move || {
        let text = listed.text.get();
        let text = text.trim();
        rows.with(Vec::is_empty)
            .then(|| if text.is_empty() { properties::none().to_owned() } else { properties::no_match(text) })
    };
    let count = move || properties::count(rows.with(Vec::len) as u64);
    view! {
        <h3 class="properties-heading">
            <bdi>{title}</bdi>
            <span class="pane-note">{count}</span>
        </h3>
        <dl class="property-list">
            <For
                each=move || rows.get()
                key=|row| *row
                children=move |row| {
                    items.with_value(|items| items.get(row).cloned()).map(|item| view! { <Row item listed /> })
                }
            />
        </dl>
        {move || none().map(|sentence| view! { <p class="properties-hint">{sentence}</p> })}
    }
}

/// What the properties are of.
fn heading(subject: &str, group: &PropertyGroup) -> String {
    group
        .category
        .as_ref()
        .map_or_else(|| subject.to_owned(), |category| properties::of_category(category, subject))
}

/// Places of the properties that are listed.
fn found(items: &[PropertyItem], listed: Listed) -> Vec<usize> {
    let empty = listed.empty.get();
    listed.wanted.with(|wanted| {
        let fits = |item: &PropertyItem| {
            let Some(wanted) = wanted else { return true };
            [item.name.as_str(), &value::text(&item.value)]
                .iter()
                .any(|text| wanted.fit(&fold(text)).is_some())
        };
        let listed = |item: &PropertyItem| (empty || item.value != PropertyValue::Empty) && fits(item);
        items.iter().enumerate().filter(|(_, item)| listed(item)).map(|(index, _)| index).collect()
    })
}

#[component]
fn Row(item: PropertyItem, listed: Listed) -> impl IntoView {
    let PropertyItem { name, value } = item;
    let label = properties::copy(&name);
    let copied = StoredValue::new(value.clone());
    view! {
        <div class="property">
            <dt>
                <bdi>{name}</bdi>
            </dt>
            <dd>
                <Value value=value.clone() />
                {(value != PropertyValue::Empty)
                    .then(|| {
                        view! {
                            <button
                                class="button quiet icon-only"
                                type="button"
                                aria-label=label.clone()
                                title=label
                                on:click=move |_| copied.with_value(|value| listed.copy(&value::text(value)))
                            >
                                {Icon::Copy.view()}
                            </button>
                        }
                    })}
            </dd>
        </div>
    }
}

/// What is listed as a table: subject, property, value, with tabs between them.
pub(super) fn table(sections: &[(&'static str, Asking)], listed: Listed) -> String {
    let mut lines = String::new();
    for (subject, question) in sections {
        for group in &untrack(|| question.here()).unwrap_or_default() {
            for row in untrack(|| found(&group.properties, listed)) {
                let Some(item) = group.properties.get(row) else { continue };
                let value = value::text(&item.value);
                let value = match item.value {
                    // A number may begin with a minus.
                    PropertyValue::Number(_) => on_one_line(&value),
                    _ => cell(&value),
                };
                lines.push_str(&[cell(&heading(subject, group)), cell(&item.name), value].join("\t"));
                lines.push('\n');
            }
        }
    }
    lines
}

/// A text as a cell, whatever is in it.
fn cell(text: &str) -> String {
    without_formula(&on_one_line(text)).into_owned()
}

/// A cell of a table must not break it.
fn on_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_stays_in_its_column_and_row() {
        assert_eq!(cell("a\tb\r\nc  d"), "a b c d");
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell(" \n@A1"), "'@A1");
    }
}
