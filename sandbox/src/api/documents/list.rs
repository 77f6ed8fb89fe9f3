//! `GET /documents`: filter, search, sort and page.

use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::{answer, documents};
use crate::world::document::Document;
use crate::world::user::User;
use axum::response::Response;
use serde_json::json;
use std::cmp::Ordering;
use url::Url;

/// Default and maximum of `limit`.
const PAGE: usize = 20;

/// Answers a page (`BTGlobalTreeNodeListResponse`).
pub fn list(call: &Call<'_>) -> Result<Response, ApiError> {
    let user = call.bearer.user;
    let offset = call.query.number("offset")?.unwrap_or(0);
    let limit = call.query.number("limit")?.unwrap_or(PAGE).clamp(1, PAGE);
    let found = sorted(call, matching(call, user)?)?;
    let held = held(offset, limit);
    let items: Vec<_> = found
        .iter()
        .skip(offset)
        .take(held)
        .map(|document| documents::info(&call.state.base_url, user, document))
        .collect();
    let next = (offset + held < found.len()).then(|| page(call, offset + held, limit)).flatten();
    let previous = (offset > 0).then(|| page(call, offset.saturating_sub(limit), limit)).flatten();
    let href = format!("{}{}", call.state.base_url, call.asked);
    Ok(answer::json(&json!({ "href": href, "items": items, "next": next, "previous": previous })))
}

/// How many documents the page at `offset` holds: every third stretch of twenty has short pages, so that a client which
/// stops at the first short page, or counts offsets by itself, is found out.
fn held(offset: usize, limit: usize) -> usize {
    if (offset / PAGE) % 3 == 2 { limit.saturating_sub(3).max(1) } else { limit }
}

fn matching<'a>(call: &'a Call<'_>, user: User) -> Result<Vec<&'a Document>, ApiError> {
    let q = call.query.get("q").unwrap_or_default().to_lowercase();
    let filter = call.query.number("filter")?;
    let owner = call.query.get("owner").unwrap_or_default();
    let wanted = |document: &Document| {
        let (mine, shared) = (document.owner == user, document.shared.is_some() && document.owner != user);
        let kind = match filter {
            None => mine || shared,
            Some(0 | 1) => mine,
            Some(2) => shared,
            Some(3) => return mine && document.trashed,
            Some(4) => document.public,
            Some(5) => (mine || shared) && is_recent(document),
            Some(6) => (mine || shared || document.public) && document.owner.id().to_string() == owner,
            Some(_) => false,
        };
        kind && !document.trashed
    };
    let named = |document: &&Document| q.is_empty() || document.name.to_lowercase().contains(&q);
    Ok(call.state.world.documents().filter(|document| wanted(document)).filter(named).collect())
}

/// *Recently opened*: the sandbox does not know what was opened and takes what was changed in the last weeks.
fn is_recent(document: &Document) -> bool {
    const WEEKS: i64 = 6 * 7 * 24 * 60 * 60;
    crate::world::seeded::last_touched().as_second() - document.modified_at.as_second() < WEEKS
}

fn sorted<'a>(call: &Call<'_>, mut found: Vec<&'a Document>) -> Result<Vec<&'a Document>, ApiError> {
    type Order = fn(&Document, &Document) -> Ordering;
    let order: Order = match call.query.get("sortColumn") {
        None | Some("createdAt" | "promotedAt") => |a, b| a.created_at.cmp(&b.created_at),
        Some("modifiedAt") => |a, b| a.modified_at.cmp(&b.modified_at),
        Some("name") => |a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()),
        Some("email" | "modifiedBy") => |a, b| a.owner.cmp(&b.owner),
        Some(other) => return Err(ApiError::BadRequest(format!("Unknown sortColumn: {other}"))),
    };
    let ascending = match call.query.get("sortOrder") {
        None | Some("desc") => false,
        Some("asc") => true,
        Some(other) => return Err(ApiError::BadRequest(format!("Unknown sortOrder: {other}"))),
    };
    found.sort_by(|a, b| {
        let by = order(a, b);
        (if ascending { by } else { by.reverse() }).then(a.id.cmp(&b.id))
    });
    Ok(found)
}

/// The same request at another offset, as an absolute address.
fn page(call: &Call<'_>, offset: usize, limit: usize) -> Option<String> {
    let mut url = Url::parse(&call.state.base_url).ok()?.join(&call.asked).ok()?;
    let kept: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(name, _)| name != "offset" && name != "limit").collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .append_pair("offset", &offset.to_string())
        .append_pair("limit", &limit.to_string());
    Some(url.into())
}
