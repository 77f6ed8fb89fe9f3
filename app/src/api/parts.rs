//! Parts: what is known of them beside their shape.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::{ElementKey, PartFacts},
    parts::PartItem,
};

/// Materials and masses of the parts of a part studio, or of the occurrences of an assembly.
#[server(client = crate::client::Marked, input = Json)]
pub async fn facts_of_parts(shown: ElementKey, assembly: bool) -> Result<Answer<Vec<PartFacts>>, CallError> {
    use crate::ssr::{Caller, convert, facts};
    let caller = Caller::from_request()?;
    let Ok((place, known)) = convert::element_at(&shown) else { return Err(CallError::Malformed) };
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

/// The parts of a part studio, in its order.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_parts(shown: ElementKey) -> Result<Answer<Vec<PartItem>>, CallError> {
    use crate::ssr::{Caller, convert, parts};
    let caller = Caller::from_request()?;
    let Ok((studio, known)) = convert::element_at(&shown) else { return Err(CallError::Malformed) };
    caller.ask(async |onshape| parts::of_studio(onshape, &studio, known.clone()).await).await
}
