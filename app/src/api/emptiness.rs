//! Why there is nothing to see.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::ElementKey,
    emptiness::Emptiness,
};

/// What there is in a part studio or an assembly whose model came back empty.
#[server(client = crate::client::Marked, input = Json)]
pub async fn why_empty(of: ElementKey, assembly: bool) -> Result<Answer<Emptiness>, CallError> {
    use crate::ssr::{Caller, convert, emptiness};
    let caller = Caller::from_request()?;
    let Ok((element, known)) = convert::element_at(&of) else { return Err(CallError::Malformed) };
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        if assembly {
            emptiness::of_assembly(&onshape, &element).await
        } else {
            emptiness::of_part_studio(&onshape, &element).await
        }
    });
    asked.await
}
