//! Parts: what is known of them beside their shape.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::PartFacts,
    place::{Id, Wvm},
};

/// Materials and masses of the parts of a part studio, or of the occurrences of an assembly. `known`: the microversion
/// in which the document was opened.
#[server(client = crate::client::Marked, input = Json)]
pub async fn facts_of_parts(
    document: Id,
    wvm: Wvm,
    element: Id,
    assembly: bool,
    known: Option<Id>,
) -> Result<Answer<Vec<PartFacts>>, CallError> {
    use crate::ssr::{Caller, convert, facts};
    let caller = Caller::from_request()?;
    let ids =
        (convert::document_id(&document), convert::wvm(&wvm), element.as_str().parse::<onshape::ElementId>());
    let (Ok(document), Ok(wvm), Ok(element)) = ids else { return Err(CallError::Malformed) };
    let known = known.and_then(|id| id.as_str().parse::<onshape::MicroversionId>().ok());
    let place = onshape::DocumentAt::new(document, wvm).element(element);
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        if assembly {
            facts::of_assembly(&onshape, &place).await
        } else {
            facts::of_part_studio(&onshape, &place).await
        }
    });
    asked.await
}
