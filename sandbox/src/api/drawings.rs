//! Drawings: their views, and what they can be translated to.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use super::translations::{formats, start};
use crate::files::drawing::{SheetView, VIEWS};
use crate::models::space::{Vector, cross};
use crate::picture::view::View;
use crate::translations::formats::Kind;
use crate::world::element::{Content, Element};
use crate::world::structure;
use axum::response::Response;
use serde_json::{Value, json};

/// `/drawings/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    Some(match (call.method.as_str(), rest) {
        ("GET", ["d", did, wvm, id, "e", eid, "views"]) => {
            call.target(did, wvm, id).and_then(|target| views(&target, eid))
        }
        ("GET", ["d", did, "w", id, "e", eid, "translationformats"]) => {
            formats::of_element(call, [did, "w", id, eid], Some(Kind::Drawing))
        }
        ("POST", ["d", did, wv, id, "e", eid, "translations"]) => {
            start::by_name(call, [did, wv, id, eid], Kind::Drawing)
        }
        _ => return None,
    })
}

/// `GET /drawings/d/{did}/{wvm}/{wvmid}/e/{eid}/views` (`BTAppArrayInfoBTAppDrawingViewInfo`): none of a drawing whose
/// model is gone.
fn views(target: &Target, eid: &str) -> Result<Response, ApiError> {
    let element = target.element(eid)?;
    let Content::Drawing(of) = element.content else {
        return Err(ApiError::BadRequest("The element is not a drawing.".to_owned()));
    };
    let drawn = structure::drawn(target.elements(), of);
    let items: Vec<_> = drawn
        .into_iter()
        .flat_map(|model| VIEWS.iter().filter_map(|view| info(element, model, view)))
        .collect();
    Ok(answer::json(&json!({
        "items": items,
        "changeId": element.microversion,
        "parentChangeId": null,
        "errorCode": 0,
        "errorValue": "OK",
        "errorDescription": null,
    })))
}

fn info(drawing: &Element, model: &Element, sheet_view: &SheetView) -> Option<Value> {
    let View { right, up, .. } = View::parse(sheet_view.name, 1, 1)?;
    let toward_eye = cross(right, up);
    let row = |[x, y, z]: Vector| [x, y, z, 0.0];
    let matrix: Vec<f64> =
        [row(right), row(up), row(toward_eye), [0.0, 0.0, 0.0, 1.0]].into_iter().flatten().collect();
    Some(json!({
        "viewId": sheet_view.id(drawing.id),
        "modelReferenceId": model.id,
        "bomReferenceId": null,
        "parentViewId": null,
        "viewMatrix": matrix,
        "viewDirection": toward_eye,
        "viewVersion": 1,
        "projectionAngle": "third",
        "perspective": false,
        "hiddenLines": "hidden",
        "showTangentLines": true,
        "showThreads": false,
        "showAutoCenterlines": false,
        "showAutoCentermarks": false,
        "includeHiddenInstances": false,
        "includeSurfaces": false,
        "includeWires": false,
        "isSurface": false,
        "isCopiedView": false,
        "isCropView": false,
        "isPartialSection": false,
        "isAlignedSection": false,
        "isBrokenOutSection": false,
        "sectionId": null,
        "displayStateId": null,
        "explodedViewId": null,
        "namedPositionId": null,
        "renderSketches": false,
        "qualityOption": 0,
        "simplificationOption": 0,
        "simplificationThreshold": 0.0,
        "changeId": drawing.microversion,
        "parentChangeId": null,
        "errorCode": 0,
        "errorValue": "OK",
        "errorDescription": null,
    }))
}
