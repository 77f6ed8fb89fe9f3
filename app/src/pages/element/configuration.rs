//! The inputs of a configuration: what is chosen re-shows the model, and stays in the address.

mod field;
mod form;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::Shown;
use crate::{
    api::configuration_inputs,
    components::{Asked, Question},
    configuration::{Input, may_fit, of_address},
    documents::{ElementKey, ElementKind},
    place::Place,
    query::{value_of, with_value},
};
pub(super) use form::ConfigurationInputs;

/// Part of the address's query.
pub(crate) const QUERY: &str = "configuration";

/// Whether the element can be shown as the address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// That is not known yet.
    Unknown,
    /// As far as one can tell.
    May,
    /// It has no such configuration.
    Never,
}

/// The configuration of what is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Configured {
    /// Whether somebody wants to choose.
    pub(super) wanted: RwSignal<bool>,
    /// What can be chosen: one question for the element.
    pub(super) inputs: Question<Vec<Input>>,
    /// Whether the present one may be asked for.
    pub(super) fit: Memo<Fit>,
    /// Shows another one; nothing is the default.
    pub(super) choose: Callback<Option<String>>,
}

/// Everything is shown in the configuration that the address names.
fn follow_address(shown: Shown) {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let (document, item) = (shown.document(), shown.item());
    let place = Place::Element { document: document.id, wvm: document.wvm, element: item.id };
    // Nothing, once the address is that of another place: this one is about to go.
    let named = Memo::new(move |_| {
        let is_here = path.with(|path| Place::parse(path).as_ref() == Ok(&place));
        is_here.then(|| search.with(|search| value_of(search, QUERY)).as_deref().and_then(of_address))
    });
    shown.configuration.set(named.get_untracked().flatten());
    Effect::new(move |_| {
        if let Some(named) = named.get()
            && shown.configuration.with_untracked(|known| *known != named)
        {
            shown.configuration.set(named);
        }
    });
}

impl Configured {
    /// Follows the address, and changes it. What can be chosen is asked for when the address chooses, or when it is
    /// wanted.
    pub(super) fn new(shown: Shown) -> Self {
        if matches!(shown.kind(), ElementKind::PartStudio | ElementKind::Assembly) {
            follow_address(shown);
        }
        let wanted = RwSignal::new(false);
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        let inputs = Question::new(
            move || wanted.get() || shown.configuration.with(Option::is_some),
            move || ElementKey { configuration: None, ..shown.key() },
            configuration_inputs,
        );
        let fit = Memo::new(move |_| {
            shown.configuration.with(|configuration| match (configuration, inputs.answer.get()) {
                (None, _) | (Some(_), Asked::Failed(_)) => Fit::May,
                (Some(_), Asked::Waiting) => Fit::Unknown,
                (Some(encoded), Asked::Here(inputs)) if may_fit(&inputs, encoded) => Fit::May,
                (Some(_), Asked::Here(_)) => Fit::Never,
            })
        });
        // Tables say nothing of it: the model's place does.
        Effect::new(move |_| {
            if fit.get() == Fit::Never {
                shown.tab.set("model");
            }
        });
        let navigate = use_navigate();
        let choose = Callback::new(move |configuration: Option<String>| {
            let wanted = configuration.as_deref().and_then(of_address);
            // The same again would be another entry in the browser's history.
            if shown.configuration.with_untracked(|known| *known == wanted) {
                return;
            }
            let search = search.with_untracked(|search| with_value(search, QUERY, wanted.as_deref()));
            let address = format!("{}{search}", path.get_untracked());
            navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        });
        Self { wanted, inputs, fit, choose }
    }
}
