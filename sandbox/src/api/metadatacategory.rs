//! `/metadatacategory/…`: which properties belong to which category.

use super::answer;
use super::call::Call;
use super::error::ApiError;
use super::metadata::properties::{self, Of};
use super::target;
use axum::response::Response;
use serde_json::json;

/// `/metadatacategory/…`
pub fn answer(call: &Call<'_>, rest: &[&str]) -> Option<Result<Response, ApiError>> {
    match (call.method.as_str(), rest) {
        ("GET", ["categoryproperties"]) => Some(list(call)),
        _ => None,
    }
}

/// `GET /metadatacategory/categoryproperties` (`BTListResponseBTCategoryPropertyInfo`): of the one category that there is,
/// that of parts; with the defaults, those of everything as well, in no category.
fn list(call: &Call<'_>) -> Result<Response, ApiError> {
    if let Some(did) = call.query.get("documentId") {
        call.document(did)?;
    }
    let asked: Vec<&str> =
        call.query.all("categoryIds").flat_map(|ids| ids.split(',')).filter(|id| !id.is_empty()).collect();
    for id in &asked {
        target::id(id)?;
    }
    let of_parts = asked.contains(&properties::COMMON);
    let defaults = call.query.flag("includeObjectTypeDefaults");
    let items: Vec<_> = properties::ALL
        .iter()
        .filter(|property| if property.of == Of::Parts { of_parts } else { of_parts || defaults })
        .map(|property| {
            let category = json!({ "id": properties::COMMON, "name": "Onshape part",
                                   "description": null, "ownerId": null, "ownerType": 2, "publishState": 1 });
            let categories = if property.of == Of::Parts { vec![category] } else { Vec::new() };
            json!({ "id": property.id, "name": property.name, "description": null, "categorySummaryInfoList": categories })
        })
        .collect();
    let href = format!("{}{}", call.state.base_url, call.asked);
    Ok(answer::json(&json!({ "href": href, "items": items, "next": null, "previous": null })))
}
