//! Assemblies: what they are made of, and their bills of materials.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    BodyType, BoundingBox, Client, DocumentId, ElementAt, ElementId, Error, GltfExport, MassProperties,
    MicroversionId, PartId, PropertyId, ShadedViewOptions, ThumbnailInfo, Translation, TranslationParams,
    WvmId,
    lenient::{figures, items, or_default, or_nothing, texts},
    model::ShadedViews,
    open_enum::open_enum,
    part::viewed,
    request::{Kind, Request},
};

/// `BTAssemblyDefinitionInfo`: an assembly, the assemblies in it, and the parts that are used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssemblyDefinition {
    /// The assembly itself.
    pub root_assembly: RootAssembly,
    /// Each assembly that is used, once for each configuration.
    #[serde(default, deserialize_with = "items")]
    pub sub_assemblies: Vec<SubAssembly>,
    /// Each part that is used, once for each configuration.
    #[serde(default, deserialize_with = "items")]
    pub parts: Vec<AssemblyPart>,
}

/// The assembly that was asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RootAssembly {
    /// Where it is from.
    #[serde(flatten)]
    pub source: Source,
    /// What is directly in it.
    #[serde(default, deserialize_with = "items")]
    pub instances: Vec<Instance>,
    /// Everything at every depth, and where it is.
    #[serde(default, deserialize_with = "items")]
    pub occurrences: Vec<Occurrence>,
}

/// An assembly that is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubAssembly {
    /// Where it is from.
    #[serde(flatten)]
    pub source: Source,
    /// What is directly in it.
    #[serde(default, deserialize_with = "items")]
    pub instances: Vec<Instance>,
}

/// Which element in which state and configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The document.
    #[serde(default, deserialize_with = "or_nothing")]
    pub document_id: Option<DocumentId>,
    /// Its state.
    #[serde(default, deserialize_with = "or_nothing")]
    pub document_microversion: Option<MicroversionId>,
    /// Its version, where another document's version is used.
    #[serde(default, deserialize_with = "or_nothing")]
    pub document_version: Option<WvmId>,
    /// The element.
    #[serde(default, deserialize_with = "or_nothing")]
    pub element_id: Option<ElementId>,
    /// The configuration, those parameters only that the element has.
    #[serde(default, deserialize_with = "or_nothing")]
    pub configuration: Option<String>,
    /// The same with every parameter.
    #[serde(default, deserialize_with = "or_nothing")]
    pub full_configuration: Option<String>,
}

/// Something used in an assembly.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Instance {
    /// A part of an occurrence's path.
    pub id: String,
    /// As in the tree.
    pub name: Option<String>,
    /// A part or an assembly.
    #[serde(rename = "type")]
    pub kind: Option<InstanceType>,
    /// Where it is from.
    #[serde(flatten)]
    pub source: Source,
    /// Of a part.
    pub part_id: Option<PartId>,
    /// Whether it is left out.
    pub suppressed: Option<bool>,
    /// Whether it is from the library of standard content.
    pub is_standard_content: Option<bool>,
}

open_enum! {
    /// What an instance is of.
    InstanceType {
        /// Of a part.
        Part = "Part",
        /// Of an assembly.
        Assembly = "Assembly",
        /// Of a feature.
        Feature = "Feature",
    }
}

/// One appearance of an instance, at whatever depth.
#[derive(Debug, Clone, Deserialize)]
pub struct Occurrence {
    /// The ids of the instances from the root on.
    #[serde(deserialize_with = "texts")]
    pub path: Vec<String>,
    /// Four rows of four, metres: from the part's space to the root's. It ends where a number is missing.
    #[serde(default, deserialize_with = "figures")]
    pub transform: Vec<f64>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// Whether it cannot move.
    pub fixed: Option<bool>,
}

/// A part that is used in an assembly.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssemblyPart {
    /// Where it is from.
    #[serde(flatten)]
    pub source: Source,
    /// The part.
    pub part_id: Option<PartId>,
    /// What it is.
    pub body_type: Option<BodyType>,
    /// The number that a company knows it by.
    pub part_number: Option<String>,
    /// Its revision.
    pub revision: Option<String>,
}

