//! API keys: HTTP Basic, and requests signed with HMAC (onshape-public.github.io/docs/auth/apikeys/).

use crate::settings::ApiKey;
use crate::state::State;
use crate::world::user::User;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Method, Uri, header};
use jiff::Timestamp;
use sha2::Sha256;
use std::collections::HashSet;

/// Seconds that `Date` may differ from the sandbox's clock.
const SKEW: i64 = 5 * 60;
/// Characters that a nonce has at the least.
const NONCE: usize = 16;

/// Nonces that were used.
#[derive(Debug, Default)]
pub struct Nonces(HashSet<String>);

/// Whose key it is; nothing when the credentials are wrong. A nonce is spent by the first right request that carries it.
pub fn user(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<User> {
    if let Some(user) = basic_user(state, headers) {
        return Some(user);
    }
    let (user, nonce) = signer(state, method, uri, headers)?;
    state.nonces().0.insert(nonce.to_owned()).then_some(user)
}

/// As [`user`], without spending the nonce or minding that it is spent: for counting and for the log.
pub fn peek(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<User> {
    basic_user(state, headers).or_else(|| Some(signer(state, method, uri, headers)?.0))
}

/// Who signed the request, and its nonce.
fn signer<'a>(state: &State, method: &Method, uri: &Uri, headers: &'a HeaderMap) -> Option<(User, &'a str)> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let rest = text("authorization")?.strip_prefix("On ")?;
    let mut parts = rest.trim().splitn(3, ':');
    let (access, algorithm, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let key = state.settings.api_keys.iter().find(|key| key.access == access)?;
    let (date, nonce) = (text(header::DATE.as_str())?, text("on-nonce")?);
    let time = Timestamp::strptime("%a, %d %b %Y %H:%M:%S %z", date.replace("GMT", "+0000")).ok()?;
    let close = (time.as_second() - state.now().as_second()).abs() <= SKEW;
    let long = nonce.len() >= NONCE && nonce.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let kind = text(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let right =
        signature_of(key, [method.as_str(), nonce, date, kind, uri.path(), uri.query().unwrap_or_default()]);
    (algorithm == "HmacSHA256" && close && long && right == signature).then_some((key.user, nonce))
}

/// Whose key pair the request carries openly.
fn basic_user(state: &State, headers: &HeaderMap) -> Option<User> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (access, secret) = pair.split_once(':')?;
    let key = state.settings.api_keys.iter().find(|key| key.access == access)?;
    (key.secret == secret).then_some(key.user)
}

/// Base64 of HMAC-SHA256 over the lines, all in lower case, each with a line feed.
fn signature_of(key: &ApiKey, lines: [&str; 6]) -> String {
    let text = lines.map(|line| format!("{line}\n")).concat().to_lowercase();
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.secret.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
