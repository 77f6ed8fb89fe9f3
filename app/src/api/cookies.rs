//! Whether the browser keeps our cookies: asked, never guessed. One request sets a cookie just like the session's,
//! under a name of its own, the next tells whether it came back; the server judges.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::answer::CallError;

/// A cookie that was set to see whether it comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Part of the cookie's name: unique, since tabs share the jar.
    pub name: String,
    /// Hash of the cookie's value.
    pub proof: String,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProbeVerdict {
    /// The cookie.
    Kept,
    /// No cookie.
    Missing,
    /// A cookie of that name with another value: nothing can be said.
    Unclear,
}

/// Sets a probe.
#[server(client = crate::client::Marked, input = Json)]
pub async fn set_probe() -> Result<Probe, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    let (name, value) = (caller.vault().new_pre_session(), caller.vault().new_pre_session());
    let name: String = name.expose().chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    crate::ssr::append_cookie(cookie::probe(&name, &value));
    Ok(Probe { name, proof: value.challenge() })
}

/// Looks for the probe and removes it.
#[server(client = crate::client::Marked, input = Json)]
pub async fn judge_probe(probe: Probe) -> Result<ProbeVerdict, CallError> {
    use crate::ssr::{Caller, cookie};
    let caller = Caller::from_request()?;
    if probe.name.is_empty()
        || probe.name.len() > 12
        || !probe.name.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return Ok(ProbeVerdict::Unclear);
    }
    let name = cookie::probe_name(&probe.name);
    let verdict = match caller.cookie(&name) {
        None => ProbeVerdict::Missing,
        Some(value) if value.challenge() == probe.proof => ProbeVerdict::Kept,
        Some(_) => ProbeVerdict::Unclear,
    };
    if verdict != ProbeVerdict::Missing {
        crate::ssr::append_cookie(cookie::remove(&name));
    }
    Ok(verdict)
}
