//! What a tab shows that is not the app's: a feature list and a picture.

use crate::models::Fineness;
use crate::world::element::{Content, Element};
use crate::world::{instance, structure};
use maud::{Markup, html};

/// Instances that are listed.
const LISTED: usize = 300;

/// The panel of one element; `state` is document and state as a path.
pub fn show(state: &str, tabs: &[Element], element: &Element) -> Markup {
    html! {
        @if element.content.is_studio() || element.content.is_assembly() {
            aside.features aria-label="Features" {
                h2 { "Features" }
                ol {
                    @for feature in ["Origin", "Top", "Front", "Right"] { li.plane { (feature) } }
                    @for feature in features(&element.content) { li { (feature) } }
                }
                h2 { "Parts" }
                ol { @for (id, name) in parts(tabs, element) {
                        li.part { button type="button" aria-pressed="false" data-part=(id) data-path=[element.content.is_assembly().then_some(&id)] { (name) } }
                    } }
            }
        }
        div.stage {
            @if element.content.has_picture() {
                img src=(format!("/pictures/{state}/e/{}", element.id)) alt=(format!("Picture of {}", element.name)) loading="lazy";
            } @else {
                p.hint { (element.content.type_name()) " without a picture" }
            }
        }
    }
}

fn features(content: &Content) -> &'static [&'static str] {
    match content {
        Content::Studio(model) => model.features(),
        _ => &[],
    }
}

/// The parts of a studio, or the instances of an assembly: id and name, to be selected.
fn parts(tabs: &[Element], element: &Element) -> Vec<(String, String)> {
    if element.content.is_assembly() {
        let placed = instance::placed(tabs, element);
        return placed
            .iter()
            .take(LISTED)
            .map(|placed| (placed.id.to_string(), placed.name.clone()))
            .collect();
    }
    let parts = structure::parts(element, Fineness::COARSE, "default").unwrap_or_default();
    parts.into_iter().map(|part| (part.id.into_owned(), part.name.into_owned())).collect()
}
