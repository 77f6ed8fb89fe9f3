//! What a translation is asked for with: by format name (`BTTranslateFormatParams`), or at the export operations of one
//! format each (`BTBGltfExportParams`, `BTBObjExportParams`, `BTBStepExportParams`).

use crate::api::error::ApiError;
use crate::export::options::{Options, Resolution, Unit};
use serde::Deserialize;

/// What both kinds of bodies come to.
#[derive(Debug)]
pub struct Wish {
    /// As it was written.
    pub format: String,
    /// Into the document instead of external data.
    pub store: bool,
    /// The file's name, if not the element's.
    pub name: Option<String>,
    /// The document through which the other is read.
    pub linking: Option<String>,
    /// STL as text.
    pub text: bool,
    /// All the rest.
    pub options: Options,
}

/// `BTTranslateFormatParams`, what of it matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FormatParams {
    format_name: Option<String>,
    store_in_document: Option<bool>,
    destination_name: Option<String>,
    link_document_id: Option<String>,
    stl_mode: Option<String>,
    resolution: Option<String>,
    angular_tolerance: Option<f64>,
    distance_tolerance: Option<f64>,
    maximum_chord_length: Option<f64>,
    unit: Option<String>,
    part_ids: Option<String>,
    configuration: Option<String>,
    #[serde(alias = "isYAxisUp", alias = "getyAxisIsUp")]
    y_axis_is_up: Option<bool>,
    grouping: Option<bool>,
    exclude_hidden_entities: Option<bool>,
    include_export_ids: Option<bool>,
}

impl FormatParams {
    /// Checks the values.
    pub fn wish(self) -> Result<Wish, ApiError> {
        let missing = || ApiError::BadRequest("formatName is required".to_owned());
        let format = self.format_name.filter(|name| !name.is_empty()).ok_or_else(missing)?;
        positive("maximumChordLength", self.maximum_chord_length)?;
        let text = self.stl_mode.as_deref().is_some_and(|mode| mode.eq_ignore_ascii_case("text"));
        let options = Options {
            angle: positive("angularTolerance", self.angular_tolerance)?,
            chord: positive("distanceTolerance", self.distance_tolerance)?,
            resolution: named("resolution", self.resolution, Resolution::named)?,
            parts: list(self.part_ids),
            configuration: configuration(self.configuration),
            y_up: self.y_axis_is_up.unwrap_or(false),
            grouping: self.grouping.unwrap_or(true),
            without_hidden: self.exclude_hidden_entities.unwrap_or(false),
            export_ids: self.include_export_ids.unwrap_or(false),
            unit: named("unit", self.unit, Unit::named)?.unwrap_or(Unit::Millimeter),
            scale: 1.0,
        };
        Ok(Wish {
            format,
            store: self.store_in_document.unwrap_or(false),
            name: self.destination_name,
            linking: self.link_document_id,
            text,
            options,
        })
    }
}

/// The bodies of the export operations, what of them matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ExportParams {
    store_in_document: Option<bool>,
    destination_name: Option<String>,
    is_y_axis_up: Option<bool>,
    grouping: Option<bool>,
    exclude_hidden_entities: Option<bool>,
    include_export_ids: Option<bool>,
    mesh_params: Option<MeshParams>,
    advanced_params: Option<AdvancedParams>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct MeshParams {
    resolution: Option<String>,
    angular_tolerance: Option<f64>,
    distance_tolerance: Option<f64>,
    maximum_chord_length: Option<f64>,
    unit: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct AdvancedParams {
    configuration: Option<String>,
    part_ids: Option<String>,
    link_document_id: Option<String>,
}

impl ExportParams {
    /// The same as [`FormatParams`].
    pub fn wish(self, format: &str) -> Result<Wish, ApiError> {
        let mesh = self.mesh_params.unwrap_or_default();
        let advanced = self.advanced_params.unwrap_or_default();
        FormatParams {
            format_name: Some(format.to_owned()),
            store_in_document: self.store_in_document,
            destination_name: self.destination_name,
            link_document_id: advanced.link_document_id,
            stl_mode: None,
            resolution: mesh.resolution,
            angular_tolerance: mesh.angular_tolerance,
            distance_tolerance: mesh.distance_tolerance,
            maximum_chord_length: mesh.maximum_chord_length,
            unit: mesh.unit,
            part_ids: advanced.part_ids,
            configuration: advanced.configuration,
            y_axis_is_up: self.is_y_axis_up,
            grouping: self.grouping,
            exclude_hidden_entities: self.exclude_hidden_entities,
            include_export_ids: self.include_export_ids,
        }
        .wish()
    }
}

/// 0 stands for none.
fn positive(name: &str, number: Option<f64>) -> Result<Option<f64>, ApiError> {
    if number.is_some_and(|number| !number.is_finite() || number < 0.0) {
        return Err(ApiError::BadRequest(format!("Not a positive number: {name}")));
    }
    Ok(number.filter(|number| *number > 0.0))
}

fn named<T>(name: &str, text: Option<String>, read: fn(&str) -> Option<T>) -> Result<Option<T>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    read(&text).map(Some).ok_or_else(|| ApiError::BadRequest(format!("Invalid {name}: {text}")))
}

fn list(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn configuration(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "default".to_owned())
}
