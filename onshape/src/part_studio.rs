//! Part studios: their models and what is measured of them.

use bytes::Bytes;

use crate::{
    BoundingBox, Client, ElementAt, Error, GltfExport, GltfOptions, MassProperties, MassPropertiesByBody,
    Model, PartId, ShadedViewOptions, Translation, TranslationParams,
    model::ShadedViews,
    part::{GLTF, tessellated, viewed},
    request::{Kind, Request},
};

/// What everything together is called among bodies.
const TOGETHER: &str = "-all-";

impl Client {
    /// `GET /partstudios/d/{did}/{w|v|m}/{id}/e/{eid}/gltf`; answers with a redirect to a regional host.
    /// [exportPartStudioGltf](https://cad.onshape.com/glassworks/explorer/#/PartStudio/exportPartStudioGltf)
    pub async fn part_studio_gltf(&self, studio: &ElementAt, options: &GltfOptions) -> Result<Model, Error> {
        let request =
            Request::of_element("exportPartStudioGltf", "partstudios", studio, &["gltf"]).accept(GLTF);
        Ok(Model { bytes: self.answer(tessellated(request, options)).await?.bytes.clone() })
    }

    /// `GET /partstudios/d/{did}/{w|v|m}/{id}/e/{eid}/massproperties`: of everything, or of each part.
    /// [getPartStudioMassProperties](https://cad.onshape.com/glassworks/explorer/#/PartStudio/getPartStudioMassProperties)
    pub async fn part_studio_mass_properties(
        &self,
        studio: &ElementAt,
        of_each_part: bool,
    ) -> Result<MassPropertiesByBody, Error> {
        let rest = ["massproperties"];
        let request = Request::of_element("getPartStudioMassProperties", "partstudios", studio, &rest);
        self.json(request.kind(Kind::Large).query("massAsGroup", !of_each_part)).await
    }

    /// The same of these parts together, as one body.
    pub async fn mass_properties_of(
        &self,
        studio: &ElementAt,
        parts: &[PartId],
    ) -> Result<Option<MassProperties>, Error> {
        let rest = ["massproperties"];
        let request = Request::of_element("getPartStudioMassProperties", "partstudios", studio, &rest);
        let request = request.kind(Kind::Large).query("massAsGroup", true).each("partId", parts);
        let mut masses: MassPropertiesByBody = self.json(request).await?;
        Ok(masses.bodies.remove(TOGETHER))
    }

    /// `GET /partstudios/d/{did}/{w|v|m}/{id}/e/{eid}/boundingboxes`.
    /// [getPartStudioBoundingBoxes](https://cad.onshape.com/glassworks/explorer/#/PartStudio/getPartStudioBoundingBoxes)
    pub async fn part_studio_bounding_box(&self, studio: &ElementAt) -> Result<BoundingBox, Error> {
        let rest = ["boundingboxes"];
        let request = Request::of_element("getPartStudioBoundingBoxes", "partstudios", studio, &rest);
        self.json(request.kind(Kind::Large)).await
    }

    /// `GET /partstudios/d/{did}/{w|v|m}/{id}/e/{eid}/shadedviews`: a PNG.
    /// [getPartStudioShadedViews](https://cad.onshape.com/glassworks/explorer/#/PartStudio/getPartStudioShadedViews)
    pub async fn part_studio_shaded_view(
        &self,
        studio: &ElementAt,
        options: &ShadedViewOptions,
    ) -> Result<Bytes, Error> {
        let rest = ["shadedviews"];
        let request = Request::of_element("getPartStudioShadedViews", "partstudios", studio, &rest);
        self.json::<ShadedViews>(viewed(request, options)).await?.png()
    }

    /// `POST /partstudios/d/{did}/{w|v}/{id}/e/{eid}/export/gltf`: starts a translation.
    /// [createPartStudioExportGltf](https://cad.onshape.com/glassworks/explorer/#/PartStudio/createPartStudioExportGltf)
    pub async fn export_part_studio_gltf(
        &self,
        studio: &ElementAt,
        export: &GltfExport,
    ) -> Result<Translation, Error> {
        let rest = ["export", "gltf"];
        let request = Request::of_element("createPartStudioExportGltf", "partstudios", studio, &rest);
        self.json(export.request(request, studio)).await
    }

    /// `POST /partstudios/d/{did}/{w|v}/{id}/e/{eid}/translations`: starts a translation.
    /// [createPartStudioTranslation](https://cad.onshape.com/glassworks/explorer/#/PartStudio/createPartStudioTranslation)
    pub async fn translate_part_studio(
        &self,
        studio: &ElementAt,
        params: &TranslationParams,
    ) -> Result<Translation, Error> {
        let rest = ["translations"];
        let request = Request::of_element("createPartStudioTranslation", "partstudios", studio, &rest);
        self.json(params.request(request, studio)).await
    }
}
