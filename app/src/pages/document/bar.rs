//! The row above a document: which state of it is open, and where Onshape shows it.

use leptos::prelude::*;

use super::{Load, versions::Versions};
use crate::{
    components::Icon,
    place::{Id, Place, Wvm},
    state::app_state,
    texts::document,
};

/// The row. `choose` opens another state.
#[component]
pub(super) fn DocumentBar(
    load: RwSignal<Load>,
    /// What the address names.
    key: Memo<Option<(Id, Option<Wvm>)>>,
    choose: Callback<Wvm>,
) -> impl IntoView {
    let state = app_state();
    let onshape = move || {
        let (document, wvm) = key.get()?;
        Some(state.onshape_href(&Place::Document { document, wvm }))
    };
    view! {
        <div class="document-bar">
            <Versions load choose />
            <a class="button quiet open-in-onshape" href=onshape target="_blank" rel="noopener" title=document::open_in_onshape()>
                {Icon::External.view()}
                <span class="label">{document::open_in_onshape()}</span>
            </a>
        </div>
    }
}
