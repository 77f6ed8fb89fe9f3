//! Drawings.

use serde::Deserialize;

use crate::{
    Client, ElementAt, Error, Translation, TranslationFormat, TranslationParams,
    lenient::{figures, items},
    request::{Keep, Request},
};

/// A view on a drawing's sheet (`BTAppDrawingViewInfo`, as much of it as is used).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawingView {
    /// The view.
    pub view_id: Option<String>,
    /// What it shows.
    pub model_reference_id: Option<String>,
    /// Of a section or a detail: the view that it was taken from.
    pub parent_view_id: Option<String>,
    /// Rotation and translation, four rows of four.
    #[serde(default, deserialize_with = "figures")]
    pub view_matrix: Vec<f64>,
    /// 0 is well, 3 and more is broken.
    pub error_code: Option<i32>,
    /// What is broken, for people.
    pub error_description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DrawingViews {
    #[serde(default, deserialize_with = "items")]
    items: Vec<DrawingView>,
}

impl Client {
    /// `GET /drawings/d/{did}/{w|v|m}/{id}/e/{eid}/views`.
    /// [getDrawingViews_1](https://cad.onshape.com/glassworks/explorer/#/Drawing/getDrawingViews_1)
    pub async fn drawing_views(&self, drawing: &ElementAt) -> Result<Vec<DrawingView>, Error> {
        let request = Request::of_element("getDrawingViews_1", "drawings", drawing, &["views"]);
        Ok(self.json::<DrawingViews>(request).await?.items)
    }

    /// `POST /drawings/d/{did}/{w|v}/{id}/e/{eid}/translations`: starts a translation, to PDF for example.
    /// [createDrawingTranslation](https://cad.onshape.com/glassworks/explorer/#/Drawing/createDrawingTranslation)
    pub async fn translate_drawing(
        &self,
        drawing: &ElementAt,
        params: &TranslationParams,
    ) -> Result<Translation, Error> {
        let rest = ["translations"];
        let request = Request::of_element("createDrawingTranslation", "drawings", drawing, &rest);
        self.json(params.request(request, drawing)).await
    }

    /// `GET /drawings/d/{did}/w/{wid}/e/{eid}/translationformats`.
    /// [getDrawingTranslatorFormats](https://cad.onshape.com/glassworks/explorer/#/Drawing/getDrawingTranslatorFormats)
    pub async fn drawing_translation_formats(
        &self,
        drawing: &ElementAt,
    ) -> Result<Vec<TranslationFormat>, Error> {
        let rest = ["translationformats"];
        let request = Request::of_element("getDrawingTranslatorFormats", "drawings", drawing, &rest);
        self.list(request.keep(Keep::Briefly(std::time::Duration::from_hours(1)))).await
    }
}
