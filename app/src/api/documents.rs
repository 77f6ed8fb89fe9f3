//! Documents and what is in them.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::OpenDocument,
    listing::{Page, Query},
    place::{Id, Wvm},
};

/// The documents of `query` from `offset` on.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_documents(query: Query, offset: u32) -> Result<Answer<Page>, CallError> {
    use crate::ssr::{Caller, kept, listing};
    let caller = Caller::from_request()?;
    if query.filter.is_kept_here() {
        return kept::page(&caller, query.filter, offset).await;
    }
    let Some(wanted) = listing::query(&query, offset) else { return Err(CallError::Malformed) };
    let page = caller.ask(async |onshape| onshape.documents(&wanted).await);
    Ok(page.await?.map(|page| listing::page(query.filter, page)))
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
    let opened =
        caller.ask(async |onshape| Box::pin(open::document(&onshape, &id, state.clone())).await).await?;
    if matches!(opened, Answer::Here(_)) {
        crate::ssr::opened(&caller, &id).await;
    }
    Ok(opened.map(|opened| convert::open_document(document, opened, &caller.backend().client_id)))
}
