//! `/documents/…`

mod acl;
pub mod attributes;
mod contents;
mod elements;
pub mod externaldata;
mod history;
pub mod info;
mod list;
mod search;
mod units;
mod versions;
mod workspaces;

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use axum::response::Response;
use serde_json::json;

pub use elements::info as element_info;
pub use info::{date, summary};
pub use units::defaults as unit_defaults;

/// `/documents/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let at = |did: &str, wvm: &str, id: &str, make: &dyn Fn(&Target) -> Response| {
        call.target(did, wvm, id).map(|target| make(&target))
    };
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => list::list(call),
        ("POST", []) => attributes::create(call),
        ("POST", ["search"]) => search::search(call),
        ("GET", ["d", did, "workspaces"]) => workspaces::list(call, did),
        ("POST", ["d", did, "workspaces"]) => workspaces::create(call, did),
        ("DELETE", ["d", did, "workspaces", wid]) => workspaces::delete(call, did, wid),
        ("GET", ["d", did, "versions"]) => versions::list(call, did),
        ("POST", ["d", did, "versions"]) => versions::create(call, did),
        ("GET", ["d", did, "versions", vid]) => versions::one(call, did, vid),
        ("GET", ["d", did, "externaldata", fid]) => externaldata::download(call, did, fid),
        ("GET", ["d", did, wm @ ("w" | "m"), id, "documenthistory"]) => {
            at(did, wm, id, &|target| history::list(target))
        }
        ("GET", ["d", did, wv @ ("w" | "v"), id, "currentmicroversion"]) => {
            at(did, wv, id, &|target| answer::json(&json!({ "microversion": target.microversion() })))
        }
        ("GET", ["d", did, wvm, id, "elements"]) => at(did, wvm, id, &|target| elements::list(call, target)),
        ("GET", ["d", did, wvm, id, "contents"]) => at(did, wvm, id, &|target| contents::tree(call, target)),
        ("GET", ["d", did, wvm, id, "unitinfo"]) => at(did, wvm, id, &|_| units::info()),
        ("POST", [did, "w", wid, "restore", vm @ ("v" | "m"), id]) => {
            history::restore(call, did, wid, vm, id)
        }
        ("GET", [did, "permissionset"]) => acl::permission_set(call, did),
        ("GET", [did, "acl"]) => acl::list(call, did),
        ("POST", [did, "notes"]) => attributes::notes(call, did),
        ("GET", [did]) => info::one(call, did),
        ("POST", [did]) => attributes::update(call, did),
        ("DELETE", [did]) => attributes::delete(call, did),
        _ => return None,
    })
}
