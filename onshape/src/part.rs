//! Parts.

use bytes::Bytes;
use serde::Deserialize;

use crate::{
    BoundingBox, Client, DocumentAt, ElementAt, ElementId, Error, GltfOptions, MassPropertiesByBody, Model,
    PartId, ShadedViewOptions, ThumbnailInfo,
    lenient::by_key,
    model::ShadedViews,
    open_enum::open_enum,
    request::{Kind, Request},
};

/// What glTF is asked for as: the JSON form, in which Onshape's own extension tells parts apart, before the binary one.
pub(crate) const GLTF: &str = "model/gltf-binary;qs=0.08, model/gltf+json;charset=UTF-8;qs=0.08";

/// `BTPartMetadataInfo`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The part, in this microversion.
    pub part_id: PartId,
    /// The element that it is in.
    pub element_id: Option<ElementId>,
    /// As in the part list.
    pub name: Option<String>,
    /// The number that a company knows it by.
    pub part_number: Option<String>,
    /// Its revision.
    pub revision: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its state of release.
    pub state: Option<ReleaseState>,
    /// What it is made of.
    pub body_type: Option<BodyType>,
    /// Its material.
    pub material: Option<Material>,
    /// Its colour.
    pub appearance: Option<Appearance>,
    /// Whether it is hidden in its part studio.
    pub is_hidden: Option<bool>,
    /// Whether it is a mesh.
    pub is_mesh: Option<bool>,
    /// Whether it is the flat pattern of sheet metal.
    pub is_flattened_body: Option<bool>,
    /// Its place in the list.
    pub ordinal: Option<i32>,
    /// Changes with the part studio.
    pub microversion_id: Option<String>,
    /// Values of the company's own properties, by property id.
    #[serde(default, deserialize_with = "by_key")]
    pub custom_properties: std::collections::BTreeMap<String, Option<String>>,
    /// Pictures of it.
    pub thumbnail_info: Option<ThumbnailInfo>,
}

open_enum! {
    /// What a part is.
    BodyType {
        /// A volume.
        Solid = "solid",
        /// A surface.
        Sheet = "sheet",
        /// A curve.
        Wire = "wire",
        /// Several parts that are one.
        Composite = "composite",
        /// A point.
        Point = "point",
    }
}

open_enum! {
    /// How far its release is.
    ReleaseState {
        /// Being worked on.
        InProgress = "IN_PROGRESS",
        /// Waiting for approval.
        Pending = "PENDING",
        /// Released.
        Released = "RELEASED",
        /// Replaced.
        Obsolete = "OBSOLETE",
        /// Turned down.
        Rejected = "REJECTED",
        /// Taken back.
        Discarded = "DISCARDED",
    }
}

/// A material.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Material {
    /// Within its library.
    pub id: Option<String>,
    /// As shown.
    pub display_name: Option<String>,
    /// The library.
    pub library_name: Option<String>,
}

/// How a part looks.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Appearance {
    /// Its colour.
    pub color: Option<Color>,
    /// 0 is clear, 255 opaque.
    pub opacity: Option<i32>,
}

/// sRGB, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Client {
    /// `GET /parts/d/{did}/{w|v|m}/{id}`: of all part studios.
    /// [getPartsWMV](https://cad.onshape.com/glassworks/explorer/#/Part/getPartsWMV)
    pub async fn parts(&self, at: &DocumentAt) -> Result<Vec<Part>, Error> {
        self.list(Request::of_document("getPartsWMV", "parts", at, &[]).kind(Kind::Large)).await
    }

    /// `GET /parts/d/{did}/{w|v|m}/{id}/e/{eid}`: of a part studio.
    /// [getPartsWMVE](https://cad.onshape.com/glassworks/explorer/#/Part/getPartsWMVE)
    pub async fn parts_of(&self, studio: &ElementAt) -> Result<Vec<Part>, Error> {
        self.list(Request::of_element("getPartsWMVE", "parts", studio, &[]).kind(Kind::Large)).await
    }

    /// `GET /parts/d/{did}/{w|v|m}/{id}/e/{eid}/partid/{pid}/gltf`; answers with a redirect to a regional host.
    /// [exportPartGltf](https://cad.onshape.com/glassworks/explorer/#/Part/exportPartGltf)
    pub async fn part_gltf(
        &self,
        studio: &ElementAt,
        part: &PartId,
        options: &GltfOptions,
    ) -> Result<Model, Error> {
        let request = of_part(studio, part, "exportPartGltf", "gltf").accept(GLTF);
        Ok(Model { bytes: self.answer(tessellated(request, options)).await?.bytes.clone() })
    }

    /// `GET /parts/d/{did}/{w|v|m}/{id}/e/{eid}/partid/{pid}/massproperties`.
    /// [getMassProperties](https://cad.onshape.com/glassworks/explorer/#/Part/getMassProperties)
    pub async fn part_mass_properties(
        &self,
        studio: &ElementAt,
        part: &PartId,
    ) -> Result<MassPropertiesByBody, Error> {
        self.json(of_part(studio, part, "getMassProperties", "massproperties")).await
    }

    /// `GET /parts/d/{did}/{w|v|m}/{id}/e/{eid}/partid/{pid}/boundingboxes`.
    /// [getBoundingBoxes](https://cad.onshape.com/glassworks/explorer/#/Part/getBoundingBoxes)
    pub async fn part_bounding_box(&self, studio: &ElementAt, part: &PartId) -> Result<BoundingBox, Error> {
        self.json(of_part(studio, part, "getBoundingBoxes", "boundingboxes")).await
    }

    /// `GET /parts/d/{did}/{w|v|m}/{id}/e/{eid}/partid/{pid}/shadedviews`: a PNG.
    /// [getPartShadedViews](https://cad.onshape.com/glassworks/explorer/#/Part/getPartShadedViews)
    pub async fn part_shaded_view(
        &self,
        studio: &ElementAt,
        part: &PartId,
        options: &ShadedViewOptions,
    ) -> Result<Bytes, Error> {
        let request = of_part(studio, part, "getPartShadedViews", "shadedviews");
        self.json::<ShadedViews>(framed(request, options)).await?.png()
    }
}

fn of_part(studio: &ElementAt, part: &PartId, operation: &'static str, what: &str) -> Request {
    let rest = ["partid", part.as_str(), what];
    Request::of_element(operation, "parts", studio, &rest).kind(Kind::Large)
}

/// The parameters that part studios and parts share.
pub(crate) fn tessellated(request: Request, options: &GltfOptions) -> Request {
    let request = request
        .kind(Kind::Model)
        .each("partId", &options.parts)
        .maybe("angleTolerance", options.angle_tolerance.as_ref())
        .maybe("chordTolerance", options.chord_tolerance.as_ref())
        .maybe("maxFacetWidth", options.max_facet_width.as_ref());
    if options.separate_faces { request.query("outputSeparateFaceNodes", true) } else { request }
}

/// The parameters of shaded views.
pub(crate) fn viewed(request: Request, options: &ShadedViewOptions) -> Request {
    framed(request, options)
        .query("includeSurfaces", options.include_surfaces)
        .query("includeWires", options.include_wires)
}

/// Those of them that a part's have, too.
fn framed(request: Request, options: &ShadedViewOptions) -> Request {
    request
        .kind(Kind::Large)
        .query("viewMatrix", &options.view_matrix)
        .query("outputWidth", options.width)
        .query("outputHeight", options.height)
        .query("pixelSize", options.pixel_size)
        .query("edges", if options.edges { "show" } else { "hide" })
}
