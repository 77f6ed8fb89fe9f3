//! The middleware that lets faults strike.

use super::{Asked, Fault, Kind, answers};
use crate::api::bearer::Bearer;
use crate::api::error::ApiError;
use crate::api::operation::Operation;
use crate::state::Shared;
use crate::world::user::User;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use http::{HeaderValue, StatusCode, Uri, header};
use std::io;
use std::time::Duration;

/// Longer answers are not held to be cut or slowed.
const LONGEST: usize = 300 * 1024 * 1024;
/// How many pieces a second a slow answer comes in.
const PIECES: u64 = 20;

/// The name of a request's operation in faults and in the log.
pub fn operation_of(method: &str, uri: &Uri) -> Option<&'static str> {
    match uri.path() {
        "/oauth/token" => Some("token"),
        "/modelexport" => Some("modelexport"),
        path => Operation::of_request(method, path).map(|operation| operation.name),
    }
}

/// The fault that made an answer, for the log.
#[derive(Clone, Copy, Debug)]
pub struct Struck(pub u64);

/// Middleware: lets the faults strike.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let user = Bearer::peek(&shared, request.method(), request.uri(), request.headers()).ok();
    let asked = Asked {
        method: request.method().as_str(),
        path: uri.path_and_query().map_or("", |path| path.as_str()),
        operation: operation_of(request.method().as_str(), &uri),
        user: user.map(User::first_name),
    };
    let Some(fault) = shared.faults.strike(&asked, &shared.settings.randomness) else {
        return next.run(request).await;
    };
    if let Some(delay) = fault.delay_ms {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    let id = fault.id;
    let mut response = match fault.kind {
        Some(kind) => strike(&shared, kind, &fault, user, request, next).await,
        None if fault.status.is_none() && fault.body.is_none() && fault.content_type.is_none() => {
            next.run(request).await
        }
        None => answers::custom(&fault),
    };
    response.extensions_mut().insert(Struck(id));
    response
}

async fn strike(
    shared: &Shared,
    kind: Kind,
    fault: &Fault,
    user: Option<User>,
    request: Request,
    next: Next,
) -> Response {
    match kind {
        Kind::Silence => std::future::pending().await,
        Kind::CutBefore => cut(Bytes::new()),
        Kind::Huge => answers::huge(fault.bytes),
        Kind::RedirectLoop => {
            let here = request.uri().path_and_query().map_or("/", |path| path.as_str());
            answers::redirect(here)
        }
        Kind::RedirectForeign => answers::redirect(fault.location.as_deref().unwrap_or(answers::FOREIGN)),
        Kind::ExpiredToken | Kind::RevokedToken => {
            if let Some(user) = user {
                if kind == Kind::ExpiredToken {
                    shared.grants().expire(user);
                } else {
                    shared.grants().revoke(user);
                }
            }
            ApiError::Unauthenticated.into_response()
        }
        Kind::Truncated | Kind::CutMiddle | Kind::WrongType | Kind::Throttle => {
            spoil(kind, fault, next.run(request).await).await
        }
        _ => answers::named(kind, fault, shared.now()),
    }
}

/// Faults that need the real answer.
async fn spoil(kind: Kind, fault: &Fault, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LONGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let half = bytes.slice(..bytes.len() / 2);
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = match kind {
        Kind::Truncated => Body::from(half),
        Kind::CutMiddle => {
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
            return Response::from_parts(parts, cut(half).into_body());
        }
        Kind::Throttle => slow(bytes, fault.bytes_per_second.unwrap_or(10_000)),
        _ => {
            let kind = fault.content_type.as_deref().unwrap_or("text/html;charset=utf-8");
            if let Ok(kind) = HeaderValue::try_from(kind) {
                parts.headers.insert(header::CONTENT_TYPE, kind);
            }
            Body::from(bytes)
        }
    };
    Response::from_parts(parts, body)
}

/// An answer whose body breaks off after these bytes: the server then closes the connection. Without any bytes it closes
/// it before the head is sent.
fn cut(bytes: Bytes) -> Response {
    let broken = || io::Error::new(io::ErrorKind::ConnectionAborted, "a fault cuts the connection");
    let nothing = bytes.is_empty();
    let sent = stream::once(async move { Ok(bytes) });
    let end = stream::once(async move {
        // What was sent before is to arrive.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(broken())
    });
    let now = stream::once(async move { Err::<Bytes, _>(broken()) });
    if nothing {
        Body::from_stream(now).into_response()
    } else {
        Body::from_stream(sent.chain(end)).into_response()
    }
}

fn slow(bytes: Bytes, per_second: u64) -> Body {
    let piece = usize::try_from((per_second / PIECES).max(1)).unwrap_or(1);
    let count = bytes.len().div_ceil(piece);
    let pieces = stream::iter(0..count).then(move |at| {
        let end = ((at + 1) * piece).min(bytes.len());
        let part = bytes.slice(at * piece..end);
        async move {
            tokio::time::sleep(Duration::from_millis(1000 / PIECES)).await;
            Ok::<_, std::convert::Infallible>(part)
        }
    });
    Body::from_stream(pieces)
}
