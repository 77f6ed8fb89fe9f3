//! What a row is about: its picture, and where it is.

use leptos::prelude::*;

use crate::{
    bom::Source,
    components::{Icon, Picture},
    documents::{OpenDocument, element_picture},
    place::{Place, Wvm},
    state::app_state,
};

/// A name with its picture; it leads to the element, where that is in the document that is open.
pub(super) fn view(document: &OpenDocument, source: Option<&Source>, name: String) -> AnyView {
    let icon = match source {
        Some(Source { is_part: false, .. }) => Icon::Assembly,
        _ => Icon::PartStudio,
    };
    let picture = source.and_then(|source| picture(document, source));
    let place = source.and_then(|source| place(document, source));
    let text = match place {
        Some(place) => view! {
            <a class="text" dir="auto" tabindex="-1" href=app_state().href(&place) title=name.clone()>
                {name.clone()}
            </a>
        }
        .into_any(),
        None => view! {
            <span class="text" dir="auto" title=name.clone()>
                {name.clone()}
            </span>
        }
        .into_any(),
    };
    view! {
        <Picture src=picture icon width=50 height=28 />
        {text}
    }
    .into_any()
}

/// Address of the picture of the element, where it can be known.
fn picture(document: &OpenDocument, source: &Source) -> Option<String> {
    if source.document == document.id {
        let element = document.elements.iter().find(|element| element.id == source.element)?;
        return element_picture(document, element, SIZE);
    }
    // A version never changes.
    let wvm = source.wvm.as_ref().filter(|wvm| matches!(wvm, Wvm::Version(_)))?;
    Some(format!("/files/thumbnails/{}/{wvm}/e/{}/{SIZE}?t={}", source.document, source.element, wvm.id()))
}

const SIZE: &str = "70x40";

fn place(document: &OpenDocument, source: &Source) -> Option<Place> {
    let here = source.document == document.id
        && document.elements.iter().any(|element| element.id == source.element)
        // The same document in another state is another place.
        && source.wvm.as_ref().is_none_or(|wvm| *wvm == document.wvm || matches!(wvm, Wvm::Microversion(_)));
    here.then(|| Place::Element {
        document: document.id.clone(),
        wvm: document.wvm.clone(),
        element: source.element.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        documents::{ElementItem, ElementKind},
        place::Id,
    };

    fn id(digit: char) -> Id {
        Id::parse(&digit.to_string().repeat(24)).unwrap()
    }

    fn document() -> OpenDocument {
        let item = ElementItem {
            id: id('e'),
            name: "Bolt".into(),
            kind: ElementKind::PartStudio,
            microversion: Some("m1".into()),
            length_unit: None,
            data_type: None,
            file_name: None,
        };
        OpenDocument {
            id: id('d'),
            name: "Document".into(),
            wvm: Wvm::Workspace(id('a')),
            state: None,
            microversion: None,
            elements: vec![item],
            tabs: Vec::new(),
        }
    }

    fn source(document: Id, wvm: Option<Wvm>) -> Source {
        Source { document, wvm, element: id('e'), is_part: true }
    }

    #[test]
    fn what_is_in_this_document_leads_there() {
        let here = source(id('d'), Some(Wvm::Workspace(id('a'))));
        assert!(place(&document(), &here).is_some());
        assert!(picture(&document(), &here).is_some_and(|address| address.ends_with("?t=m1")));
        assert_eq!(place(&document(), &source(id('d'), Some(Wvm::Version(id('b'))))), None);
    }

    #[test]
    fn what_is_elsewhere_has_a_picture_where_its_version_is_known() {
        let linked = source(id('c'), Some(Wvm::Version(id('b'))));
        assert_eq!(place(&document(), &linked), None);
        assert!(picture(&document(), &linked).is_some());
        assert_eq!(picture(&document(), &source(id('c'), None)), None);
    }
}
