//! The language of what is said without a page: why there is no file, how a sign-in ended.

use app::{language::Language, texts::in_language};
use axum::{extract::Request, middleware::Next, response::Response};
use url::form_urlencoded;

use crate::routes::language::of_headers;

/// The page's own, where the address says it (`lang`), else the browser's best.
pub(crate) async fn language(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let named = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let named = named.and_then(|(_, tag)| Language::of(&tag));
    let spoken = named.unwrap_or_else(|| of_headers(request.headers()));
    in_language(spoken, next.run(request)).await
}
