//! Around `tower-sessions`: which cookie it sees, and which it may send.

use app::ssr::cookie;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Hands on the one session cookie that has the form of one, and takes the removal back that `tower-sessions` answers a
/// session with that it does not find: it has not the attributes that would make browsers obey, and if they did, a slow
/// answer would remove the cookie of the session that came after. Cookies are set and removed by whoever opens and ends
/// sessions, and theirs are partitioned.
pub(crate) async fn session_cookie(mut request: Request, next: Next) -> Response {
    let id = cookie::read_session(request.headers());
    let others = other_cookies(request.headers());
    let session = id.map(|id| format!("{}={id}", cookie::SESSION));
    let line = others.into_iter().chain(session).collect::<Vec<_>>().join("; ");
    request.headers_mut().remove(header::COOKIE);
    if let (false, Ok(line)) = (line.is_empty(), HeaderValue::from_str(&line)) {
        request.headers_mut().insert(header::COOKIE, line);
    }
    let mut response = next.run(request).await;
    if response.headers().get_all(header::SET_COOKIE).iter().any(is_foreign) {
        let kept: Vec<_> = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter(|v| !is_foreign(v))
            .cloned()
            .collect();
        response.headers_mut().remove(header::SET_COOKIE);
        for value in kept {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn other_cookies(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).map(str::trim).filter(|pair| !pair.is_empty());
    pairs.filter(|pair| !is_session(pair)).map(str::to_owned).collect()
}

fn is_session(pair: &str) -> bool {
    pair.split_once('=').is_some_and(|(name, _)| name.trim() == cookie::SESSION)
}

/// A session cookie that none of our handlers has made.
fn is_foreign(value: &HeaderValue) -> bool {
    let text = value.to_str().unwrap_or_default();
    is_session(text.split(';').next().unwrap_or_default()) && !text.contains("Partitioned")
}
