//! What of a request may be shown: no token, secret, code or cookie.

use http::{HeaderMap, header};
use std::collections::BTreeMap;

/// What stands in place of a secret.
pub const HIDDEN: &str = "[hidden]";

/// Headers by name; of secret ones only that they were there.
pub fn headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let shown = |name: &header::HeaderName, value: &header::HeaderValue| {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        match *name {
            header::AUTHORIZATION => {
                let scheme = text.split(' ').next().unwrap_or_default();
                format!("{scheme} {HIDDEN}")
            }
            header::COOKIE | header::SET_COOKIE => HIDDEN.to_owned(),
            _ => text,
        }
    };
    headers.iter().map(|(name, value)| (name.to_string(), shown(name, value))).collect()
}

/// Whether bodies of this path hold tokens, secrets or codes.
pub fn is_secret(path: &str) -> bool {
    !(path.starts_with("/api/") || path == "/modelexport")
}
