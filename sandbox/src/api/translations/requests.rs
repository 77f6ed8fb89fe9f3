//! Requests for translations.

use super::info;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::error::ApiError;
use crate::api::target::Target;
use crate::models::configuration::Configuration;
use crate::oauth::scope::Scope;
use crate::translations::{Format, Options, Translation};
use crate::world::permission::Permission;
use crate::world::structure::Found;
use crate::world::timeline::Wvm;
use axum::response::Response;
use serde::Deserialize;

/// `BTTranslateFormatParams`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    format_name: Option<String>,
    resolution: Option<String>,
    angular_tolerance: Option<f64>,
    distance_tolerance: Option<f64>,
    #[serde(alias = "isYAxisUp", alias = "getyAxisIsUp", default)]
    y_axis_is_up: bool,
    #[serde(default)]
    part_ids: Option<String>,
    configuration: Option<String>,
    #[serde(default)]
    store_in_document: bool,
    destination_name: Option<String>,
}

/// The body of `…/export/gltf` and its like.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExportParams {
    #[serde(default)]
    store_in_document: bool,
    #[serde(rename = "isYAxisUp", default)]
    y_axis_is_up: bool,
    #[serde(default)]
    mesh_params: MeshParams,
    #[serde(default)]
    advanced_params: AdvancedParams,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct MeshParams {
    resolution: Option<String>,
    angular_tolerance: Option<f64>,
    distance_tolerance: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct AdvancedParams {
    configuration: Option<String>,
    part_ids: Option<String>,
}

/// `POST …/translations`
pub fn translate(call: &Call<'_>, target: &Target, found: &Found) -> Result<Response, ApiError> {
    let params: Params = call.json()?;
    let name = params.format_name.as_deref().unwrap_or_default();
    let format =
        Format::named(name).ok_or_else(|| ApiError::BadRequest(format!("Unknown format: {name}")))?;
    // Seen in the field: a mesh without a resolution fails, it is not refused.
    let unsaid = format.is_mesh() && params.resolution.is_none();
    let failure = unsaid.then(|| "The resolution of the mesh is missing".to_owned());
    start(call, target, found, format, params, failure)
}

/// `POST …/export/{format}`
pub fn export(call: &Call<'_>, target: &Target, found: &Found, format: &str) -> Result<Response, ApiError> {
    let params: ExportParams = call.json()?;
    let format = Format::named(format).ok_or_else(|| ApiError::NotImplemented(format!("export/{format}")))?;
    let (mesh, advanced) = (params.mesh_params, params.advanced_params);
    let params = Params {
        format_name: None,
        resolution: mesh.resolution,
        angular_tolerance: mesh.angular_tolerance,
        distance_tolerance: mesh.distance_tolerance,
        y_axis_is_up: params.y_axis_is_up,
        part_ids: advanced.part_ids,
        configuration: advanced.configuration,
        store_in_document: params.store_in_document,
        destination_name: None,
    };
    start(call, target, found, format, params, None)
}

fn start(
    call: &Call<'_>,
    target: &Target,
    found: &Found,
    format: Format,
    params: Params,
    failure: Option<String>,
) -> Result<Response, ApiError> {
    if matches!(target.wvm, Wvm::Microversion(_)) {
        return Err(ApiError::BadRequest("Only workspaces and versions can be translated".to_owned()));
    }
    target.may_export()?;
    let is_drawing = found.element.content.element_type() == "APPLICATION";
    if is_drawing != (format == Format::Pdf) {
        return Err(ApiError::BadRequest(format!("{} cannot be made of this element", format.name())));
    }
    let parameters = found.element.content.model().map_or(&[][..], crate::models::Model::parameters);
    let configuration = params.configuration.unwrap_or_else(|| "default".to_owned());
    Configuration::parse(&configuration, parameters)?;
    let store_in = match (params.store_in_document, target.wvm) {
        (false, _) => None,
        (true, Wvm::Workspace(id)) => {
            let allowed = call.bearer.scopes.contains(Scope::Write);
            if !allowed {
                return Err(ApiError::Scope(Scope::Write.name()));
            }
            if target.permission < Permission::Write {
                return Err(ApiError::NoAccess);
            }
            Some(id)
        }
        (true, _) => return Err(ApiError::BadRequest("A version cannot be stored into".to_owned())),
    };
    let (angle, chord) = match params.resolution.as_deref().map(str::to_lowercase).as_deref() {
        Some("coarse") => (Some(0.436), None),
        Some("medium") => (Some(0.218), None),
        Some("fine") => (Some(0.044), None),
        _ => (params.angular_tolerance, params.distance_tolerance),
    };
    let unable = (!format.is_made()).then(|| format!("The sandbox cannot write {}", format.name()));
    let switched = call.switches.translations_fail.then(|| "The translation failed".to_owned());
    let parts = params.part_ids.unwrap_or_default();
    let translation = Translation {
        id: call.state.world_mut().fresh("translation"),
        user: call.bearer.user,
        document: target.document.id,
        wvm: target.wvm,
        microversion: target.microversion(),
        element: found.element.id,
        name: params
            .destination_name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| found.element.name.clone()),
        format,
        options: Options {
            angle,
            chord,
            y_up: params.y_axis_is_up,
            parts: parts.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            configuration,
        },
        store_in,
        started_at: call.state.now(),
        ends_at: Translation::end(call.state),
        failure: failure.or(unable).or(switched),
        settled: false,
        result: None,
    };
    let answer = answer::json(&info(call.state, &translation));
    call.state.translations().add(translation);
    call.state.work.notify_one();
    Ok(answer)
}
