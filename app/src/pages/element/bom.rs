//! The bill of materials of an assembly.

mod download;
mod rows;
mod selection;
mod source;
mod totals;

use std::sync::Arc;

use leptos::prelude::*;

use super::Shown;
use crate::{
    answer::{Answer, CallError},
    api::read_bill_of_materials,
    bom::Bom,
    components::{Answered, Question, grid::Layout},
    documents::ElementKey,
    state::app_state,
    texts::bom as say,
};
use rows::Rows;

/// The panel. What is asked for is what is shown: the structure, or each part once.
#[component]
pub(super) fn BillOfMaterials(shown: Shown) -> impl IntoView {
    let flat = RwSignal::new(false);
    let layout = Layout::new();
    let question = Question::new(move || shown.shows("bom"), move || (shown.key(), flat.get()), ask);
    view! {
        <div class="table-panel">
            <Structure flat />
            <Answered
                question
                view={move |bom: Arc<Bom>| view! { <Rows shown bom layout flat=flat.get_untracked() /> }.into_any()}
            />
        </div>
    }
}

/// The answer is shared, not copied.
async fn ask((key, flat): (ElementKey, bool)) -> Result<Answer<Arc<Bom>>, CallError> {
    Ok(match read_bill_of_materials(key, flat).await? {
        Answer::Here(bom) => Answer::Here(Arc::new(bom)),
        Answer::NotYou => Answer::NotYou,
        Answer::Problem(problem) => Answer::Problem(problem),
    })
}

/// Structured or flattened.
#[component]
fn Structure(flat: RwSignal<bool>) -> impl IntoView {
    let ready = app_state().ready;
    let choices = [(false, say::structured()), (true, say::flattened())];
    let radios = choices.map(|(value, name)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="bom-structure"
                    prop:checked=move || flat.get() == value
                    disabled=move || !ready.get()
                    on:change=move |_| flat.set(value)
                />
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented table-structure">
            <legend class="visually-hidden">{say::structure()}</legend>
            {radios}
        </fieldset>
    }
}
