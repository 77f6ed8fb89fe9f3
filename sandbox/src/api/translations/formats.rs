//! Lists of formats: all that there are, and those that an element can be translated to.

use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::translations::formats::{Kind, Translator};
use axum::response::Response;
use serde_json::{Value, json};

/// `GET /translations/translationformats` (`BTModelFormatFullInfo`)
pub fn all() -> Response {
    let full = |translator: Translator| {
        json!({
            "name": translator.name,
            "translatorName": translator.name.to_lowercase(),
            "validSourceFormat": translator.source,
            "validDestinationFormat": !translator.from.is_empty(),
            "couldBeAssembly": translator.assembly,
            "contentType": translator.content_type,
            "fileExtensions": translator.extensions,
        })
    };
    answer::json(&Translator::all().map(full).collect::<Vec<_>>())
}

/// `GET /drawings/d/{did}/w/{wid}/e/{eid}/translationformats` (of `kind` only) and
/// `GET /elements/translatorFormats/{did}/{wv}/{wvid}/{eid}` (`BTModelFormatInfo`)
pub fn of_element(call: &Call<'_>, place: [&str; 4], kind: Option<Kind>) -> Result<Response, ApiError> {
    let [did, letter, id, eid] = place;
    let target = call.target(did, letter, id)?;
    let content = &target.element(eid)?.content;
    if let Some(kind) = kind.filter(|kind| Kind::of(content) != Some(*kind)) {
        return Err(ApiError::BadRequest(format!("The element is not {}.", kind.name())));
    }
    let short = |translator: Translator| -> Value {
        json!({ "name": translator.name, "translatorName": translator.name.to_lowercase(),
                "couldBeAssembly": translator.assembly })
    };
    Ok(answer::json(&Translator::of(content).into_iter().map(short).collect::<Vec<_>>()))
}
