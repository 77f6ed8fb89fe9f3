//! Signing in from a frame, and out.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::{answer::CallError, start::Who};

/// What a frame needs to be signed in by a popup.
///
/// Tabs that load at the same time, with no cookie yet, overwrite each other's pre-session: a hand-over that belonged
/// to the cookie alone would be lost to all of them but one. So it belongs to the page that minted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    /// For the popup's address; it can begin a sign-in and nothing else.
    pub handle: String,
    /// Stays in the page: only who has it, and a pre-session, may ask for the result.
    pub claim: String,
}

/// Where a sign-in is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Of each handle that was asked for, in that order.
    pub handles: Vec<HandoverStatus>,
    /// Who is signed in by now: another tab may have been faster.
    pub who: Who,
}

/// Where the hand-over of one handle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandoverStatus {
    /// The user is still at Onshape.
    Pending,
    /// [`redeem_sign_in`] will sign in.
    Ready,
    /// The user pressed Deny.
    Denied,
    /// Something failed on the way.
    Failed,
    /// Too old or redeemed.
    Gone,
}

/// The most handles that are looked up at once.
#[cfg(feature = "ssr")]
const MOST_HANDLES: usize = 8;

/// Who is signed in.
#[server(client = crate::client::Marked, input = Json)]
pub async fn who_am_i() -> Result<Who, CallError> {
    crate::ssr::Caller::from_request()?.who().await
}

/// A handle with which a popup of this frame may sign it in; nothing, where the browser keeps no cookie of ours.
#[server(client = crate::client::Marked, input = Json)]
pub async fn mint_handle() -> Result<Option<Handle>, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    if caller.cookie(cookie::PRE_SESSION).is_none() {
        return Ok(None);
    }
    let claim = caller.vault().new_pre_session();
    let handle = caller.vault().mint_handle(&claim).await.map_err(Caller::failed)?;
    Ok(Some(Handle { handle: handle.expose().to_owned(), claim: claim.expose().to_owned() }))
}

/// Where the sign-ins of these handles are.
#[server(client = crate::client::Marked, input = Json)]
pub async fn poll_sign_in(handles: Vec<Handle>) -> Result<Progress, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    let mut found = Vec::new();
    for handle in handles.iter().take(MOST_HANDLES) {
        let status = match (caller.cookie(cookie::PRE_SESSION), handle.parse()) {
            (Some(_), Some((handle, claim))) => {
                caller.vault().handover(&claim, &handle).await.map_err(Caller::failed)?.into()
            }
            _ => HandoverStatus::Gone,
        };
        found.push(status);
    }
    Ok(Progress { handles: found, who: caller.who().await? })
}

/// Takes what the popup brought: this browser is signed in from then on.
#[server(client = crate::client::Marked, input = Json)]
pub async fn redeem_sign_in(handle: Handle) -> Result<Who, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    let (Some(_), Some((handle, claim))) = (caller.cookie(cookie::PRE_SESSION), handle.parse()) else {
        return caller.who().await;
    };
    let redeemed = caller.vault().redeem(&claim, &handle, caller.session_id(), &caller.browser()).await;
    match redeemed.map_err(Caller::failed)? {
        Some(session) => {
            crate::ssr::append_cookie(cookie::session(&session, caller.backend().session_max));
            caller.who_is(&session).await
        }
        None => caller.who().await,
    }
}

/// Ends this browser's session, for all of its tabs.
#[server(client = crate::client::Marked, input = Json)]
pub async fn sign_out() -> Result<(), CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    if let Some(session) = caller.session_id() {
        caller.vault().sign_out(session).await.map_err(Caller::failed)?;
        crate::ssr::append_cookie(cookie::remove(cookie::SESSION));
        crate::ssr::insert_header("clear-site-data", "\"cache\"");
    }
    Ok(())
}

#[cfg(feature = "ssr")]
impl Handle {
    fn parse(&self) -> Option<(vault::Secret, vault::Secret)> {
        Some((vault::Secret::parse(&self.handle)?, vault::Secret::parse(&self.claim)?))
    }
}

#[cfg(feature = "ssr")]
impl From<vault::HandoverState> for HandoverStatus {
    fn from(state: vault::HandoverState) -> Self {
        match state {
            vault::HandoverState::Pending => Self::Pending,
            vault::HandoverState::Ready => Self::Ready,
            vault::HandoverState::Denied => Self::Denied,
            vault::HandoverState::Failed => Self::Failed,
            vault::HandoverState::Gone => Self::Gone,
        }
    }
}
