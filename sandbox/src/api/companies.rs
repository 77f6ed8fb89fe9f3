//! `/companies/…`, `/teams/…` and the access lists of folders.

use super::answer;
use super::call::Call;
use super::documents;
use super::error::ApiError;
use super::target;
use super::users;
use crate::world::company::{Company, Team};
use crate::world::document::Owner;
use crate::world::user::User;
use axum::response::Response;
use serde_json::{Value, json};

/// `/companies/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => Ok(list(call)),
        ("GET", [cid]) => own(call, cid).map(|company| answer::json(&info(call, &company))),
        ("GET", [cid, "users"]) => own(call, cid).map(|company| people(call, &company)),
        ("GET", [cid, "documentsbyname"]) => by_name(call, cid),
        _ => return None,
    })
}

/// `/teams/…`
pub fn teams(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => Ok(all_teams(call)),
        ("GET", [tid]) => {
            team(call, tid).map(|(company, team)| answer::json(&team_info(call, &company, &team)))
        }
        ("GET", [tid, "members"]) => team(call, tid).map(|(company, team)| members(call, &company, &team)),
        _ => return None,
    })
}

/// `/folders/…`
pub fn folders(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    match (call.method.as_str(), rest) {
        ("GET", [fid, "acl"]) => Some(folder_acl(call, fid)),
        _ => None,
    }
}

fn own(call: &Call<'_>, cid: &str) -> Result<Company, ApiError> {
    let id = target::id(cid)?;
    let world = call.state.world();
    let found = world.companies_of(call.bearer.user).find(|company| company.id == id).cloned();
    found.ok_or(ApiError::NoAccess)
}

fn list(call: &Call<'_>) -> Response {
    let items: Vec<_> =
        call.state.world().companies_of(call.bearer.user).map(|company| info(call, company)).collect();
    page(call, items)
}

fn page(call: &Call<'_>, items: Vec<Value>) -> Response {
    let href = format!("{}{}", call.state.base_url, call.asked);
    answer::json(&json!({ "href": href, "items": items, "next": null, "previous": null }))
}

/// `BTCompanyInfo`: type 0 is a company, 1 an enterprise.
fn info(call: &Call<'_>, company: &Company) -> Value {
    let base = &call.state.base_url;
    json!({
        "id": company.id,
        "name": company.name,
        "href": format!("{base}/api/v12/companies/{}", company.id),
        "description": null,
        "domainPrefix": company.domain_prefix,
        // In the sandbox every company is at the same host.
        "enterpriseBaseUrl": company.is_enterprise().then_some(base),
        "type": i32::from(company.is_enterprise()),
        "state": 0,
        "admin": company.admin == call.bearer.user,
        "ownerId": company.admin.id(),
        "image": null,
        "noPublicDocuments": company.is_enterprise(),
    })
}

fn people(call: &Call<'_>, company: &Company) -> Response {
    let base = &call.state.base_url;
    let items = company
        .members
        .iter()
        .map(|user| {
            json!({ "id": user.id(), "admin": company.admin == *user, "light": user.is_light(), "state": 1,
                    "user": users::summary(base, *user) })
        })
        .map(|mut entry| {
            if let Some(entry) = entry.as_object_mut() {
                entry.remove("light");
            }
            entry
        })
        .collect();
    page(call, items)
}

fn by_name(call: &Call<'_>, cid: &str) -> Result<Response, ApiError> {
    let company = own(call, cid)?;
    let name = call.query.get("name").unwrap_or_default();
    let user = call.bearer.user;
    let found: Vec<_> = {
        let world = call.state.world();
        let mine = |document: &&std::sync::Arc<crate::world::document::Document>| {
            document.owner == Owner::Company(company.id)
                && document.name == name
                && document.access(user).is_some()
        };
        world.documents().filter(mine).filter(|document| call.may_see_in(&world, document)).cloned().collect()
    };
    let items: Vec<_> = found.iter().map(|document| documents::summary(call.state, user, document)).collect();
    Ok(answer::json(&json!(items)))
}

fn teams_of(call: &Call<'_>) -> Vec<(Company, Team)> {
    let world = call.state.world();
    let companies = world.companies_of(call.bearer.user);
    companies.flat_map(|company| company.teams.iter().map(|team| (company.clone(), team.clone()))).collect()
}

fn team(call: &Call<'_>, tid: &str) -> Result<(Company, Team), ApiError> {
    let id = target::id(tid)?;
    teams_of(call).into_iter().find(|(_, team)| team.id == id).ok_or(ApiError::NoAccess)
}

fn all_teams(call: &Call<'_>) -> Response {
    let items = teams_of(call).iter().map(|(company, team)| team_info(call, company, team)).collect();
    page(call, items)
}

/// `BTTeamInfo`
fn team_info(call: &Call<'_>, company: &Company, team: &Team) -> Value {
    let base = &call.state.base_url;
    json!({
        "jsonType": "team",
        "id": team.id,
        "name": team.name,
        "href": format!("{base}/api/v12/teams/{}", team.id),
        "resourceType": "team",
        "owner": { "type": 1, "id": company.id, "name": company.name, "image": null, "isEnterpriseOwnedResource": company.is_enterprise(),
                   "href": format!("{base}/api/v12/companies/{}", company.id) },
        "active": true,
        "isContainer": true,
        "size": team.members.len(),
        "member": team.members.contains(&call.bearer.user),
        "admin": company.admin == call.bearer.user,
    })
}

fn members(call: &Call<'_>, company: &Company, team: &Team) -> Response {
    let base = &call.state.base_url;
    let member = |user: &User| json!({ "id": user.id(), "name": user.name(), "admin": company.admin == *user, "member": users::summary(base, *user) });
    page(call, team.members.iter().map(member).collect())
}

/// `BTAclInfo` of a folder.
fn folder_acl(call: &Call<'_>, fid: &str) -> Result<Response, ApiError> {
    let id = target::id(fid)?;
    let world = call.state.world();
    let folder = world.folders().iter().find(|folder| folder.id == id).ok_or(ApiError::NoAccess)?;
    let Owner::Company(owner) = folder.owner else { return Err(ApiError::NoAccess) };
    let company =
        world.company(owner).filter(|company| company.employs(call.bearer.user)).ok_or(ApiError::NoAccess)?;
    let entries: Vec<_> = company
        .members
        .iter()
        .map(|user| json!({ "entryId": user.id(), "entryType": 0, "name": user.name(), "objectId": folder.id, "permissionSet": ["READ"] }))
        .collect();
    Ok(answer::json(&json!({
        "href": format!("{}/api/v12/folders/{}/acl", call.state.base_url, folder.id),
        "id": folder.id,
        "name": folder.name,
        "objectId": folder.id,
        "objectType": 11,
        "admin": company.admin == call.bearer.user,
        "public": false,
        "sharedWithSupport": false,
        "entries": entries,
        "inheritedAcls": [],
    })))
}
