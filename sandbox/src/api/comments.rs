//! `/comments/…`

use super::answer;
use super::call::Call;
use super::documents::date;
use super::error::ApiError;
use super::target;
use super::users;
use crate::comments::Comment;
use crate::webhooks::event::Kind;
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::user::User;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

/// `/comments/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => list(call),
        ("POST", []) => create(call),
        ("GET", [cid]) => readable(call, cid).map(|comment| answer::json(&info(call, &comment))),
        ("POST", [cid]) => update(call, cid),
        ("DELETE", [cid]) => delete(call, cid),
        ("POST", [cid, "resolve"]) => resolve(call, cid, true),
        ("POST", [cid, "reopen"]) => resolve(call, cid, false),
        _ => return None,
    })
}

/// `BTCommentParams`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    document_id: Option<String>,
    object_id: Option<String>,
    element_id: Option<String>,
    parent_id: Option<String>,
    message: Option<String>,
    assignee: Option<String>,
}

impl Params {
    fn message(&self) -> Result<Option<String>, ApiError> {
        match self.message.as_deref() {
            Some(text) if text.trim().is_empty() || text.chars().count() > 10_000 => {
                Err(ApiError::BadRequest("A message of 1 to 10,000 characters is required".to_owned()))
            }
            text => Ok(text.map(str::to_owned)),
        }
    }

    fn assignee(&self) -> Result<Option<User>, ApiError> {
        let text = self.assignee.as_deref().filter(|text| !text.is_empty());
        text.map(|text| User::of_id(target::id(text)?).ok_or(ApiError::NoAccess)).transpose()
    }
}

/// The comment, for whoever may read its document.
fn readable(call: &Call<'_>, cid: &str) -> Result<Comment, ApiError> {
    let id = target::id(cid)?;
    let found = call.state.comments().of(id).cloned().ok_or(ApiError::NoAccess)?;
    call.document(&found.document.to_string()).map(|_| found)
}

fn list(call: &Call<'_>) -> Result<Response, ApiError> {
    let id = |name| call.query.get(name).map(target::id).transpose();
    let did = call.query.get("did").ok_or_else(|| ApiError::BadRequest("did is required".to_owned()))?;
    let document = call.document(did)?.id;
    let (element, parent) = (id("eid")?, id("pid")?);
    let with_resolved = call.query.flag_or("resolved", true);
    let mut found: Vec<_> = call
        .state
        .comments()
        .0
        .iter()
        .filter(|comment| comment.document == document && comment.parent == parent)
        .filter(|comment| element.is_none() || comment.element == element)
        .filter(|comment| with_resolved || comment.resolved.is_none())
        .cloned()
        .collect();
    if call.query.get("sortOrder") == Some("desc") {
        found.reverse();
    }
    let (offset, limit) =
        (call.query.number("offset")?.unwrap_or(0), call.query.number("limit")?.unwrap_or(20).clamp(1, 100));
    let items: Vec<_> = found.iter().skip(offset).take(limit).map(|comment| info(call, comment)).collect();
    let after = offset.saturating_add(limit);
    let base = &call.state.base_url;
    let next = (after < found.len())
        .then(|| format!("{base}/api/comments?did={document}&offset={after}&limit={limit}"));
    Ok(answer::json(
        &json!({ "href": format!("{base}{}", call.asked), "items": items, "next": next, "previous": null }),
    ))
}

