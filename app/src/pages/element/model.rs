//! A part studio or an assembly in 3D, in the configuration that is chosen, and what it measures.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

use super::{
    Shown,
    configuration::{ConfigurationInputs, Configured, Fit},
    mass::MassProperties,
};
use crate::{
    answer::Answer,
    api::{facts_of_parts, why_empty},
    browser,
    components::{AskFacts, Asked, Icon, Message, NotMade, Question, ViewState, Viewer},
    documents::{ElementKind, element_model, element_picture},
    emptiness::Emptiness,
    state::app_state,
    texts,
};

/// The viewer, with what it needs to know of the parts.
#[component]
pub(super) fn Model(shown: Shown, configured: Configured) -> impl IntoView {
    configured.wanted.set(true);
    let never = Memo::new(move |_| configured.fit.get() == Fit::Never);
    view! {
        <div class="model">
            {move || {
                if never.get() {
                    view! { <NoSuch configured /> }.into_any()
                } else {
                    view! { <TheView shown configured /> }.into_any()
                }
            }} <div class="model-side">
                <ConfigurationInputs shown configured />
                <MassProperties shown />
            </div>
        </div>
    }
}

/// The address names a configuration that the element does not have.
#[component]
fn NoSuch(configured: Configured) -> impl IntoView {
    use texts::configuration::{back, no_such, no_such_sentence};
    let default = Callback::new(move |()| configured.choose.run(None));
    view! {
        <section class="viewer" aria-label=texts::viewer::region() data-state="failed">
            <Message
                icon=Icon::Alert
                error=true
                title=no_such()
                sentence=no_such_sentence()
                action=Some(back())
                on_action=default
            />
        </section>
    }
}

#[component]
fn TheView(shown: Shown, configured: Configured) -> impl IntoView {
    let (document, item) = (shown.document(), shown.item());
    let assembly = item.kind == ElementKind::Assembly;
    let picture = element_picture(&document, &item, "600x340");
    let src = {
        let item = item.clone();
        Signal::derive(move || {
            let known = configured.fit.get() != Fit::Unknown;
            let configuration = shown.configuration.get();
            known.then(|| element_model(&document, &item, configuration.as_deref()))
        })
    };
    // Onshape's picture is of the default.
    let poster =
        Signal::derive(move || picture.clone().filter(|_| shown.configuration.with(Option::is_none)));
    let told = RwSignal::new(ViewState::Loading);
    let emptiness = Question::new(
        move || told.with(|state| *state == ViewState::Empty),
        move || shown.key(),
        move |key| why_empty(key, assembly),
    );
    let empty = Signal::derive(move || match emptiness.answer.get() {
        Asked::Waiting => String::new(),
        Asked::Here(emptiness) => sentence(emptiness, assembly).to_owned(),
        Asked::Failed(problem) => problem.sentence(),
    });
    let link = use_query_map().with_untracked(|query| query.get("view"));
    let ask_facts = ask_facts(shown, assembly);
    let not_made = Signal::derive(move || {
        use texts::configuration::{back, failed, failed_sentence};
        let default = Callback::new(move |()| configured.choose.run(None));
        let is_chosen = shown.configuration.with(Option::is_some);
        is_chosen.then(|| NotMade { title: failed(), sentence: failed_sentence(), action: (back(), default) })
    });
    let (label, length_unit, selection) = (item.name, item.length_unit, shown.selection);
    view! { <Viewer src poster label length_unit empty link ask_facts selection told not_made /> }
}

/// Asks for materials and masses, once the viewer wants them.
fn ask_facts(shown: Shown, assembly: bool) -> AskFacts {
    let state = app_state();
    Callback::new(move |facts: RwSignal<Option<String>>| {
        let key = untrack(|| shown.key());
        spawn_local(async move {
            let asked_for = key.configuration.clone();
            let answer = facts_of_parts(key, assembly).await;
            if shown.configuration.try_get_untracked() != Some(asked_for) {
                return;
            }
            match answer {
                Ok(Answer::Here(found)) => {
                    let _ = facts.try_set(leptos::serde_json::to_string(&found).ok());
                }
                Ok(Answer::NotYou) => browser::session::refresh(state).await,
                // Parts then stay in the colour of what is not known.
                Ok(Answer::Problem(_)) | Err(_) => {
                    let _ = facts.try_set(Some("[]".into()));
                }
            }
        });
    })
}

/// What to say where there is nothing to see.
fn sentence(emptiness: Emptiness, assembly: bool) -> &'static str {
    use texts::viewer::{empty_assembly, empty_studio, nothing_shown, only_surfaces, only_wires};
    match emptiness {
        Emptiness::Nothing if assembly => empty_assembly(),
        Emptiness::Nothing => empty_studio(),
        Emptiness::Surfaces => only_surfaces(),
        Emptiness::Wires => only_wires(),
        Emptiness::NothingShown => nothing_shown(),
    }
}