/// Which part of an assembly's definition to leave out or to add.
#[derive(Debug, Clone, Default)]
pub struct DefinitionOptions {
    /// Surfaces and wires as well.
    pub include_non_solids: bool,
    /// Nothing that is suppressed.
    pub exclude_suppressed: bool,
    /// As it is in this exploded view.
    pub exploded_view: Option<String>,
}

/// `BTBillOfMaterialsInfo`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BillOfMaterials {
    /// The columns.
    #[serde(default, deserialize_with = "items")]
    pub headers: Vec<BomHeader>,
    /// The rows, in order.
    #[serde(default, deserialize_with = "items")]
    pub rows: Vec<BomRow>,
    /// As shown.
    pub name: Option<String>,
}

/// A column of a bill of materials.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BomHeader {
    /// The property that it shows.
    pub id: PropertyId,
    /// As shown, in the language of the account.
    pub name: Option<String>,
    /// The same for programs, such as `quantity`.
    pub property_name: Option<String>,
    /// What its values are.
    pub value_type: Option<crate::ValueType>,
    /// Whether the template shows it.
    pub visible: Option<bool>,
}

/// A row of a bill of materials.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BomRow {
    /// The row.
    pub row_id: Option<String>,
    /// Depth: 0 is directly in the assembly.
    pub indent_level: Option<i32>,
    /// Values by column: texts, numbers, booleans, objects with `displayName` or `name`, or lists of these.
    #[serde(default, deserialize_with = "or_default")]
    pub header_id_to_value: std::collections::BTreeMap<String, Value>,
    /// Which part or assembly it is about.
    pub item_source: Option<BomItemSource>,
    /// The occurrences that it counts.
    #[serde(default, deserialize_with = "items")]
    pub related_occurrences: Vec<String>,
}

/// What a row is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BomItemSource {
    /// The document.
    #[serde(default, deserialize_with = "or_nothing")]
    pub document_id: Option<DocumentId>,
    /// The element.
    #[serde(default, deserialize_with = "or_nothing")]
    pub element_id: Option<ElementId>,
    /// The part; an assembly has none.
    #[serde(default, deserialize_with = "or_nothing")]
    pub part_id: Option<PartId>,
    /// The id of the state.
    #[serde(default, deserialize_with = "or_nothing")]
    pub wvm_id: Option<WvmId>,
    /// `w`, `v` or `m`.
    #[serde(default, deserialize_with = "or_nothing")]
    pub wvm_type: Option<String>,
    /// The configuration.
    #[serde(default, deserialize_with = "or_nothing")]
    pub configuration: Option<String>,
    /// Whether it is from the library of standard content.
    pub is_standard_content: Option<bool>,
    /// Pictures of it, where [`BomOptions::thumbnails`] asked for them.
    pub thumbnail_info: Option<ThumbnailInfo>,
}

/// How a bill of materials is laid out.
#[derive(Debug, Clone)]
pub struct BomOptions {
    /// As a tree; else flat, each part once.
    pub indented: bool,
    /// Every level of the tree; else the first only.
    pub multi_level: bool,
    /// As this template says.
    pub template: Option<String>,
    /// With addresses of pictures.
    pub thumbnails: bool,
}

impl Default for BomOptions {
    fn default() -> Self {
        Self { indented: true, multi_level: true, template: None, thumbnails: false }
    }
}

impl Client {
    /// `GET /assemblies/d/{did}/{w|v|m}/{id}/e/{eid}`.
    /// [getAssemblyDefinition](https://cad.onshape.com/glassworks/explorer/#/Assembly/getAssemblyDefinition)
    pub async fn assembly_definition(
        &self,
        assembly: &ElementAt,
        options: &DefinitionOptions,
    ) -> Result<AssemblyDefinition, Error> {
        let request = Request::of_element("getAssemblyDefinition", "assemblies", assembly, &[])
            .kind(Kind::Large)
            .query("includeNonSolids", options.include_non_solids)
            .query("excludeSuppressed", options.exclude_suppressed)
            .maybe("explodedViewId", options.exploded_view.as_ref());
        self.json(request).await
    }

