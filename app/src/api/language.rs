//! The language of the interface.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    language::Language,
};

/// Keeps the user's choice, wherever they are signed in. Pages from now on are in it.
#[server(client = crate::client::Marked, input = Json)]
pub async fn choose_language(language: Language) -> Result<Answer<()>, CallError> {
    let caller = crate::ssr::Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    caller.choose_language(&session, language).await?;
    Ok(Answer::Here(()))
}
