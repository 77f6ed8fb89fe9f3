//! `/partstudios/…`

pub mod gltf;

use super::call::Call;
use super::error::ApiError;
use axum::response::Response;

/// `/partstudios/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, wvm, id, "e", eid, "gltf"]) => {
            call.target(did, wvm, id).and_then(|target| gltf::redirect(call, &target, eid, None))
        }
        _ => return None,
    })
}
