//! Users: `sessioninfo`, and how users stand in other answers.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use crate::oauth::scope::Scope;
use crate::world::user::User;
use axum::response::Response;
use serde_json::{Value, json};

/// `/users/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    match (call.method.as_str(), rest) {
        ("GET", ["sessioninfo"]) => Some(Ok(session_info(call))),
        _ => None,
    }
}

/// `GET /users/sessioninfo` (`BTUserOAuth2SummaryInfo`). Name and e-mail address only with the scope for them.
pub fn session_info(call: &Call<'_>) -> Response {
    let user = call.bearer.user;
    let personal = call.bearer.scopes.contains(Scope::ReadPii);
    let only = |text: String| personal.then_some(text);
    answer::json(&json!({
        "jsonType": "user-oauth2-summary",
        "id": user.id(),
        "name": only(user.name()),
        "firstName": only(user.first_name().to_owned()),
        "lastName": only(user.last_name().to_owned()),
        "email": only(user.email()),
        "image": IMAGE,
        "href": href(&call.state.base_url, user),
        "state": 1,
        "isGuest": false,
        "isLight": false,
        "isOnshapeSupport": false,
        "company": null,
        "companyPlan": false,
        "planGroup": "Free",
        "role": 0,
        "roles": [],
        "clientId": call.state.settings.client_id,
        "oauth2Scopes": call.bearer.scopes.bits(),
        "lastLoginTime": null,
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
