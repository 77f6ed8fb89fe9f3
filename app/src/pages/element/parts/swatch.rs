//! Cells of parts that are more than a text.

use leptos::prelude::*;

use super::table::APPEARANCE;
use crate::{parts::PartItem, texts::parts as say};

/// A colour with its figures, or a name with a mark if the part is hidden.
pub(super) fn view(part: &PartItem, column: usize, text: String) -> AnyView {
    if column != APPEARANCE {
        let hidden = part.hidden.then(|| view! { <span class="badge">{say::hidden()}</span> });
        return view! {
            <span class="text" dir="auto" title=text.clone()>
                {text.clone()}
            </span>
            {hidden}
        }
        .into_any();
    }
    let Some(colour) = part.appearance else { return ().into_any() };
    let opaque = f64::from(colour.opacity) / 2.55;
    let opacity = (colour.opacity < u8::MAX).then(|| say::transparent(&format!("{opaque:.0}")));
    let said = opacity
        .clone()
        .map(|opacity| view! { <span class="visually-hidden">{format!(", {opacity}")}</span> });
    view! {
        <span class="swatch" aria-hidden="true" style=("--swatch", text.clone())></span>
        <span class="text" title=opacity>
            {text}
            {said}
        </span>
    }
    .into_any()
}
