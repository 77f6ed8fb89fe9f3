//! A translation is asked for.

use super::info;
use super::params::{ExportParams, FormatParams, Wish};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::clock::later;
use crate::export::file::{self, Failure};
use crate::oauth::scope::Scope;
use crate::translations::formats::{Kind, Translator};
use crate::translations::translation::{Product, Translation};
use crate::world::element::{Content, Element};
use crate::world::id::Id;
use crate::world::permission::Permission;
use crate::world::structure;
use crate::world::timeline::Wvm;
use axum::response::Response;

/// `POST /{assemblies|partstudios|drawings|blobelements}/d/{did}/{wv}/{wvid}/e/{eid}/translations`
pub fn by_name(call: &Call<'_>, place: [&str; 4], kind: Kind) -> Result<Response, ApiError> {
    start(call, place, kind, &call.json::<FormatParams>()?.wish()?)
}

/// `POST /{assemblies|partstudios}/d/{did}/{wv}/{wvid}/e/{eid}/export/{gltf|obj|step}`
pub fn of_format(call: &Call<'_>, place: [&str; 4], kind: Kind, format: &str) -> Result<Response, ApiError> {
    start(call, place, kind, &call.json::<ExportParams>()?.wish(format)?)
}

fn start(call: &Call<'_>, place: [&str; 4], kind: Kind, wish: &Wish) -> Result<Response, ApiError> {
    let [did, letter, id, eid] = place;
    if letter == "m" {
        return Err(ApiError::BadRequest(
            "Exports are of a workspace or a version, not of a microversion".to_owned(),
        ));
    }
    let linking = wish.linking.as_deref().filter(|text| !text.is_empty());
    let target = call.target_through(did, letter, id, linking.or(call.query.get("linkDocumentId")))?;
    let element = target.element(eid)?;
    if Kind::of(&element.content) != Some(kind) {
        return Err(ApiError::BadRequest(format!("The element is not {}.", kind.name())));
    }
    target.may_export()?;
    let translator = Translator::named(&wish.format)
        .ok_or_else(|| ApiError::BadRequest(format!("Unknown format: {}", wish.format)))?;
    if !Translator::of(&element.content).contains(&translator) {
        let message = format!("{} cannot be translated to {}", kind.name(), translator.name);
        return Err(ApiError::BadRequest(message));
    }
    let store_in = if wish.store { Some(storage(call, &target, linking)?) } else { None };
    let product = product(call, &translator, element, wish.text);
    let flaw = flaw(call, &target, element, &translator, &product, wish)?;
    let seconds = i64::from(call.switches.translation_seconds);
    let translation = call.state.translations.add(|id| Translation {
        id,
        name: wish
            .name
            .clone()
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| element.name.clone()),
        by: call.bearer.user,
        document: target.document.id,
        linked: call.document(did).is_err(),
        wvm: target.wvm,
        microversion: target.microversion(),
        element: element.id,
        product,
        options: wish.options.clone(),
        store_in,
        ready_at: later(call.state.now(), seconds),
        flaw,
        outcome: None,
        deleted: false,
    });
    call.state.work.notify_one();
    Ok(answer::json(&info(call, &translation)))
}

/// The document and the workspace that get the file: those asked for, or *Main* where a version was.
fn storage(call: &Call<'_>, target: &Target, linking: Option<&str>) -> Result<(Id, Id), ApiError> {
    if !call.bearer.scopes.contains(Scope::Write) {
        return Err(ApiError::Scope(Scope::Write.name()));
    }
    let did = linking.map_or_else(|| target.document.id.to_string(), str::to_owned);
    let document = call.document_to(Permission::Write, &did)?;
    Ok(match target.wvm {
        Wvm::Workspace(id) if document.id == target.document.id => (document.id, id),
        _ => (document.id, document.workspace()),
    })
}

fn product(call: &Call<'_>, translator: &Translator, element: &Element, text_stl: bool) -> Product {
    if let Content::Blob(blob) = &element.content {
        let named = element.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        let usual =
            translator.extensions.first().map_or("bin", |extension| extension.trim_start_matches('.'));
        return Product::Copy {
            extension: named.unwrap_or_else(|| usual.to_owned()),
            media_type: blob.media_type().to_owned(),
        };
    }
    translator.product(call.switches.gltf_file, text_stl).map_or(Product::Nothing, Product::Export)
}

/// Why it will fail, as far as that can be known at once. A configuration that cannot be is refused instead.
fn flaw(
    call: &Call<'_>,
    target: &Target,
    element: &Element,
    translator: &Translator,
    product: &Product,
    wish: &Wish,
) -> Result<Option<String>, ApiError> {
    let Product::Export(format) = product else {
        let nothing = *product == Product::Nothing;
        return Ok(nothing.then(|| format!("The sandbox cannot write {}", translator.name)));
    };
    let checked = match file::check(call.state, &target.found(element), *format, &wish.options) {
        Err(Failure::Configuration(error)) => return Err(error.into()),
        checked => checked,
    };
    if call.switches.translations_fail {
        return Ok(Some("The translator could not process the model".to_owned()));
    }
    if translator.is_mesh() && wish.options.resolution.is_none() {
        return Ok(Some("A mesh format needs a resolution".to_owned()));
    }
    if !structure::regenerates(element, &wish.options.configuration) {
        return Ok(Some(Failure::Faulty.to_string()));
    }
    Ok(checked.err().map(|failure| failure.to_string()))
}
