//! What elements weigh and measure.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::ElementKey,
    mass::{Mass, Measured},
};

/// All of a part studio or an assembly.
#[server(client = crate::client::Marked, input = Json)]
pub async fn mass_properties(of: ElementKey, assembly: bool) -> Result<Answer<Measured>, CallError> {
    use crate::ssr::{Caller, convert, mass};
    let caller = Caller::from_request()?;
    let Ok((element, known)) = convert::element_at(&of) else { return Err(CallError::Malformed) };
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        mass::of_everything(&onshape, &element, assembly).await
    });
    asked.await
}

/// What is selected of it, by ids of parts or paths of occurrences. Nothing, if that would take too many calls.
#[server(client = crate::client::Marked, input = Json)]
pub async fn mass_of_selection(
    of: ElementKey,
    assembly: bool,
    selected: Vec<Vec<String>>,
) -> Result<Answer<Option<Mass>>, CallError> {
    use crate::{
        mass::MOST_SELECTED,
        ssr::{Caller, convert, mass},
    };
    let caller = Caller::from_request()?;
    let Ok((element, known)) = convert::element_at(&of) else { return Err(CallError::Malformed) };
    if selected.len() > MOST_SELECTED {
        return Ok(Answer::Here(None));
    }
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        if assembly {
            mass::of_occurrences(&onshape, &element, &selected).await
        } else {
            mass::of_parts(&onshape, &element, &selected).await
        }
    });
    asked.await
}
