//! `/users/…` and `/applications/…`: who asks, their settings, and what the app keeps for them.

use super::answer;
use super::call::Call;
use super::documents::unit_defaults;
use super::error::ApiError;
use crate::oauth::scope::Scope;
use crate::world::user::User;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

/// `/users/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    match (call.method.as_str(), rest) {
        ("GET", ["sessioninfo"]) => Some(Ok(session_info(call))),
        ("GET", ["settings"]) => Some(Ok(settings(call))),
        ("GET", [uid, "settings"]) if *uid == call.bearer.user.id().to_string() => Some(Ok(settings(call))),
        ("GET", [_, "settings"]) => Some(Err(ApiError::NoAccess)),
        _ => None,
    }
}

/// `/applications/clients/{cid}/settings/users/{uid}`: what an app keeps at Onshape for a user.
pub fn app_settings(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["clients", client, "settings", "users", uid] = rest else { return None };
    let (user, id) = (call.bearer.user, call.bearer.user.id().to_string());
    if *client != call.state.settings.client_id || *uid != id {
        return Some(Err(ApiError::NoAccess));
    }
    Some(match call.method.as_str() {
        "GET" => Ok(answer::json(&json!({ "settings": kept(call, user) }))),
        "POST" => keep(call, user),
        "DELETE" => {
            call.state.app_settings().remove(&user);
            Ok(answer::json(&json!({})))
        }
        _ => return None,
    })
}

fn kept(call: &Call<'_>, user: User) -> Vec<Value> {
    let settings = call.state.app_settings();
    let of_user = settings.get(&user).into_iter().flatten();
    of_user.map(|(key, value)| json!({ "key": key, "value": value })).collect()
}

#[derive(Debug, Deserialize)]
struct Changes {
    #[serde(default)]
    settings: Vec<Change>,
}

#[derive(Debug, Deserialize)]
struct Change {
    key: String,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    operation: Option<String>,
}

fn keep(call: &Call<'_>, user: User) -> Result<Response, ApiError> {
    let changes: Changes = call.json()?;
    let mut settings = call.state.app_settings();
    let of_user = settings.entry(user).or_default();
    for change in changes.settings {
        if change.operation.as_deref() == Some("REMOVE") {
            of_user.remove(&change.key);
        } else {
            of_user.insert(change.key, change.value);
        }
    }
    Ok(answer::json(&json!({})))
}

/// `GET /users/sessioninfo` (`BTUserOAuth2SummaryInfo`). Name and e-mail address only with the scope for them.
fn session_info(call: &Call<'_>) -> Response {
    let user = call.bearer.user;
    let personal = call.bearer.scopes.contains(Scope::ReadPii);
    let only = |text: String| personal.then_some(text);
    let world = call.state.world();
    let company = call.bearer.company.and_then(|id| world.company(id)).map(|company| {
        json!({ "id": company.id, "name": company.name, "domainPrefix": company.domain_prefix, "admin": company.admin == user,
                "href": format!("{}/api/v12/companies/{}", call.state.base_url, company.id),
                "type": i32::from(company.is_enterprise()), "state": 0 })
    });
    let plan = match &company {
        Some(_) if user.is_light() => "Enterprise light",
        Some(_) => "Enterprise",
        None => "Free",
    };
    answer::json(&json!({
        "jsonType": "BTUserOAuth2SummaryInfo",
        "id": user.id(),
        "name": only(user.name()),
        "firstName": only(user.first_name().to_owned()),
        "lastName": only(user.last_name().to_owned()),
        "email": only(user.email()),
        "image": IMAGE,
        "href": href(&call.state.base_url, user),
        "state": 1,
        "isGuest": false,
        "isLight": user.is_light(),
        "isOnshapeSupport": false,
        "companyPlan": company.is_some(),
        "company": company,
        "planGroup": plan,
        "role": 0,
        "roles": [],
        "clientId": call.state.settings.client_id,
        "oauth2Scopes": call.bearer.scopes.bits(),
        "lastLoginTime": null,
    }))
}

/// `BTUserSettingsInfo`
fn settings(call: &Call<'_>) -> Response {
    answer::json(&json!({
        "id": call.bearer.user.id(),
        "locale": "en-US",
        "theme": 0,
        "use24HourTime": true,
        "useDecimalComma": false,
        "defaultUnits": unit_defaults(),
        "reverseScrollWheelZoomDirection": false,
        "enforceApplicationAcl": call.switches.document_access.is_some(),
        "startupPage": 0,
    }))
}

const IMAGE: &str = "/images/placeholder-user.png";

/// A user as `createdBy`, `modifiedBy` and their like show one (`BTUserBasicSummaryInfo`).
pub fn summary(base: &str, user: User) -> Value {
    json!({
        "jsonType": "user-summary",
        "state": 1,
        "isOnshapeSupport": false,
        "image": IMAGE,
        "name": user.name(),
        "id": user.id(),
        "href": href(base, user),
    })
}

/// A user as the owner of a document (`BTOwnerInfo`).
pub fn owner(base: &str, user: User) -> Value {
    json!({
        "type": 0,
        "isEnterpriseOwnedResource": false,
        "image": IMAGE,
        "name": user.name(),
        "id": user.id(),
        "href": href(base, user),
    })
}

fn href(base: &str, user: User) -> String {
    format!("{base}/api/v12/users/{}", user.id())
}
