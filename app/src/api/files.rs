//! Files, for browsers that do not say from which page a request comes.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::answer::{Answer, CallError};

/// A proof for the addresses of files, for this session and five minutes.
#[server(client = crate::client::Marked, input = Json)]
pub async fn files_pass() -> Result<Answer<String>, CallError> {
    let caller = crate::ssr::Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    Ok(Answer::Here(caller.vault().files_pass(&session).as_str().to_owned()))
}
