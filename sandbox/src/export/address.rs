//! What the address on the regional host says: an export's query, as it is written into the redirect and read there.

use super::format::Format;
use super::options::{Options, Unit};
use crate::api::error::ApiError;
use crate::world::id::Id;
use serde::{Deserialize, Serialize};
use url::Url;

/// The query of `/modelexport`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Document id.
    pub document_id: String,
    /// Element id.
    pub element_id: String,
    /// Microversion id.
    pub microversion: String,
    /// With commas between them; all when empty.
    #[serde(default)]
    part_ids: String,
    #[serde(default)]
    configuration: String,
    /// The document through which the other is read.
    #[serde(default)]
    pub link_document_id: String,
    #[serde(default)]
    format: String,
    angle_tolerance: Option<f64>,
    chord_tolerance: Option<f64>,
    units: Option<String>,
    scale: Option<f64>,
    grouping: Option<bool>,
}

/// The formats of synchronous exports by their names in the address.
const FORMATS: [(&str, Format); 4] =
    [("GLTF", Format::Gltf), ("GLB", Format::Glb), ("STL", Format::BinaryStl), ("STL_TEXT", Format::TextStl)];

impl Address {
    /// The query for an element.
    pub fn of(place: [Id; 3], linking: Option<&str>, format: Format, options: &Options) -> Self {
        let [document, microversion, element] = place.map(|id| id.to_string());
        let stl = !format.is_gltf();
        Self {
            document_id: document,
            element_id: element,
            microversion,
            part_ids: options.parts.join(","),
            configuration: options.configuration.clone(),
            link_document_id: linking.unwrap_or_default().to_owned(),
            format: FORMATS
                .into_iter()
                .find(|(_, other)| *other == format)
                .map_or("GLTF", |(name, _)| name)
                .to_owned(),
            angle_tolerance: options.angle,
            chord_tolerance: options.chord,
            units: stl.then(|| options.unit.name().to_owned()),
            scale: stl.then_some(options.scale),
            grouping: stl.then_some(options.grouping),
        }
    }

    /// The whole address at the export host.
    pub fn url(&self, host: &str) -> Result<Url, ApiError> {
        let broken = |error: &dyn std::fmt::Display| ApiError::Broken(error.to_string());
        let mut url = Url::parse(&format!("{host}/modelexport")).map_err(|error| broken(&error))?;
        let query = serde_json::to_value(self).map_err(|error| broken(&error))?;
        for (name, value) in query.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            url.query_pairs_mut().append_pair(name, &text);
        }
        Ok(url)
    }

    /// What kind of file.
    pub fn format(&self) -> Format {
        FORMATS.into_iter().find(|(name, _)| *name == self.format).map_or(Format::Gltf, |(_, format)| format)
    }

    /// How it is to be made.
    pub fn options(&self) -> Options {
        let standard = Options::default();
        Options {
            angle: self.angle_tolerance,
            chord: self.chord_tolerance,
            parts: self.part_ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            configuration: self.configuration.clone(),
            export_ids: true,
            grouping: self.grouping.unwrap_or(true),
            unit: self.units.as_deref().and_then(Unit::named).unwrap_or(standard.unit),
            scale: self.scale.filter(|scale| scale.is_finite() && *scale > 0.0).unwrap_or(standard.scale),
            ..standard
        }
    }
}