fn create(call: &Call<'_>) -> Result<Response, ApiError> {
    let params: Params = call.json()?;
    let id =
        |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(target::id).transpose();
    let did = params.document_id.as_deref().or(params.object_id.as_deref()).unwrap_or_default();
    let document = call.document_to(Permission::Comment, did)?;
    let message =
        params.message()?.ok_or_else(|| ApiError::BadRequest("A message is required".to_owned()))?;
    let (element, parent, assignee) = (id(&params.element_id)?, id(&params.parent_id)?, params.assignee()?);
    let fitting =
        |parent: Id| call.state.comments().of(parent).is_some_and(|above| above.document == document.id);
    if element.is_some_and(|element| document.element(element).is_none()) || !parent.is_none_or(fitting) {
        return Err(ApiError::NotFound("What is commented on was not found.".to_owned()));
    }
    let comment = Comment {
        id: call.state.world_mut().fresh("comment"),
        document: document.id,
        element,
        parent,
        user: call.bearer.user,
        message,
        assignee,
        created_at: call.state.now(),
        resolved: None,
        reopened: None,
    };
    call.state.comments().0.push(comment.clone());
    tell(call, Kind::CommentCreate, &comment);
    Ok(answer::json(&info(call, &comment)))
}

fn update(call: &Call<'_>, cid: &str) -> Result<Response, ApiError> {
    let mut comment = readable(call, cid)?;
    if comment.user != call.bearer.user {
        return Err(ApiError::NoAccess);
    }
    let params: Params = call.json()?;
    comment.message = params.message()?.unwrap_or(comment.message);
    comment.assignee = params.assignee()?.or(comment.assignee);
    keep(call, comment, Kind::CommentUpdate)
}

fn resolve(call: &Call<'_>, cid: &str, resolved: bool) -> Result<Response, ApiError> {
    let mut comment = readable(call, cid)?;
    call.document_to(Permission::Comment, &comment.document.to_string())?;
    let by = Some((call.bearer.user, call.state.now()));
    (comment.resolved, comment.reopened) = if resolved { (by, None) } else { (None, by) };
    keep(call, comment, Kind::CommentUpdate)
}

fn keep(call: &Call<'_>, comment: Comment, kind: Kind) -> Result<Response, ApiError> {
    *call.state.comments().of_mut(comment.id).ok_or(ApiError::NoAccess)? = comment.clone();
    tell(call, kind, &comment);
    Ok(answer::json(&info(call, &comment)))
}

fn delete(call: &Call<'_>, cid: &str) -> Result<Response, ApiError> {
    let comment = readable(call, cid)?;
    let document = call.document(&comment.document.to_string())?;
    if comment.user != call.bearer.user && document.access(call.bearer.user) < Some(Permission::Owner) {
        return Err(ApiError::NoAccess);
    }
    call.state.comments().remove(comment.id);
    tell(call, Kind::CommentDelete, &comment);
    Ok(answer::json(&json!({})))
}

fn tell(call: &Call<'_>, kind: Kind, comment: &Comment) {
    call.state.emit(kind, call.bearer.user, |event| {
        event.document = Some(comment.document);
        event.element = comment.element;
        event.comment = Some(comment.id);
    });
}

/// `BTCommentInfo`
fn info(call: &Call<'_>, comment: &Comment) -> Value {
    let base = &call.state.base_url;
    let person = |user: User| users::summary(base, user);
    json!({
        "id": comment.id,
        "href": format!("{base}/api/v12/comments/{}", comment.id),
        "message": comment.message,
        "documentId": comment.document,
        "objectId": comment.document,
        "objectType": 6,
        "elementId": comment.element,
        "parentId": comment.parent,
        "topLevel": comment.parent.is_none(),
        "replyCount": call.state.comments().replies(comment.id),
        "user": person(comment.user),
        "assignee": comment.assignee.map(person),
        "assignedAt": comment.assignee.map(|_| date(comment.created_at)),
        "createdAt": date(comment.created_at),
        "state": i32::from(comment.resolved.is_some()),
        "resolvedAt": comment.resolved.map(|(_, at)| date(at)),
        "resolvedBy": comment.resolved.map(|(user, _)| person(user)),
        "reopenedAt": comment.reopened.map(|(_, at)| date(at)),
        "reopenedBy": comment.reopened.map(|(user, _)| person(user)),
        "canDelete": comment.user == call.bearer.user,
        "canResolveOrReopen": true,
    })
}
