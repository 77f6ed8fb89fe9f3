//! Properties.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::ElementKey,
    properties::{About, PropertyGroup},
};

/// All properties of the document, of the element, or of a part in it. One call of Onshape's API; two where categories
/// have to be told apart, and one more for a part of an assembly.
#[server(client = crate::client::Marked, input = Json)]
pub async fn properties_of(shown: ElementKey, about: About) -> Result<Answer<Vec<PropertyGroup>>, CallError> {
    use crate::ssr::{Caller, convert, properties};
    let caller = Caller::from_request()?;
    let Ok((element, known)) = convert::element_at(&shown) else { return Err(CallError::Malformed) };
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        properties::of(&onshape, &element, &about).await
    });
    asked.await
}
