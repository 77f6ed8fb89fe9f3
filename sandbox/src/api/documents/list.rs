//! `GET /documents`: filter, search, sort and page.

use super::info;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::world::World;
use crate::world::document::{Document, Owner};
use crate::world::user::User;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use url::Url;

/// Default and maximum of `limit`.
pub const PAGE: usize = 20;

/// Which documents, in which order, which page of them.
#[derive(Debug)]
pub struct Wanted {
    /// Part of the name, in any case of letters.
    pub q: String,
    /// One of Onshape's ten.
    pub filter: Option<usize>,
    /// Id of a user, a company or a team.
    pub owner: Option<String>,
    /// Id of a folder.
    pub parent: Option<String>,
    /// Id of a label: nothing has one.
    pub label: Option<String>,
    /// `sortColumn`
    pub column: String,
    /// `sortOrder`
    pub order: String,
    /// How many to leave out.
    pub offset: usize,
    /// How many at the most.
    pub limit: usize,
}

/// A page (`BTGlobalTreeNodeListResponse`), not made with `json!`, which would copy all its items.
#[derive(Serialize)]
struct Page {
    href: String,
    items: Vec<Value>,
    next: Option<String>,
    previous: Option<String>,
}

/// Answers a page (`BTGlobalTreeNodeListResponse`).
pub fn list(call: &Call<'_>) -> Result<Response, ApiError> {
    let text = |name| call.query.get(name).map(str::to_owned);
    page(
        call,
        &Wanted {
            q: text("q").unwrap_or_default(),
            filter: call.query.number("filter")?,
            owner: text("owner"),
            parent: text("parentId"),
            label: text("label"),
            column: text("sortColumn").unwrap_or_else(|| "createdAt".to_owned()),
            order: text("sortOrder").unwrap_or_else(|| "desc".to_owned()),
            offset: call.query.number("offset")?.unwrap_or(0),
            limit: call.query.number("limit")?.unwrap_or(PAGE),
        },
    )
}

/// One page of what is wanted.
pub fn page(call: &Call<'_>, wanted: &Wanted) -> Result<Response, ApiError> {
    let limit = wanted.limit.clamp(1, PAGE);
    let offset = wanted.offset;
    let held = held(offset, limit);
    let after = offset.saturating_add(held);
    let (shown, count) = {
        let world = call.state.world();
        let found = sorted(wanted, matching(call, &world, wanted), after)?;
        let shown: Vec<Arc<Document>> = found.iter().skip(offset).take(held).copied().cloned().collect();
        (shown, found.len())
    };
    let user = call.bearer.user;
    let items = shown.iter().map(|document| info::summary(call.state, user, document)).collect();
    let next = (after < count).then(|| address(call, after, limit)).flatten();
    let previous = (offset > 0).then(|| address(call, offset.saturating_sub(limit), limit)).flatten();
    let href = format!("{}{}", call.state.base_url, call.asked);
    Ok(answer::json(&Page { href, items, next, previous }))
}

/// How many documents the page at `offset` holds: every third stretch of twenty has short pages, so that a client which
/// stops at the first short page, or counts offsets by itself, is found out.
fn held(offset: usize, limit: usize) -> usize {
    if (offset / PAGE) % 3 == 2 { limit.saturating_sub(3).max(1) } else { limit }
}

fn matching<'a>(call: &Call<'_>, world: &'a World, wanted: &Wanted) -> Vec<&'a Arc<Document>> {
    let user = call.bearer.user;
    let q = wanted.q.to_lowercase();
    let named = |document: &Document| q.is_empty() || document.name.to_lowercase().contains(&q);
    let folded = |document: &Document| {
        wanted.parent.is_none() || document.folder.map(|id| id.to_string()) == wanted.parent
    };
    world
        .documents()
        .filter(|document| wanted.label.is_none() && folded(document))
        .filter(|document| is_of_kind(document, user, wanted))
        .filter(|document| named(document) && call.may_see_in(world, document))
        .collect()
}

fn is_of_kind(document: &Document, user: User, wanted: &Wanted) -> bool {
    let mine = document.owner == Owner::User(user);
    let shared = document.is_shared_with(user);
    let company = matches!(document.owner, Owner::Company(_));
    let owner = || match document.owner {
        Owner::User(owner) => owner.id().to_string(),
        Owner::Company(id) => id.to_string(),
    };
    let by_owner = || wanted.owner.as_deref() == Some(&*owner());
    let readable = document.access(user).is_some();
    let kind = match wanted.filter {
        None => mine || shared,
        Some(0) => mine,
        Some(1) => document.creator == user && readable,
        Some(2) => shared && !company,
        Some(3) => return (mine || (company && shared)) && document.trashed_at.is_some(),
        Some(4) => document.public,
        Some(5) => (mine || shared) && is_recent(document),
        Some(6) => readable && by_owner(),
        Some(9) => readable && document.is_shared_with_team(wanted.owner.as_deref()),
        Some(7) => readable && company && (wanted.owner.is_none() || by_owner()),
        Some(_) => false,
    };
    kind && document.trashed_at.is_none()
}

/// *Recently opened*: the sandbox does not know what was opened and takes what was changed in the last weeks.
fn is_recent(document: &Document) -> bool {
    const WEEKS: i64 = 6 * 7 * 24 * 60 * 60;
    crate::world::seeded::last_touched().as_second() - document.modified_at.as_second() < WEEKS
}

/// In order as far as the `needed`-th; what comes after is not looked at.
fn sorted<'a>(
    wanted: &Wanted,
    mut found: Vec<&'a Arc<Document>>,
    needed: usize,
) -> Result<Vec<&'a Arc<Document>>, ApiError> {
    let ascending = match wanted.order.as_str() {
        "asc" => true,
        "desc" => false,
        other => return Err(ApiError::BadRequest(format!("Unknown sortOrder: {other}"))),
    };
    match wanted.column.as_str() {
        "createdAt" | "promotedAt" => order(&mut found, needed, ascending, |document| document.created_at),
        "modifiedAt" => order(&mut found, needed, ascending, |document| document.modified_at),
        "email" => order(&mut found, needed, ascending, |document| document.creator),
        "modifiedBy" => order(&mut found, needed, ascending, |document| document.modified_by),
        "name" => {
            found.sort_by_cached_key(|document| (document.name.to_lowercase(), document.id));
            if !ascending {
                found.reverse();
            }
        }
        other => return Err(ApiError::BadRequest(format!("Unknown sortColumn: {other}"))),
    }
    Ok(found)
}

/// By the key, then by id. The keys stand beside each other while they are compared, thousands of documents do not.
fn order<K: Ord + Copy>(
    found: &mut Vec<&Arc<Document>>,
    needed: usize,
    ascending: bool,
    key: impl Fn(&Document) -> K,
) {
    let mut keyed: Vec<_> = found.iter().map(|document| (key(document), *document)).collect();
    let compare = |(a, left): &(K, &Arc<Document>), (b, right): &(K, &Arc<Document>)| {
        let order = if ascending { a.cmp(b) } else { b.cmp(a) };
        order.then_with(|| left.id.cmp(&right.id))
    };
    if needed < keyed.len() {
        keyed.select_nth_unstable_by(needed, compare);
    }
    let end = needed.min(keyed.len());
    if let Some(first) = keyed.get_mut(..end) {
        first.sort_unstable_by(compare);
    }
    *found = keyed.into_iter().map(|(_, document)| document).collect();
}

/// The same request at another offset, as an absolute address.
fn address(call: &Call<'_>, offset: usize, limit: usize) -> Option<String> {
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
