//! The tabs of a document.

use super::units;
use crate::api::call::Call;
use crate::api::target::Target;
use crate::api::{answer, thumbnails};
use crate::world::element::{Content, Element};
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /documents/d/{did}/{wvm}/{wvmid}/elements`
pub fn list(call: &Call<'_>, target: &Target) -> Response {
    answer::json(&json!(infos(call, target)))
}

/// The tabs that the query asks for (`BTDocumentElementInfo`).
pub fn infos(call: &Call<'_>, target: &Target) -> Vec<Value> {
    let (kind, id) = (call.query.get("elementType"), call.query.get("elementId"));
    let wanted = target
        .elements()
        .iter()
        .filter(|element| kind.is_none_or(|kind| kind.eq_ignore_ascii_case(element.content.element_type())))
        .filter(|element| id.is_none_or(|id| element.id.to_string() == id));
    wanted.map(|element| info(call, target, element)).collect()
}

/// What is left of an element where every optional field is null or absent.
const KEPT: [&str; 4] = ["id", "name", "elementType", "applicationTarget"];

/// One tab.
pub fn info(call: &Call<'_>, target: &Target, element: &Element) -> Value {
    let pictures = call.query.flag("withThumbnails");
    let base = &call.state.base_url;
    let app = |href: &str, client: &str| json!({ "baseHref": href, "clientId": client, "supportsCollaboration": false, "tabIconHref": null });
    let application = match element.content {
        Content::App => {
            let settings = &call.state.settings;
            Some(app(settings.app_url.as_str(), &settings.client_id))
        }
        Content::OtherApp => Some(app("https://render.example.com/", "RENDER=")),
        _ => None,
    };
    let mut info = json!({
        "name": element.name,
        "id": element.id,
        "type": element.content.type_name(),
        "elementType": element.content.element_type(),
        "dataType": element.content.data_type(),
        "filename": matches!(element.content, Content::Blob(_)).then_some(&element.name),
        "microversionId": element.microversion,
        "thumbnails": null,
        "thumbnailInfo": pictures.then(|| thumbnails::of_element(base, &target.document, target.wvm, element)).flatten(),
        "applicationTarget": application,
        "foreignDataId": null,
        "unupdatable": false,
        "safeToShow": true,
        "specifiedUnit": null,
        "prettyType": null,
        "zip": null,
        "deleted": false,
    });
    if let Some(info) = info.as_object_mut() {
        if element.content.is_studio() || element.content.is_assembly() {
            info.extend(units::of_element());
        }
        if target.document.bare {
            info.retain(|name, _| KEPT.contains(&name.as_str()));
            let nulls = ["dataType", "type", "microversionId", "thumbnailInfo"];
            info.extend(nulls.map(|name| (name.to_owned(), Value::Null)));
        }
    }
    info
}
