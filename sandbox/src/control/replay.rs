//! One request of the log: shown whole, as a curl command, and sent again.

use super::redaction::{self, HIDDEN};
use super::requests::{Entry, Whole};
use crate::state::Shared;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};

/// `GET /__sandbox/requests/{number}`
pub async fn show(State(shared): State<Shared>, Path(number): Path<u64>) -> Response {
    let Some(entry) = shared.log.of(number) else { return StatusCode::NOT_FOUND.into_response() };
    let whole = entry.whole();
    let secret = redaction::is_secret(&entry.path);
    let text = |bytes: &[u8]| {
        if secret && !bytes.is_empty() {
            HIDDEN.to_owned()
        } else {
            String::from_utf8_lossy(bytes).chars().take(64 * 1024).collect()
        }
    };
    let details = whole.map(|whole| {
        json!({
            "host": whole.host,
            "request_headers": redaction::headers(&whole.request_headers),
            "request_body": whole.request_body.as_ref().map(|body| text(body)),
            "response_headers": redaction::headers(&whole.response_headers),
            "response_body": if secret { Some(HIDDEN.to_owned()) } else { whole.response_text() },
            "curl": curl(&entry, whole, &shared.base_url),
        })
    });
    let mut answer = json!(entry);
    if let (Some(answer), Some(Value::Object(details))) = (answer.as_object_mut(), details) {
        answer.extend(details);
    }
    Json(answer).into_response()
}

/// Headers that curl sets by itself or that belong to the connection.
const OWN: [HeaderName; 6] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONNECTION,
    header::ACCEPT_ENCODING,
    header::USER_AGENT,
    header::TRANSFER_ENCODING,
];

/// The request as a command for a POSIX shell; the token is `$TOKEN`.
fn curl(entry: &Entry, whole: &Whole, base: &str) -> String {
    let origin = whole.host.as_ref().map_or_else(|| base.to_owned(), |host| format!("http://{host}"));
    let mut words = vec!["curl".to_owned(), "-i".to_owned(), "-X".to_owned(), entry.method.clone()];
    words.push(quoted(&format!("{origin}{}", entry.path)));
    for (name, value) in redaction::headers(&whole.request_headers) {
        if OWN.iter().any(|own| own.as_str() == name) {
            continue;
        }
        words.push("-H".to_owned());
        words.push(match name.as_str() {
            "authorization" => "\"Authorization: Bearer $TOKEN\"".to_owned(),
            _ => quoted(&format!("{name}: {value}")),
        });
    }
    let body =
        whole.request_body.as_ref().filter(|body| !body.is_empty() && !redaction::is_secret(&entry.path));
    if let Some(body) = body {
        words.push("--data-binary".to_owned());
        words.push(quoted(&String::from_utf8_lossy(body)));
    }
    words.join(" ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// `POST /__sandbox/requests/{number}/replay`: sends it again with its own token; answers the new number.
pub async fn replay(State(shared): State<Shared>, Path(number): Path<u64>) -> Response {
    let Some(entry) = shared.log.of(number) else { return StatusCode::NOT_FOUND.into_response() };
    let Some(whole) = entry.whole() else { return StatusCode::GONE.into_response() };
    let Some(body) = whole.request_body.clone() else { return StatusCode::GONE.into_response() };
    if redaction::is_secret(&entry.path) {
        let why = "Only requests to the API and the export host are replayed";
        return (StatusCode::CONFLICT, Json(json!({ "message": why }))).into_response();
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    let origin = if entry.path.starts_with("/modelexport") { &shared.export_url } else { &shared.base_url };
    let method = reqwest::Method::from_bytes(entry.method.as_bytes());
    let (Ok(client), Ok(method)) = (client, method) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut headers = whole.request_headers.clone();
    for own in OWN {
        headers.remove(own);
    }
    let sent = client.request(method, format!("{origin}{}", entry.path)).headers(headers).body(body).send();
    match sent.await {
        Ok(answer) => {
            Json(json!({ "number": shared.log.since(u64::MAX).0, "status": answer.status().as_u16() }))
                .into_response()
        }
        Err(error) => (StatusCode::BAD_GATEWAY, Json(json!({ "message": error.without_url().to_string() })))
            .into_response(),
    }
}
