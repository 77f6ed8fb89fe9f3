//! `/globaltreenodes/…`: the left-hand list of Onshape's documents page. Not in the public `OpenAPI`, but used by apps.

use super::answer;
use super::call::Call;
use super::documents;
use super::error::ApiError;
use super::target;
use crate::world::document::{Document, Owner};
use crate::world::folder::Folder;
use crate::world::id::Id;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// The lists, by their numbers.
const MAGIC: [(u8, &str); 6] = [
    (0, "Recently opened"),
    (1, "My Onshape"),
    (2, "Created by me"),
    (3, "Public"),
    (4, "Trash"),
    (12, "Shared with me"),
];

/// `/globaltreenodes/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", [] | [""]) => Ok(roots(call)),
        ("GET", ["magic", number]) => magic(call, number),
        ("GET", ["folder", fid]) => target::id(fid).and_then(|id| folder(call, id)),
        _ => return None,
    })
}

fn roots(call: &Call<'_>) -> Response {
    let base = &call.state.base_url;
    let items: Vec<_> = MAGIC
        .iter()
        .map(|(number, name)| {
            json!({ "jsonType": "magic", "id": number.to_string(), "name": name, "resourceType": "magic", "isContainer": true,
                    "treeHref": format!("{base}/api/globaltreenodes/magic/{number}") })
        })
        .collect();
    page(call, items, Vec::new(), 0)
}

fn magic(call: &Call<'_>, number: &str) -> Result<Response, ApiError> {
    let user = call.bearer.user;
    let number: u8 = number.parse().map_err(|_| ApiError::BadRequest(format!("Invalid id: {number}")))?;
    MAGIC.iter().find(|(known, _)| *known == number).ok_or(ApiError::NoAccess)?;
    let mine = |document: &Document| document.owner == Owner::User(user);
    let wanted = |document: &Document| {
        let trashed = document.trashed_at.is_some();
        match number {
            3 => document.public && !trashed,
            4 => mine(document) && trashed,
            12 => document.is_shared_with(user) && !trashed,
            2 => document.creator == user && document.access(user).is_some() && !trashed,
            _ => document.access(user).is_some() && document.folder.is_none() && !document.public && !trashed,
        }
    };
    let folders = if number == 1 { inside(call, None) } else { Vec::new() };
    listed(call, wanted, folders)
}

fn folder(call: &Call<'_>, id: Id) -> Result<Response, ApiError> {
    visible(call).into_iter().find(|folder| folder.id == id).ok_or(ApiError::NoAccess)?;
    let user = call.bearer.user;
    let wanted = |document: &Document| {
        document.folder == Some(id) && document.access(user).is_some() && document.trashed_at.is_none()
    };
    listed(call, wanted, inside(call, Some(id)))
}

/// The folders of the user's companies.
fn visible(call: &Call<'_>) -> Vec<Folder> {
    let world = call.state.world();
    let mine = |folder: &&Folder| match folder.owner {
        Owner::User(user) => user == call.bearer.user,
        Owner::Company(id) => world.company(id).is_some_and(|company| company.employs(call.bearer.user)),
    };
    world.folders().iter().filter(mine).cloned().collect()
}

fn inside(call: &Call<'_>, parent: Option<Id>) -> Vec<Value> {
    let base = &call.state.base_url;
    let folders = visible(call).into_iter().filter(|folder| folder.parent == parent);
    folders
        .map(|folder| {
            json!({ "jsonType": "folder", "id": folder.id, "name": folder.name, "resourceType": "folder", "isContainer": true,
                    "parentId": folder.parent, "treeHref": format!("{base}/api/globaltreenodes/folder/{}", folder.id) })
        })
        .collect()
}

fn listed(
    call: &Call<'_>,
    wanted: impl Fn(&Document) -> bool,
    folders: Vec<Value>,
) -> Result<Response, ApiError> {
    let mut found: Vec<Arc<Document>> = {
        let world = call.state.world();
        let shown =
            world.documents().filter(|document| wanted(document) && call.may_see_in(&world, document));
        shown.cloned().collect()
    };
    found.sort_unstable_by(|a, b| b.modified_at.cmp(&a.modified_at).then(a.id.cmp(&b.id)));
    let (offset, limit) =
        (call.query.number("offset")?.unwrap_or(0), call.query.number("limit")?.unwrap_or(20).clamp(1, 20));
    let user = call.bearer.user;
    let items =
        found.iter().skip(offset).take(limit).map(|document| documents::summary(call.state, user, document));
    let more = found.len() > offset.saturating_add(limit);
    let first = if offset == 0 { folders } else { Vec::new() };
    Ok(page(call, first, items.collect(), if more { offset + limit } else { 0 }))
}

fn page(call: &Call<'_>, mut items: Vec<Value>, more: Vec<Value>, next: usize) -> Response {
    items.extend(more);
    let base = &call.state.base_url;
    let path = call.asked.split('?').next().unwrap_or_default();
    let next = (next > 0).then(|| format!("{base}{path}?offset={next}"));
    answer::json(
        &json!({ "pathToRoot": [], "next": next, "href": format!("{base}{}", call.asked), "items": items, "permissionSet": ["READ"] }),
    )
}
