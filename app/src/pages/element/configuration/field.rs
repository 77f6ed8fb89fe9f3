//! One input.

use leptos::prelude::*;

use crate::{
    browser::numbers,
    configuration::{Input, InputKind, Wrong},
    texts::configuration as texts,
    units::Unit,
};

/// Id of the control that the input `at` this place is typed or chosen in.
pub(super) fn control_id(at: usize) -> String {
    format!("configuration-{at}")
}

/// Its label, the control, what it takes and what is wrong with what it has.
#[component]
pub(super) fn Field(
    /// Its place among the inputs.
    at: usize,
    input: Input,
    /// What is typed in all of them.
    typed: RwSignal<Vec<String>>,
    /// Which of them are wrong.
    wrong: RwSignal<Vec<(usize, Wrong)>>,
) -> impl IntoView {
    let Input { name, kind, .. } = input;
    let value = move || typed.with(|typed| typed.get(at).cloned().unwrap_or_default());
    let set = move |value: String| {
        typed.update(|typed| {
            if let Some(mine) = typed.get_mut(at) {
                *mine = value;
            }
        });
        // What is being put right is not held against anybody.
        wrong.update(|wrong| wrong.retain(|(which, _)| *which != at));
    };
    let why = Memo::new(move |_| {
        wrong.with(|wrong| wrong.iter().find(|(which, _)| *which == at).map(|(_, why)| *why))
    });
    let id = control_id(at);
    let (hint_id, wrong_id) = (format!("{id}-hint"), format!("{id}-wrong"));
    let hint = hint(&kind);
    let described = match hint {
        Some(_) => format!("{hint_id} {wrong_id}"),
        None => wrong_id.clone(),
    };
    let invalid = move || why.get().map(|_| "true");
    let control = match kind.clone() {
        InputKind::Checkbox { .. } => {
            let toggle = move |event| set(event_target_checked(&event).to_string());
            return view! {
                <label class="field checkbox">
                    <input id=id type="checkbox" prop:checked=move || value() == "true" on:change=toggle />
                    <span dir="auto">{name}</span>
                </label>
            }
            .into_any();
        }
        InputKind::List { options, .. } => {
            let options = options
                .into_iter()
                .map(|(option, name)| {
                    let mine = option.clone();
                    view! {
                        <option value=option prop:selected=move || value() == mine>
                            {name}
                        </option>
                    }
                })
                .collect_view();
            view! {
                <select
                    id=id.clone()
                    aria-describedby=described
                    aria-invalid=invalid
                    on:change=move |event| set(event_target_value(&event))
                >
                    {options}
                </select>
            }
            .into_any()
        }
        InputKind::Text { .. } => view! {
            <input
                id=id.clone()
                type="text"
                dir="auto"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
            />
        }
        .into_any(),
        InputKind::Quantity { unit, .. } => view! {
            <span class="with-unit">
                <input
                    id=id.clone()
                    type="text"
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=value
                    on:input=move |event| set(event_target_value(&event))
                />
                {unit.map(|unit| view! { <span class="unit">{unit.symbol()}</span> })}
            </span>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id dir="auto">
                {name}
            </label>
            {control}
            {hint.map(|hint| view! { <small id=hint_id>{hint}</small> })}
            <small id=wrong_id class="wrong" aria-live="polite">
                {move || why.get().map(|why| sentence(why, &kind))}
            </small>
        </div>
    }
    .into_any()
}

fn figure(figure: f64, unit: Option<Unit>) -> String {
    let figure = numbers::typed(figure);
    unit.map_or_else(|| figure.clone(), |unit| format!("{figure} {}", unit.symbol()))
}

/// What a number has to lie between.
fn hint(kind: &InputKind) -> Option<String> {
    let InputKind::Quantity { unit, least, greatest, .. } = kind else { return None };
    let of = |limit: f64| figure(limit, *unit);
    match (*least, *greatest) {
        (Some(least), Some(greatest)) => Some(texts::between(&of(greatest), &of(least))),
        (Some(least), None) => Some(texts::at_least(&of(least))),
        (None, Some(greatest)) => Some(texts::at_most(&of(greatest))),
        (None, None) => None,
    }
}

fn sentence(why: Wrong, kind: &InputKind) -> String {
    let (unit, least, greatest, first) = match kind {
        InputKind::Quantity { unit, least, greatest, first, .. } => (*unit, *least, *greatest, *first),
        _ => (None, None, None, 0.0),
    };
    match why {
        Wrong::NoNumber => texts::no_number(&figure(first, unit)),
        Wrong::NotWhole => texts::not_whole().to_owned(),
        Wrong::TooSmall => texts::too_small(&figure(least.unwrap_or(first), unit)),
        Wrong::TooLarge => texts::too_large_value(&figure(greatest.unwrap_or(first), unit)),
        Wrong::TooLong => texts::too_long().to_owned(),
        Wrong::NoOption => texts::no_option().to_owned(),
    }
}
