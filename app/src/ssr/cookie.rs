//! The cookies. `__Host-` binds them to this host; `SameSite=None; Partitioned` lets them live in a frame whose
//! browser blocks third-party cookies. A removal repeats every attribute, or browsers ignore it.

use std::time::Duration;

use cookie::{Cookie, SameSite, time};
use http::{HeaderMap, HeaderValue, header};
use vault::{Secret, SessionId, parse_session_id};

/// A signed-in browser.
pub const SESSION: &str = "__Host-vitrine";
/// A frame that may ask to be signed in.
pub const PRE_SESSION: &str = "__Host-vitrine-pre";
/// A top-level window in the middle of a sign-in. Lax: Onshape's redirect back must carry it.
pub const BINDING: &str = "__Host-vitrine-sign-in";

const PROBE_PREFIX: &str = "__Host-vitrine-probe-";

/// Name of the probe cookie `name`.
pub fn probe_name(name: &str) -> String {
    format!("{PROBE_PREFIX}{name}")
}

/// The secret in the cookie `name`, if it has the form of one of ours.
pub fn read(headers: &HeaderMap, name: &str) -> Option<Secret> {
    find(headers, name, Secret::parse)
}

/// The session's id, if there is a cookie with the form of one.
pub fn read_session(headers: &HeaderMap) -> Option<SessionId> {
    find(headers, SESSION, parse_session_id)
}

/// Of several cookies of one name the first that makes sense: an old one of another kind may be beside it.
fn find<T>(headers: &HeaderMap, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .filter(|cookie| cookie.name() == name)
        .find_map(|cookie| parse(cookie.value()))
}

/// The session's cookie, for as long as a session may live.
pub fn session(session: &SessionId, lifetime: Duration) -> HeaderValue {
    let lifetime = time::Duration::try_from(lifetime).unwrap_or(time::Duration::DAY);
    framed(SESSION, &session.to_string(), Some(lifetime))
}

/// The pre-session's cookie, until the browser closes.
pub fn pre_session(pre_session: &Secret) -> HeaderValue {
    framed(PRE_SESSION, pre_session.expose(), None)
}

/// A probe, for a minute.
pub fn probe(name: &str, value: &Secret) -> HeaderValue {
    framed(&probe_name(name), value.expose(), Some(time::Duration::MINUTE))
}

/// The binding of a top-level window, for the time of a sign-in.
pub fn binding(binding: &Secret) -> HeaderValue {
    let cookie = Cookie::build((BINDING, binding.expose()))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::HOUR);
    value(cookie.build())
}

/// Removes a cookie that was set for a frame.
pub fn remove(name: &str) -> HeaderValue {
    framed(name, "", Some(time::Duration::ZERO))
}

fn framed(name: &str, content: &str, max_age: Option<time::Duration>) -> HeaderValue {
    let mut cookie = Cookie::new(name, content);
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::None);
    cookie.set_partitioned(true);
    cookie.set_max_age(max_age);
    value(cookie)
}

fn value(cookie: Cookie<'_>) -> HeaderValue {
    // Names are ours and values base64url: always a valid header.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::new(&vault::Randomness::system())
    }

    fn id() -> SessionId {
        SessionId::default()
    }

    #[test]
    fn cookies_of_a_frame_are_bound_to_the_host_and_partitioned() {
        let text = session(&id(), Duration::from_mins(1)).to_str().unwrap().to_owned();
        for part in
            ["__Host-vitrine=", "Path=/", "Secure", "HttpOnly", "SameSite=None", "Partitioned", "Max-Age=60"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("Domain"));
    }

    /// Any bytes at all as a `Cookie` header: nothing panics, and only what has the form of one of ours is read.
    #[test]
    fn fuzz_cookies() {
        bolero::check!().for_each(|bytes: &[u8]| {
            let names = [SESSION, PRE_SESSION, BINDING];
            let lines = [bytes.to_vec(), [SESSION.as_bytes(), b"=", bytes].concat()];
            for line in lines.iter().filter_map(|line| HeaderValue::from_bytes(line).ok()) {
                let headers = HeaderMap::from_iter([(header::COOKIE, line)]);
                for secret in names.iter().filter_map(|name| read(&headers, name)) {
                    assert_eq!(secret.expose().len(), 43);
                }
                if let Some(id) = read_session(&headers) {
                    assert_eq!(id.to_string().len(), 22);
                }
            }
        });
    }

    #[test]
    fn a_removal_repeats_every_attribute() {
        let text = remove(SESSION).to_str().unwrap().to_owned();
        for part in
            ["__Host-vitrine=;", "Max-Age=0", "Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn a_cookie_that_is_none_of_ours_is_passed_over() {
        let good = id();
        let mut headers = HeaderMap::new();
        let line = format!("other=1; {SESSION}=nonsense; {SESSION}={}; {SESSION}={good}", secret().expose());
        headers.insert(header::COOKIE, line.parse().unwrap());
        assert_eq!(read_session(&headers), Some(good));
        assert!(read(&headers, PRE_SESSION).is_none());
    }
}
