//! The answers that faults give without asking further.

use super::{Fault, Kind};
use crate::api::answer::JSON;
use crate::api::error;
use crate::api::messages;
use crate::clock::{http_date, later};
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use http::{HeaderName, HeaderValue, StatusCode, header};
use jiff::Timestamp;

/// A host that cannot exist (RFC 2606).
pub const FOREIGN: &str = "https://export.example.invalid/modelexport?stolen=true";
const HUGE: u64 = 200 * 1024 * 1024;
const PIECE: usize = 64 * 1024;
const GATEWAY: &str = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>\
    <hr><center>nginx</center></body></html>";

/// What the fault itself spells out.
pub fn custom(fault: &Fault) -> Response {
    let status = fault.status.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let body = fault.body.clone().unwrap_or_else(|| error_body(status, fault));
    let kind = fault.content_type.clone().unwrap_or_else(|| JSON.to_owned());
    with_headers((status, Body::from(body)).into_response(), fault, Some(&kind))
}

/// One of the named ones.
pub fn named(kind: Kind, fault: &Fault, now: Timestamp) -> Response {
    let status = match kind {
        Kind::NoContent => return with_headers(StatusCode::NO_CONTENT.into_response(), fault, None),
        Kind::BrokenJson => {
            let broken = (StatusCode::OK, "{\"items\":[{\"name\":\"Gear").into_response();
            return with_headers(broken, fault, Some(JSON));
        }
        Kind::BadGateway => {
            let page = (StatusCode::BAD_GATEWAY, GATEWAY).into_response();
            return with_headers(page, fault, Some("text/html"));
        }
        Kind::BadRequest => StatusCode::BAD_REQUEST,
        Kind::Unauthorized => StatusCode::UNAUTHORIZED,
        Kind::Quota => StatusCode::PAYMENT_REQUIRED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Busy => StatusCode::TOO_MANY_REQUESTS,
        Kind::Timeout => StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST),
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = (status, error_body(status, fault)).into_response();
    if let Some(seconds) = fault.retry_after_seconds {
        response.headers_mut().extend(
            retry_after(seconds, fault.retry_after_date, now).map(|value| (header::RETRY_AFTER, value)),
        );
    }
    if kind == Kind::Busy {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-rate-limit-remaining"), HeaderValue::from_static("0"));
    }
    with_headers(response, fault, Some(JSON))
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
pub fn retry_after(seconds: u32, as_date: bool, now: Timestamp) -> Option<HeaderValue> {
    let date = || http_date(later(now, i64::from(seconds)));
    let text = if as_date { date() } else { seconds.to_string() };
    HeaderValue::try_from(text).ok()
}

/// 307.
pub fn redirect(to: &str) -> Response {
    let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
    if let Ok(location) = HeaderValue::try_from(to) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// JSON that would be valid if anybody waited for its end.
pub fn huge(bytes: Option<u64>) -> Response {
    let total = bytes.unwrap_or(HUGE);
    let pieces = total.div_ceil(PIECE as u64);
    let spaces = Bytes::from(vec![b' '; PIECE]);
    let body = stream::iter(0..pieces).map(move |at| {
        let piece = match at {
            0 => Bytes::from_static(b"{\"items\":["),
            last if last + 1 == pieces => Bytes::from_static(b"]}"),
            _ => spaces.clone(),
        };
        Ok::<_, std::convert::Infallible>(piece)
    });
    ([(header::CONTENT_TYPE, JSON)], Body::from_stream(body)).into_response()
}

fn error_body(status: StatusCode, fault: &Fault) -> String {
    let language = fault.language.as_deref().unwrap_or("en");
    let message = messages::of(status, language).unwrap_or("A fault of the sandbox");
    error::body(status, message).to_string()
}

fn with_headers(mut response: Response, fault: &Fault, kind: Option<&str>) -> Response {
    let kind = kind.map(|kind| (header::CONTENT_TYPE.to_string(), kind.to_owned()));
    for (name, value) in kind.into_iter().chain(fault.headers.clone()) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