    /// `GET /assemblies/d/{did}/{w|v|m}/{id}/e/{eid}/bom`: made where there is none yet, which would be a 404.
    /// [getBillOfMaterials](https://cad.onshape.com/glassworks/explorer/#/Assembly/getBillOfMaterials)
    pub async fn bill_of_materials(
        &self,
        assembly: &ElementAt,
        options: &BomOptions,
    ) -> Result<BillOfMaterials, Error> {
        let request = Request::of_element("getBillOfMaterials", "assemblies", assembly, &["bom"])
            .kind(Kind::Large)
            .query("indented", options.indented)
            .query("multiLevel", options.multi_level)
            .query("generateIfAbsent", true)
            .maybe("templateId", options.template.as_ref());
        let request = if options.thumbnails { request.query("thumbnail", true) } else { request };
        self.json(request).await
    }

    /// `GET /assemblies/d/{did}/{w|v|m}/{id}/e/{eid}/massproperties`.
    /// [getAssemblyMassProperties](https://cad.onshape.com/glassworks/explorer/#/Assembly/getAssemblyMassProperties)
    pub async fn assembly_mass_properties(&self, assembly: &ElementAt) -> Result<MassProperties, Error> {
        let rest = ["massproperties"];
        let request = Request::of_element("getAssemblyMassProperties", "assemblies", assembly, &rest);
        self.json(request.kind(Kind::Large)).await
    }

    /// `GET /assemblies/d/{did}/{w|v|m}/{id}/e/{eid}/boundingboxes`.
    /// [getAssemblyBoundingBoxes](https://cad.onshape.com/glassworks/explorer/#/Assembly/getAssemblyBoundingBoxes)
    pub async fn assembly_bounding_box(&self, assembly: &ElementAt) -> Result<BoundingBox, Error> {
        let rest = ["boundingboxes"];
        let request = Request::of_element("getAssemblyBoundingBoxes", "assemblies", assembly, &rest);
        self.json(request.kind(Kind::Large)).await
    }

    /// `GET /assemblies/d/{did}/{w|v|m}/{id}/e/{eid}/shadedviews`: a PNG.
    /// [getAssemblyShadedViews](https://cad.onshape.com/glassworks/explorer/#/Assembly/getAssemblyShadedViews)
    pub async fn assembly_shaded_view(
        &self,
        assembly: &ElementAt,
        options: &ShadedViewOptions,
    ) -> Result<Bytes, Error> {
        let rest = ["shadedviews"];
        let request = Request::of_element("getAssemblyShadedViews", "assemblies", assembly, &rest);
        self.json::<ShadedViews>(viewed(request, options)).await?.png()
    }

    /// `POST /assemblies/d/{did}/{w|v}/{id}/e/{eid}/export/gltf`: starts a translation.
    /// [createAssemblyExportGltf](https://cad.onshape.com/glassworks/explorer/#/Assembly/createAssemblyExportGltf)
    pub async fn export_assembly_gltf(
        &self,
        assembly: &ElementAt,
        export: &GltfExport,
    ) -> Result<Translation, Error> {
        let rest = ["export", "gltf"];
        let request = Request::of_element("createAssemblyExportGltf", "assemblies", assembly, &rest);
        self.json(export.request(request, assembly)).await
    }

    /// `POST /assemblies/d/{did}/{w|v}/{id}/e/{eid}/translations`: starts a translation.
    /// [translateFormat](https://cad.onshape.com/glassworks/explorer/#/Assembly/translateFormat)
    pub async fn translate_assembly(
        &self,
        assembly: &ElementAt,
        params: &TranslationParams,
    ) -> Result<Translation, Error> {
        let rest = ["translations"];
        let request = Request::of_element("translateFormat", "assemblies", assembly, &rest);
        self.json(params.request(request, assembly)).await
    }
}
