//! The tabs of a document.

use crate::api::call::Call;
use crate::api::target::Target;
use crate::api::{answer, thumbnails};
use crate::world::element::{Content, Element};
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/{wvm}/{wvmid}/elements` (`BTDocumentElementInfo`)
pub fn list(call: &Call<'_>, target: &Target<'_>) -> Response {
    let filter = |name| call.query.get(name).filter(|text| !text.is_empty());
    let (kind, id) = (filter("elementType"), filter("elementId"));
    let pictures = call.query.flag("withThumbnails");
    let items: Vec<_> = target
        .document
        .elements()
        .iter()
        .filter(|element| kind.is_none_or(|kind| kind.eq_ignore_ascii_case(element.content.element_type())))
        .filter(|element| id.is_none_or(|id| element.id.to_string() == id))
        .map(|element| info(call, target, element, pictures))
        .collect();
    answer::json(&json!(items))
}

/// What is left of an element where every optional field is null or absent.
const KEPT: [&str; 4] = ["id", "name", "elementType", "applicationTarget"];

fn info(call: &Call<'_>, target: &Target<'_>, element: &Element, pictures: bool) -> Value {
    let base = &call.state.base_url;
    let mut info = json!({
        "name": element.name,
        "id": element.id,
        "type": element.content.type_name(),
        "elementType": element.content.element_type(),
        "dataType": element.content.data_type(),
        "filename": (element.content == Content::Pdf).then_some(&element.name),
        "microversionId": target.element_microversion(element),
        "thumbnails": null,
        "thumbnailInfo": pictures.then(|| thumbnails::of_element(base, target.document, target.wvm, element)).flatten(),
        "applicationTarget": null,
        "foreignDataId": null,
        "unupdatable": false,
        "safeToShow": true,
        "specifiedUnit": null,
        "prettyType": null,
        "zip": null,
        "deleted": false,
    });
    let more = match element.content {
        Content::App => json!({ "applicationTarget": {
            "baseHref": call.state.settings.app_url.as_str(),
            "clientId": call.state.settings.client_id,
            "supportsCollaboration": false,
            "tabIconHref": null,
        } }),
        content if content.is_studio() || content == Content::Assembly => units(),
        _ => Value::Null,
    };
    if let (Some(info), Value::Object(more)) = (info.as_object_mut(), more) {
        info.extend(more);
        if target.document.bare {
            info.retain(|name, _| KEPT.contains(&name.as_str()));
            info.extend(
                ["dataType", "type", "microversionId", "thumbnailInfo"]
                    .map(|name| (name.to_owned(), Value::Null)),
            );
        }
    }
    info
}

fn units() -> Value {
    json!({
        "lengthUnits": "millimeter", "angleUnits": "degree", "massUnits": "kilogram", "timeUnits": "second",
        "forceUnits": "newton", "pressureUnits": "pascal", "momentUnits": "newtonMeter",
        "accelerationUnits": "meterPerSecondSquared", "angularVelocityUnits": "degreePerSecond",
        "energyUnits": "joule", "areaUnits": "squareMillimeter", "volumeUnits": "cubicMillimeter",
    })
}
