//! `/assemblies/…`

mod bom;
mod definition;

use super::call::Call;
use super::error::ApiError;
use super::translations::start;
use super::{elements, geometry};
use crate::translations::formats::Kind;
use crate::world::element::{Assembly, Content};
use axum::response::Response;
use std::sync::Arc;

/// `/assemblies/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["d", did, wvm, id, rest @ ..] = rest else { return None };
    if (call.method.as_str(), *wvm, rest) == ("POST", "w", &[]) {
        return Some(elements::create(call, did, id, Content::Assembly(Assembly::Of(Arc::default()))));
    }
    let ["e", eid, rest @ ..] = rest else { return None };
    let target = match call.target(did, wvm, id) {
        Ok(target) => target,
        Err(error) => return Some(Err(error)),
    };
    let element = || target.assembly(eid).map(|element| target.found(element));
    let with = |make: &dyn Fn(_) -> Result<Response, ApiError>| element().and_then(make);
    Some(match (call.method.as_str(), rest) {
        ("GET", []) => with(&|found| Ok(definition::answer(call, &found))),
        ("GET", ["bom"]) => with(&|found| bom::answer(call, &target, &found)),
        ("GET", ["boundingboxes"]) => with(&|found| geometry::bounding_box(call, &found, None)),
        ("GET", ["massproperties"]) => with(&|found| geometry::assembly_mass(call, &found)),
        ("GET", ["shadedviews"]) => with(&|found| geometry::shaded_views(call, &found, None)),
        ("POST", ["translations"]) => start::by_name(call, [did, wvm, id, eid], Kind::Assembly),
        ("POST", ["export", format @ ("gltf" | "obj" | "step")]) => {
            start::of_format(call, [did, wvm, id, eid], Kind::Assembly, format)
        }
        _ => return None,
    })
}
