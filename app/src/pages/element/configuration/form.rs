//! The form that the inputs are in.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{
    Configured,
    field::{Field, control_id},
};
use crate::{
    answer::Answer,
    api::encode_configuration,
    browser::{self, numbers},
    components::{Asked, Icon},
    configuration::{Encoded, Input, InputKind, Wrong, check, drafts},
    pages::element::Shown,
    state::app_state,
    texts::{common, configuration as texts},
};

/// From this width of the window on, the inputs are open from the start, in CSS pixels.
const WIDE: f64 = 1000.0;

/// The inputs, or why they are not known; nothing of an element that has none.
#[component]
pub(in crate::pages::element) fn ConfigurationInputs(shown: Shown, configured: Configured) -> impl IntoView {
    move || match configured.inputs.answer.get() {
        Asked::Here(inputs) if !inputs.is_empty() => view! { <Form shown configured inputs /> }.into_any(),
        Asked::Here(_) | Asked::Waiting => ().into_any(),
        Asked::Failed(problem) => view! {
            // Not an alert: the model beside it says what is wrong.
            <section class="configuration" aria-label=texts::name()>
                <div class="alert" role="status">
                    {Icon::from(problem).view()}
                    <p>{problem.title()}</p>
                    <div class="actions">
                        <button class="button" type="button" on:click=move |_| configured.inputs.retry()>
                            {common::try_again()}
                        </button>
                    </div>
                </div>
            </section>
        }
        .into_any(),
    }
}

#[component]
fn Form(shown: Shown, configured: Configured, inputs: Vec<Input>) -> impl IntoView {
    let state = app_state();
    let typed = RwSignal::new(Vec::<String>::new());
    let wrong = RwSignal::new(Vec::<(usize, Wrong)>::new());
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let all = StoredValue::new(inputs.clone());
    let fill = move |configuration: Option<&str>| {
        typed.set(all.with_value(|inputs| {
            drafts(inputs, configuration).into_iter().zip(inputs).map(as_typed).collect()
        }));
        wrong.set(Vec::new());
        refused.set(None);
    };
    shown.configuration.with_untracked(|configuration| fill(configuration.as_deref()));
    Effect::new(move |_| shown.configuration.with(|configuration| fill(configuration.as_deref())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        let decimal = numbers::decimal_sign();
        match all.with_value(|inputs| typed.with_untracked(|typed| check(inputs, typed, decimal))) {
            Err(found) => {
                if let Some((first, _)) = found.first() {
                    browser::focus(&control_id(*first));
                }
                wrong.set(found);
            }
            Ok(values) if values.is_empty() => {
                wrong.set(Vec::new());
                configured.choose.run(None);
            }
            Ok(values) => {
                wrong.set(Vec::new());
                busy.set(true);
                let key = untrack(|| shown.key());
                spawn_local(async move {
                    let answer = encode_configuration(key, values).await;
                    if busy.try_set(false).is_some() {
                        return;
                    }
                    match answer {
                        Ok(Answer::Here(Encoded::Here(encoded))) => configured.choose.run(Some(encoded)),
                        Ok(Answer::Here(Encoded::Refused(Some(message)))) => {
                            refused.set(Some(texts::refused_with(&message)));
                        }
                        Ok(Answer::Here(Encoded::Refused(None))) => {
                            refused.set(Some(texts::refused().into()));
                        }
                        Ok(Answer::Problem(problem)) => refused.set(Some(problem.sentence())),
                        Ok(Answer::NotYou) => browser::session::refresh(state).await,
                        Err(error) => refused.set(Some(crate::answer::Problem::from(error).sentence())),
                    }
                });
            }
        }
    };
    let reset = move || {
        if busy.get_untracked() {
            return;
        }
        fill(None);
        configured.choose.run(None);
    };
    let fields = inputs
        .into_iter()
        .enumerate()
        .map(|(at, input)| view! { <Field at input typed wrong /> })
        .collect_view();
    // A button that is disabled loses the keyboard's focus: while busy, it does nothing.
    let disabled = move || !state.ready.get();
    let is_busy = move || busy.get().then_some("true");
    let is_wide = browser::window().inner_width().ok().and_then(|width| width.as_f64()) >= Some(WIDE);
    view! {
        <section class="configuration" aria-label=texts::name()>
            <details open=is_wide>
                <summary>{texts::name()}</summary>
                <form novalidate on:submit=submit>
                    {fields}
                    {move || {
                        refused.get().map(|sentence| view! { <Refused sentence reset=Callback::new(move |()| reset()) /> })
                    }}
                    <div class="actions">
                        <button class="button primary" type="submit" disabled=disabled aria-disabled=is_busy>
                            {move || if busy.get() { texts::applying() } else { texts::apply() }}
                        </button>
                        <button
                            class="button"
                            type="button"
                            disabled=disabled
                            aria-disabled=is_busy
                            on:click=move |_| reset()
                        >
                            {texts::reset()}
                        </button>
                    </div>
                </form>
            </details>
        </section>
    }
}

/// Figures as people of the page's language type them.
fn as_typed((draft, input): (String, &Input)) -> String {
    match (&input.kind, draft.parse()) {
        (InputKind::Quantity { .. }, Ok(figure)) => numbers::typed(figure),
        _ => draft,
    }
}

#[component]
fn Refused(sentence: String, reset: Callback<()>) -> impl IntoView {
    view! {
        <div class="alert" role="alert" data-kind="error">
            {Icon::Alert.view()}
            <p dir="auto">{sentence}</p>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| reset.run(())>
                    {texts::back()}
                </button>
            </div>
        </div>
    }
}
