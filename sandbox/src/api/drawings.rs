//! `/drawings/…`: views, and the PDF by translation.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::target::Target;
use super::translations::requests;
use crate::files::drawing::VIEWS;
use crate::models::space::cross;
use crate::picture::view::View;
use crate::world::element::{Content, Element};
use axum::response::Response;
use serde_json::json;

/// `/drawings/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    let ["d", did, wvm, id, "e", eid, rest @ ..] = rest else { return None };
    let target = match call.target(did, wvm, id) {
        Ok(target) => target,
        Err(error) => return Some(Err(error)),
    };
    let drawing = drawing(&target, eid);
    Some(match (call.method.as_str(), rest) {
        ("GET", ["views"]) => drawing.map(views),
        ("GET", ["translationformats"]) => drawing.map(|_| {
            answer::json(&json!([{ "name": "PDF", "translatorName": "pdf", "couldBeAssembly": false }]))
        }),
        ("POST", ["translations"]) => {
            drawing.and_then(|drawing| requests::translate(call, &target, &target.found(drawing)))
        }
        _ => return None,
    })
}

fn drawing<'a>(target: &'a Target, eid: &str) -> Result<&'a Element, ApiError> {
    let element = target.element(eid)?;
    if matches!(element.content, Content::Drawing(_)) {
        Ok(element)
    } else {
        Err(ApiError::BadRequest("The element is not a drawing.".to_owned()))
    }
}

/// `BTAppArrayInfoBTAppDrawingViewInfo`
fn views(drawing: &Element) -> Response {
    let items: Vec<_> = VIEWS
        .iter()
        .filter_map(|view| {
            let from = View::parse(view.name, 1, 1)?;
            let towards = cross(from.right, from.up);
            let ([ax, ay, az], [bx, by, bz], [cx, cy, cz]) = (from.right, from.up, towards);
            Some(json!({
                "viewId": view.id(drawing.id),
                "viewDirection": towards,
                "viewMatrix": [ax, ay, az, 0.0, bx, by, bz, 0.0, cx, cy, cz, 0.0, 0.0, 0.0, 0.0, 1.0],
                "viewVersion": 1,
                "perspective": false,
                "hiddenLines": "REMOVED",
                "showTangentLines": true,
                "errorCode": 0,
            }))
        })
        .collect();
    answer::json(
        &json!({ "items": items, "changeId": drawing.microversion, "parentChangeId": null, "errorCode": 0 }),
    )
}
