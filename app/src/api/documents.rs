//! Documents and what is in them.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::{OpenDocument, Page, Query},
    place::{Id, Wvm},
};

/// The longest text that is searched for, in characters.
#[cfg(feature = "ssr")]
const LONGEST_SEARCH: usize = 256;

/// The documents of `query` from `offset` on, newest change first.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_documents(query: Query, offset: u32) -> Result<Answer<Page>, CallError> {
    use crate::ssr::{Caller, convert};
    let caller = Caller::from_request()?;
    let text = query.text.trim().chars().take(LONGEST_SEARCH).collect();
    let wanted = onshape::DocumentQuery { text, filter: query.filter.into(), owner: None, offset };
    let page = caller.ask(async |onshape| onshape.documents(&wanted).await);
    Ok(page.await?.map(convert::page))
}

/// A document in the state `wvm`, or in its default workspace.
#[server(client = crate::client::Marked, input = Json)]
pub async fn open_a_document(document: Id, wvm: Option<Wvm>) -> Result<Answer<OpenDocument>, CallError> {
    use crate::ssr::{Caller, convert, open};
    let caller = Caller::from_request()?;
    let (Ok(id), Ok(state)) = (convert::document_id(&document), wvm.as_ref().map(convert::wvm).transpose())
    else {
        return Err(CallError::Malformed);
    };
    let opened = caller.ask(async |onshape| open::document(&onshape, &id, state.clone()).await);
    Ok(opened.await?.map(|opened| convert::open_document(document, opened, &caller.backend().client_id)))
}
