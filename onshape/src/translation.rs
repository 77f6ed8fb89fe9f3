//! Translations: jobs of Onshape's that make files.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    Client, DocumentId, ElementAt, ElementId, Error, ExternalDataId, TranslationId,
    lenient::items,
    open_enum::open_enum,
    request::{Keep, Request},
};

/// `BTTranslationRequestInfo`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Translation {
    /// The job.
    pub id: TranslationId,
    /// How far it is.
    pub request_state: Option<TranslationState>,
    /// Why it failed, for people.
    pub failure_reason: Option<String>,
    /// The document that the files belong to.
    pub result_document_id: Option<DocumentId>,
    /// Files outside of the document.
    #[serde(default, deserialize_with = "items")]
    pub result_external_data_ids: Vec<ExternalDataId>,
    /// Files stored in the document.
    #[serde(default, deserialize_with = "items")]
    pub result_element_ids: Vec<ElementId>,
    /// As shown.
    pub name: Option<String>,
}

open_enum! {
    /// How far a translation is.
    TranslationState {
        /// Under way.
        Active = "ACTIVE",
        /// Its files are there.
        Done = "DONE",
        /// It failed.
        Failed = "FAILED",
    }
}

open_enum! {
    /// How fine a mesh is. Mesh formats fail without one.
    Resolution {
        /// Many small triangles.
        Fine = "fine",
        /// In between.
        Medium = "medium",
        /// Few large triangles.
        Coarse = "coarse",
    }
}

/// What to make (`BTTranslateFormatParams`, as much of it as viewers need).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TranslationParams {
    /// Such as `STEP`, `STL`, `GLTF` or `PDF`: see [`Client::translation_formats`].
    pub format_name: String,
    /// As a tab of the document, which needs the scope `OAuth2Write`; else as external data.
    pub store_in_document: bool,
    /// How fine a mesh is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// These parts only, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_ids: Option<String>,
    /// One file; else a ZIP archive with a file for each part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<bool>,
    /// Such as `meter` or `inch`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<crate::Unit>,
    /// The file's name without its ending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_name: Option<String>,
}

/// What to make of what: configuration and linking document stand in the body of these calls.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TranslationRequest<'a> {
    #[serde(flatten)]
    params: &'a TranslationParams,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_document_id: Option<&'a DocumentId>,
}

impl TranslationParams {
    /// Into a format, as external data.
    pub fn to(format_name: impl Into<String>) -> Self {
        Self {
            format_name: format_name.into(),
            store_in_document: false,
            resolution: None,
            part_ids: None,
            grouping: None,
            unit: None,
            destination_name: None,
        }
    }

    pub(crate) fn request(&self, request: Request, element: &ElementAt) -> Request {
        let body = TranslationRequest {
            params: self,
            configuration: element.configuration.as_deref(),
            link_document_id: element.at.link_document.as_ref(),
        };
        Request { query: Vec::new(), ..request.posting(&body) }
    }
}

/// What glTF to make (`BTBGltfExportParams`). Metres; one file, Z up, with the ids of parts and occurrences.
#[derive(Debug, Clone, Copy)]
pub struct GltfExport {
    /// The greatest angle between neighbouring facets' normals, in radians.
    pub angular_tolerance: f64,
    /// The greatest distance between a facet and the surface, in metres.
    pub distance_tolerance: f64,
    /// The greatest side of a facet, in metres.
    pub maximum_chord_length: f64,
    /// Hidden parts are left out.
    pub exclude_hidden: bool,
}

impl Default for GltfExport {
    fn default() -> Self {
        Self {
            angular_tolerance: 0.109,
            distance_tolerance: 0.000_12,
            maximum_chord_length: 10.0,
            exclude_hidden: true,
        }
    }
}

impl GltfExport {
    pub(crate) fn request(&self, request: Request, element: &ElementAt) -> Request {
        let body = serde_json::json!({
            "storeInDocument": false,
            "notifyUser": false,
            "grouping": true,
            "isYAxisUp": false,
            "excludeHiddenEntities": self.exclude_hidden,
            "includeExportIds": true,
            "meshParams": {
                "angularTolerance": self.angular_tolerance,
                "distanceTolerance": self.distance_tolerance,
                "maximumChordLength": self.maximum_chord_length,
                "resolution": "MEDIUM",
                "unit": "METER",
            },
            "advancedParams": {
                "configuration": element.configuration.clone().unwrap_or_else(|| "default".into()),
                "linkDocumentId": element.at.link_document,
            },
        });
        Request { query: Vec::new(), ..request.posting(&body) }
    }
}

/// A format that Onshape reads or writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TranslationFormat {
    /// What [`TranslationParams::format_name`] wants.
    pub name: String,
    /// Which of Onshape's translators.
    pub translator_name: Option<String>,
    /// Whether it can be made.
    pub valid_destination_format: Option<bool>,
    /// Whether it can be read.
    pub valid_source_format: Option<bool>,
    /// Whether it holds assemblies.
    pub could_be_assembly: Option<bool>,
    /// The content type of its files.
    pub content_type: Option<String>,
    /// The endings of its files' names.
    #[serde(default, deserialize_with = "items")]
    pub file_extensions: Vec<String>,
}

impl Client {
    /// `GET /translations/{tid}`: ask with growing pauses, not several times a second.
    /// [getTranslation](https://cad.onshape.com/glassworks/explorer/#/Translation/getTranslation)
    pub async fn translation(&self, translation: &TranslationId) -> Result<Translation, Error> {
        self.json(Request::get("getTranslation", &["translations", translation.as_str()])).await
    }

    /// `DELETE /translations/{tid}`: gives it up.
    /// [deleteTranslation](https://cad.onshape.com/glassworks/explorer/#/Translation/deleteTranslation)
    pub async fn delete_translation(&self, translation: &TranslationId) -> Result<(), Error> {
        self.done(Request::delete("deleteTranslation", &["translations", translation.as_str()])).await
    }

    /// `GET /translations/translationformats`: all that there are.
    /// [getAllTranslatorFormats](https://cad.onshape.com/glassworks/explorer/#/Translation/getAllTranslatorFormats)
    pub async fn translation_formats(&self) -> Result<Vec<TranslationFormat>, Error> {
        let request = Request::get("getAllTranslatorFormats", &["translations", "translationformats"]);
        self.list(request.keep(Keep::Briefly(Duration::from_hours(1)))).await
    }
}
