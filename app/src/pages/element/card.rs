//! What is known of an element that cannot be shown: its picture, what it is, why it is not shown, and where to see it.

use leptos::prelude::*;

use super::Shown;
use crate::{
    components::{Icon, Picture},
    documents::{ElementKind, OpenDocument, element_picture},
    place::{Place, Wvm},
    state::app_state,
    texts::{card, common, versions},
    units::Unit,
};

/// The card.
#[component]
pub(super) fn Card(shown: Shown) -> impl IntoView {
    let (document, item) = (shown.document(), shown.item());
    let picture = element_picture(&document, &item, "600x340");
    let place =
        Place::Element { document: document.id.clone(), wvm: document.wvm.clone(), element: item.id.clone() };
    let facts = [
        (card::kind(), Some(item.kind.label())),
        (card::data_type(), item.data_type.clone()),
        (card::file_name(), item.file_name.clone()),
        (card::units(), item.length_unit.as_deref().map(unit)),
        (card::state(), Some(state(&document))),
        (card::changed(), item.microversion.clone()),
    ];
    let facts = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?)));
    let facts = facts.map(|(name, fact)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <bdi>{fact}</bdi>
                </dd>
            </div>
        }
    });
    view! {
        <article class="preview element-card" aria-label=item.name.clone()>
            <Picture src=picture icon=Icon::from(&item.kind) width=600 height=340 />
            <h3 dir="auto">{item.name.clone()}</h3>
            <p>{why(&item.kind)}</p>
            <a class="button primary" href=app_state().onshape_href(&place) target="_blank" rel="noopener">
                {Icon::External.view()}
                {common::open_in_onshape()}
            </a>
            <h4 class="visually-hidden">{card::facts()}</h4>
            <dl class="facts">
                {facts.collect_view()}
            </dl>
        </article>
    }
}

/// Why it is not shown.
fn why(kind: &ElementKind) -> &'static str {
    match kind {
        ElementKind::FeatureStudio => card::feature_studio(),
        ElementKind::VariableStudio => card::variable_studio(),
        ElementKind::Application => card::app(),
        ElementKind::PartStudio
        | ElementKind::Assembly
        | ElementKind::Drawing
        | ElementKind::Blob
        | ElementKind::Other(_) => card::unknown(),
    }
}

/// Which state of the document it is shown in.
fn state(document: &OpenDocument) -> String {
    let unnamed = match document.wvm {
        Wvm::Workspace(_) => versions::workspace(),
        Wvm::Version(_) => versions::version(),
        Wvm::Microversion(_) => versions::earlier(),
    };
    document.state.clone().unwrap_or_else(|| unnamed.to_owned())
}

/// Its symbol; a unit that we do not know, as Onshape names it, with blanks for its underscores.
fn unit(name: &str) -> String {
    Unit::named(name).map_or_else(|| name.replace('_', " "), |unit| unit.symbol().to_owned())
}
