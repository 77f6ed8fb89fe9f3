//! What was spent.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    spending::Spending,
};

/// How many calls of Onshape's API the user and everybody have made.
#[server(client = crate::client::Marked, input = Json)]
pub async fn spent_calls() -> Result<Answer<Spending>, CallError> {
    let caller = crate::ssr::Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    Ok(Answer::Here(caller.spending(&session).await?))
}
