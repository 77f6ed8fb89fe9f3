//! `/webhooks/…`

use super::answer;
use super::call::Call;
use super::documents::date;
use super::error::ApiError;
use super::target;
use super::users;
use crate::webhooks::Webhook;
use crate::webhooks::event::{self, Event, Kind};
use crate::world::id::Id;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

/// `/webhooks/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => list(call),
        ("POST", []) => create(call),
        ("GET", [id]) => own(call, id).map(|hook| answer::json(&info(call, &hook))),
        ("POST", [id]) => update(call, id),
        ("DELETE", [id]) => delete(call, id),
        ("POST", [id, "ping"]) => ping(call, id),
        _ => return None,
    })
}

/// `BTWebhookParams`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    events: Option<Vec<String>>,
    url: Option<String>,
    document_id: Option<String>,
    filter: Option<String>,
    data: Option<String>,
    name: Option<String>,
    description: Option<String>,
    options: Option<Collapse>,
    is_transient: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collapse {
    #[serde(default)]
    collapse_events: bool,
}

impl Params {
    fn check(&self, call: &Call<'_>) -> Result<Option<Id>, ApiError> {
        let bad = |why: String| Err(ApiError::BadRequest(why));
        if let Some(name) = self.events.iter().flatten().find(|name| !event::is_known(name)) {
            return bad(format!("Unknown event: {name}"));
        }
        let web = |text: &String| {
            Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
        };
        if !self.url.iter().all(web) {
            return bad("The url is not an absolute http or https address".to_owned());
        }
        let document = self.document_id.as_deref().filter(|id| !id.is_empty());
        document.map(|id| call.document(id).map(|document| document.id)).transpose()
    }
}

fn create(call: &Call<'_>) -> Result<Response, ApiError> {
    let params: Params = call.json()?;
    let document = params.check(call)?;
    let (Some(url), Some(events)) = (params.url, params.events.filter(|events| !events.is_empty())) else {
        return Err(ApiError::BadRequest("url and events are required".to_owned()));
    };
    let now = call.state.now();
    let hook = Webhook {
        id: call.state.world_mut().fresh("webhook"),
        user: call.bearer.user,
        events,
        url,
        document,
        filter: params.filter,
        data: params.data,
        name: params.name,
        description: params.description,
        collapse: params.options.is_some_and(|options| options.collapse_events),
        transient: params.is_transient.unwrap_or(true),
        created_at: now,
        modified_at: now,
    };
    let made = info(call, &hook);
    call.state.webhooks().register(hook, now);
    call.state.work.notify_one();
    Ok(answer::json(&made))
}

fn own(call: &Call<'_>, id: &str) -> Result<Webhook, ApiError> {
    let id = target::id(id)?;
    let hooks = call.state.webhooks();
    let found = hooks.hooks().iter().find(|hook| hook.id == id && hook.user == call.bearer.user);
    found.cloned().ok_or(ApiError::NoAccess)
}

fn list(call: &Call<'_>) -> Result<Response, ApiError> {
    let (offset, limit) =
        (call.query.number("offset")?.unwrap_or(0), call.query.number("limit")?.unwrap_or(20).clamp(1, 20));
    let all: Vec<_> =
        call.state.webhooks().hooks().iter().filter(|hook| hook.user == call.bearer.user).cloned().collect();
    let items: Vec<_> = all.iter().skip(offset).take(limit).map(|hook| info(call, hook)).collect();
    let base = &call.state.base_url;
    let after = offset.saturating_add(limit);
    let next = (after < all.len()).then(|| format!("{base}/api/webhooks?offset={after}&limit={limit}"));
    Ok(answer::json(
        &json!({ "href": format!("{base}{}", call.asked), "items": items, "next": next, "previous": null }),
    ))
}

fn update(call: &Call<'_>, id: &str) -> Result<Response, ApiError> {
    let mut hook = own(call, id)?;
    let params: Params = call.json()?;
    let document = params.check(call)?;
    hook.events = params.events.unwrap_or(hook.events);
    hook.url = params.url.unwrap_or(hook.url);
    hook.document = document.or(hook.document);
    hook.filter = params.filter.or(hook.filter);
    hook.data = params.data.or(hook.data);
    hook.name = params.name.or(hook.name);
    hook.description = params.description.or(hook.description);
    hook.collapse = params.options.map_or(hook.collapse, |options| options.collapse_events);
    hook.transient = params.is_transient.unwrap_or(hook.transient);
    hook.modified_at = call.state.now();
    if let Some(kept) = call.state.webhooks().hook_mut(hook.id) {
        *kept = hook.clone();
    }
    Ok(answer::json(&info(call, &hook)))
}

fn delete(call: &Call<'_>, id: &str) -> Result<Response, ApiError> {
    let hook = own(call, id)?;
    let tell = !call.query.flag("blockNotification");
    call.state.webhooks().unregister(hook.id, tell, call.state.now());
    call.state.work.notify_one();
    Ok(answer::json(&json!({})))
}

fn ping(call: &Call<'_>, id: &str) -> Result<Response, ApiError> {
    let hook = own(call, id)?;
    let event = Event::new(Kind::Ping, call.bearer.user, call.state.now());
    call.state.webhooks().queue(&hook, &event);
    call.state.work.notify_one();
    Ok(answer::json(&json!({})))
}

/// `BTWebhookInfo`
fn info(call: &Call<'_>, hook: &Webhook) -> Value {
    let base = &call.state.base_url;
    json!({
        "id": hook.id,
        "href": format!("{base}/api/v12/webhooks/{}", hook.id),
        "name": hook.name,
        "description": hook.description,
        "events": hook.events,
        "url": hook.url,
        "filter": hook.filter,
        "data": hook.data,
        "companyId": null,
        "isTransient": hook.transient,
        "options": { "collapseEvents": hook.collapse },
        "droppedEventCount": 0,
        "createdAt": date(hook.created_at),
        "createdBy": users::summary(base, hook.user),
        "modifiedAt": date(hook.modified_at),
    })
}
