//! What a tab shows that is not the app's: a feature list and a picture.

use crate::models::Model;
use crate::world::document::Document;
use crate::world::element::{Content, Element};
use maud::{Markup, html};

/// The panel of one element.
pub fn show(document: &Document, element: &Element) -> Markup {
    html! {
        @if element.content.is_studio() || element.content.is_assembly() {
            aside.features aria-label="Features" {
                h2 { "Features" }
                ol {
                    @for feature in ["Origin", "Top", "Front", "Right"] { li.plane { (feature) } }
                    @for feature in features(&element.content) { li { (feature) } }
                }
                h2 { "Parts" }
                ol { @for part in parts(document, &element.content) { li.part { (part) } } }
            }
        }
        div.stage {
            @if element.content.has_picture() {
                img src=(format!("/pictures/d/{}/e/{}", document.id, element.id)) alt=(format!("Picture of {}", element.name)) loading="lazy";
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

fn parts(document: &Document, content: &Content) -> Vec<String> {
    match content {
        Content::Studio(model) => model.part_names(),
        Content::Assembly(_) => document
            .elements()
            .iter()
            .filter_map(|element| element.content.model())
            .flat_map(Model::part_names)
            .map(|name| format!("{name} <1>"))
            .collect(),
        _ => Vec::new(),
    }
}
