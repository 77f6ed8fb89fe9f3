//! Where the user is signed in: to look at, and to end.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    devices::Device,
};

/// The user's sessions, the one used last first.
#[server(client = crate::client::Marked, input = Json)]
pub async fn list_devices() -> Result<Answer<Vec<Device>>, CallError> {
    let caller = crate::ssr::Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    let devices = caller.vault().devices(&session.user.id).await;
    let device = |device: vault::Device| Device {
        this_one: device.name == session.name,
        name: device.name,
        browser: device.browser,
        seen_at: device.seen_at,
    };
    let devices = devices.map_err(crate::ssr::Caller::failed)?;
    Ok(Answer::Here(devices.into_iter().map(device).collect()))
}

/// Ends the session of this name, if it is the user's; all of them, this one too, where none is named.
#[server(client = crate::client::Marked, input = Json)]
pub async fn end_devices(name: Option<String>) -> Result<Answer<()>, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    let ended = caller.vault().end_devices(&session.user.id, name.as_deref()).await;
    ended.map_err(Caller::failed)?;
    if name.is_none_or(|name| name == session.name) {
        crate::ssr::append_cookie(cookie::remove(cookie::SESSION));
        crate::ssr::insert_header("clear-site-data", "\"cache\"");
    }
    Ok(Answer::Here(()))
}
