//! Favourites and the documents that were opened last. The vault keeps their ids; what they are called is Onshape's to
//! say, to whoever may open them now.

use futures::future::try_join_all;
use onshape::{DocumentId, UserId};
use vault::{MOST_OPENED, UserDocument};

use super::{Caller, listing};
use crate::{
    answer::{Answer, CallError, Problem},
    listing::{DocumentItem, Filter, Page},
    place::Id,
};

/// How many documents there are in a page: each costs a call to Onshape, unless it is known.
const PAGE: usize = 20;

/// How many documents are asked for at a time.
const AT_ONCE: usize = 4;

async fn user(caller: &Caller) -> Result<Option<UserId>, CallError> {
    Ok(caller.live_session().await?.map(|session| session.user.id))
}

/// The ids of the user's favourites.
pub async fn favourites(caller: &Caller) -> Result<Answer<Vec<Id>>, CallError> {
    let Some(user) = user(caller).await? else { return Ok(Answer::NotYou) };
    let favourites = caller.vault().favourites(&user).await.map_err(Caller::failed)?;
    Ok(Answer::Here(favourites.into_iter().map(|one| Id::from_onshape(one.document)).collect()))
}

/// Marks a document, or takes the mark back.
pub async fn set_favourite(
    caller: &Caller,
    document: &DocumentId,
    favourite: bool,
) -> Result<Answer<()>, CallError> {
    let Some(user) = user(caller).await? else { return Ok(Answer::NotYou) };
    caller.vault().set_favourite(&user, document, favourite).await.map_err(Caller::failed)?;
    Ok(Answer::Here(()))
}

/// Remembers that the caller opened a document. That it could not be noted down is no reason not to show it.
pub async fn opened(caller: &Caller, document: &DocumentId) {
    if let Ok(Some(user)) = user(caller).await {
        let _ = caller.vault().opened(&user, document).await.map_err(Caller::failed);
    }
}

/// A page of favourites or of documents opened last, in that order. Those that the user may not open any more are left
/// out.
pub(crate) async fn page(caller: &Caller, filter: Filter, offset: u32) -> Result<Answer<Page>, CallError> {
    let Some(user) = user(caller).await? else { return Ok(Answer::NotYou) };
    let all = match filter {
        Filter::Favourites => caller.vault().favourites(&user).await,
        _ => caller.vault().last_opened(&user, MOST_OPENED).await,
    };
    let all = all.map_err(Caller::failed)?;
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    let some: Vec<UserDocument> = all.iter().skip(start).take(PAGE).cloned().collect();
    let end = start.saturating_add(some.len());
    let mut items = Vec::with_capacity(some.len());
    for few in some.chunks(AT_ONCE) {
        let asked = few.iter().map(|one| look_up(caller, one.document.clone()));
        for answer in try_join_all(asked).await? {
            match answer {
                Answer::Here(item) => items.extend(item),
                Answer::NotYou => return Ok(Answer::NotYou),
                Answer::Problem(problem) => return Ok(Answer::Problem(problem)),
            }
        }
    }
    let next = u32::try_from(end).ok().filter(|_| end < all.len());
    Ok(Answer::Here(Page { items, next, total: u32::try_from(all.len()).ok() }))
}

async fn look_up(caller: &Caller, id: DocumentId) -> Result<Answer<Option<DocumentItem>>, CallError> {
    let document = caller.ask(async |onshape| onshape.document(&id).await).await?;
    Ok(match document {
        Answer::Problem(Problem::NotAccessible) => Answer::Here(None),
        // Gone to the trash: no document to open.
        other => other.map(|document| (document.trash != Some(true)).then(|| listing::item(document))),
    })
}
