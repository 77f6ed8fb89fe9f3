//! What lists of documents need beside the documents: whose there are, favourites, and a look into one.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::OpenDocument,
    listing::{Filter, OwnerItem},
    place::{Id, Wvm},
};

/// The companies or the teams of the user, whichever `filter` wants to know.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_owners(filter: Filter) -> Result<Answer<Vec<OwnerItem>>, CallError> {
    use crate::ssr::{Caller, listing};
    let caller = Caller::from_request()?;
    match filter {
        Filter::Company => {
            let companies = caller.ask(async |onshape| onshape.companies().await).await?;
            Ok(companies.map(|page| page.items.into_iter().filter_map(listing::company).collect()))
        }
        Filter::Team => {
            let teams = caller.ask(async |onshape| listing::teams(&onshape).await).await?;
            Ok(teams.map(|teams| teams.into_iter().map(listing::team).collect()))
        }
        _ => Err(CallError::Malformed),
    }
}

/// The user's favourites. Onshape is not asked.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_favourites() -> Result<Answer<Vec<Id>>, CallError> {
    use crate::ssr::{Caller, kept};
    kept::favourites(&Caller::from_request()?).await
}

/// Marks a document as a favourite, or takes the mark back. Onshape is not asked.
#[server(client = crate::client::Marked, input = Json)]
pub async fn set_favourite(document: Id, favourite: bool) -> Result<Answer<()>, CallError> {
    use crate::ssr::{Caller, convert, kept};
    let caller = Caller::from_request()?;
    let Ok(document) = convert::document_id(&document) else { return Err(CallError::Malformed) };
    kept::set_favourite(&caller, &document, favourite).await
}

/// What is in a document, without counting as opening it.
#[server(client = crate::client::Marked, input = Json)]
pub async fn look_into(document: Id, wvm: Option<Wvm>) -> Result<Answer<OpenDocument>, CallError> {
    use crate::ssr::{Caller, convert, open};
    let caller = Caller::from_request()?;
    let (Ok(id), Ok(state)) = (convert::document_id(&document), wvm.as_ref().map(convert::wvm).transpose())
    else {
        return Err(CallError::Malformed);
    };
    let opened =
        caller.ask(async |onshape| Box::pin(open::document(&onshape, &id, state.clone())).await).await?;
    Ok(opened.map(|opened| convert::open_document(document, opened, &caller.backend().client_id)))
}
