//! `/partstudios/…`

pub mod gltf;
pub mod stl;
pub mod synchronous;

use super::call::Call;
use super::error::ApiError;
use super::translations::start;
use super::{elements, geometry};
use crate::translations::formats::Kind;
use crate::world::element::Content;
use axum::response::Response;

/// `/partstudios/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["d", did, wvm, id, rest @ ..] = rest else { return None };
    if (call.method.as_str(), *wvm, rest) == ("POST", "w", &[]) {
        return Some(elements::create(call, did, id, Content::EmptyStudio));
    }
    let ["e", eid, rest @ ..] = rest else { return None };
    let target = match call.target(did, wvm, id) {
        Ok(target) => target,
        Err(error) => return Some(Err(error)),
    };
    let with = |make: &dyn Fn(_) -> Result<Response, ApiError>| {
        target.studio(eid).map(|element| target.found(element)).and_then(make)
    };
    Some(match (call.method.as_str(), rest) {
        ("GET", ["gltf"]) => gltf::redirect(call, &target, eid, None),
        ("GET", ["stl"]) => stl::redirect(call, &target, eid, None),
        ("GET", ["boundingboxes"]) => with(&|found| geometry::bounding_box(call, &found, None)),
        ("GET", ["massproperties"]) => with(&|found| geometry::studio_mass(call, &found, None)),
        ("GET", ["shadedviews"]) => with(&|found| geometry::shaded_views(call, &found, None)),
        ("POST", ["translations"]) => start::by_name(call, [did, wvm, id, eid], Kind::Studio),
        ("POST", ["export", format @ ("gltf" | "obj" | "step")]) => {
            start::of_format(call, [did, wvm, id, eid], Kind::Studio, format)
        }
        _ => return None,
    })
}
