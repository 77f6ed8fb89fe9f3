//! The states of a document.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    place::{Id, Wvm},
    versions::{History, StateItem},
};

/// The workspaces of a document, then its versions, newest first. Two calls of Onshape's API.
#[server(client = crate::client::Marked, input = Json)]
pub async fn states_of_document(document: Id) -> Result<Answer<Vec<StateItem>>, CallError> {
    use crate::ssr::{Caller, convert, versions};
    let caller = Caller::from_request()?;
    let Ok(id) = convert::document_id(&document) else { return Err(CallError::Malformed) };
    caller.ask(async |onshape| versions::states(&onshape, &id).await).await
}

/// What was done in a document until `state`, newest first. `known`: the microversion in which a workspace was opened.
#[server(client = crate::client::Marked, input = Json)]
pub async fn history_of_document(
    document: Id,
    state: Wvm,
    known: Option<Id>,
) -> Result<Answer<History>, CallError> {
    use crate::ssr::{Caller, convert, versions};
    let caller = Caller::from_request()?;
    let ids = (convert::document_id(&document), convert::wvm(&state));
    let (Ok(document), Ok(state)) = ids else { return Err(CallError::Malformed) };
    let known = known.and_then(|id| id.as_str().parse::<onshape::MicroversionId>().ok());
    let asked = caller.ask(async |onshape| {
        let onshape = match &known {
            Some(known) => onshape.as_of(known.clone()),
            None => onshape,
        };
        versions::history(&onshape, &document, &state).await
    });
    asked.await
}
