//! Properties of documents, elements and parts.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    Client, DocumentAt, DocumentId, ElementAt, ElementId, Error, PartId, PropertyId, Reference,
    lenient::items,
    model::List,
    open_enum::open_enum,
    request::{Keep, Kind, Request},
};

/// The properties of something (`BTMetadataObjectInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// Of an element.
    pub element_id: Option<ElementId>,
    /// Of a part.
    pub part_id: Option<PartId>,
    /// Such as `onshape/partstudio`.
    pub mime_type: Option<String>,
    /// In the order of the company's form.
    #[serde(default, deserialize_with = "items")]
    pub properties: Vec<Property>,
}

/// A property (`BTMetadataPropertyInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Property {
    /// The same in every document.
    pub property_id: PropertyId,
    /// As shown, in the language of the account.
    pub name: Option<String>,
    /// Text, number, boolean, an object with `displayName` or `name`, a list of these, or nothing.
    #[serde(default)]
    pub value: Value,
    /// What the value is.
    pub value_type: Option<ValueType>,
    /// What can be chosen, and what it is called.
    #[serde(default, deserialize_with = "items")]
    pub enum_values: Vec<EnumValue>,
    /// The form that the property is on: those of one form belong together.
    pub schema_id: Option<String>,
    /// Whether the user may change it.
    pub editable: Option<bool>,
    /// Whether it must be filled in.
    pub required: Option<bool>,
    /// Whether Onshape computes it, a mass for example.
    pub computed_property: Option<bool>,
    /// Why it could not be computed, for people.
    pub computed_property_error: Option<String>,
}

/// What can be chosen for a property (`BTMetadataEnumValueInfo`).
#[derive(Debug, Clone, Deserialize)]
pub struct EnumValue {
    /// As stored.
    pub value: Option<String>,
    /// As shown, in the language of the account.
    pub label: Option<String>,
}

/// A property as its company defined it (`BTCategoryPropertyInfo`).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CategoryProperty {
    /// The property: [`Property::property_id`].
    pub id: PropertyId,
    /// As shown.
    pub name: Option<String>,
    /// The categories that have it.
    #[serde(default, deserialize_with = "items", rename = "categorySummaryInfoList")]
    pub categories: Vec<Reference>,
}

impl Metadata {
    /// The categories that the thing is in: what its property of that kind says.
    pub fn categories(&self) -> Vec<Reference> {
        let values =
            self.properties.iter().filter(|property| property.value_type == Some(ValueType::Category));
        let each = values.flat_map(|property| match &property.value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        });
        let read = |value: &Value| Reference::deserialize(value).ok();
        each.filter_map(read).filter(|category| category.id.is_some() || category.name.is_some()).collect()
    }
}

impl Property {
    /// What the chosen value is called, where it is one of a list.
    pub fn label(&self) -> Option<&str> {
        let chosen = self.value.as_str()?;
        let found = self.enum_values.iter().find(|known| known.value.as_deref() == Some(chosen))?;
        found.label.as_deref()
    }
}

open_enum! {
    /// What a property's value is.
    ValueType {
        /// Text.
        String = "STRING",
        /// Yes or no.
        Bool = "BOOL",
        /// A whole number.
        Int = "INT",
        /// A number.
        Double = "DOUBLE",
        /// A date.
        Date = "DATE",
        /// One of a list.
        Enum = "ENUM",
        /// An object: a material.
        Object = "OBJECT",
        /// Somebody.
        User = "USER",
        /// A category.
        Category = "CATEGORY",
        /// A file.
        Blob = "BLOB",
        /// Computed by Onshape.
        Computed = "COMPUTED",
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct MetadataList {
    #[serde(default, deserialize_with = "items")]
    items: Vec<Metadata>,
}

impl Client {
    /// `GET /metadatacategory/categoryproperties`: which of a document's properties belong to which of these categories.
    /// [getCategoryProperties](https://cad.onshape.com/glassworks/explorer/#/MetadataCategory/getCategoryProperties)
    pub async fn category_properties(
        &self,
        document: &DocumentId,
        categories: &[String],
    ) -> Result<Vec<CategoryProperty>, Error> {
        let request = Request::get("getCategoryProperties", &["metadatacategory", "categoryproperties"])
            .about(document)
            .query("documentId", document)
            .each("categoryIds", categories)
            .query("includeObjectTypeDefaults", true);
        let request = request.keep(Keep::Briefly(std::time::Duration::from_mins(10)));
        Ok(self.json::<List<CategoryProperty>>(request).await?.page(0).items)
    }

    /// `GET /metadata/d/{did}/{w|v}/{id}`: of the document.
    /// [getWVMetadata](https://cad.onshape.com/glassworks/explorer/#/Metadata/getWVMetadata)
    pub async fn document_metadata(&self, at: &DocumentAt) -> Result<Metadata, Error> {
        self.json(Request::of_document("getWVMetadata", "metadata", at, &[])).await
    }

    /// `GET /metadata/d/{did}/{w|v|m}/{id}/e`: of every element.
    /// [getWMVEsMetadata](https://cad.onshape.com/glassworks/explorer/#/Metadata/getWMVEsMetadata)
    pub async fn elements_metadata(&self, at: &DocumentAt) -> Result<Vec<Metadata>, Error> {
        let request = Request::of_document("getWMVEsMetadata", "metadata", at, &["e"]).kind(Kind::Large);
        Ok(self.json::<MetadataList>(request).await?.items)
    }

    /// `GET /metadata/d/{did}/{w|v|m}/{id}/e/{eid}`: of an element.
    /// [getWMVEMetadata](https://cad.onshape.com/glassworks/explorer/#/Metadata/getWMVEMetadata)
    pub async fn element_metadata(&self, element: &ElementAt) -> Result<Metadata, Error> {
        self.json(Request::of_element("getWMVEMetadata", "metadata", element, &[])).await
    }

    /// `GET /metadata/d/{did}/{w|v|m}/{id}/e/{eid}/p`: of every part.
    /// [getWMVEPsMetadata](https://cad.onshape.com/glassworks/explorer/#/Metadata/getWMVEPsMetadata)
    pub async fn parts_metadata(&self, studio: &ElementAt) -> Result<Vec<Metadata>, Error> {
        let request = Request::of_element("getWMVEPsMetadata", "metadata", studio, &["p"]).kind(Kind::Large);
        Ok(self.json::<MetadataList>(request).await?.items)
    }

    /// `GET /metadata/d/{did}/{w|v|m}/{id}/e/{eid}/p/{pid}`: of a part.
    /// [getWMVEPMetadata](https://cad.onshape.com/glassworks/explorer/#/Metadata/getWMVEPMetadata)
    pub async fn part_metadata(&self, studio: &ElementAt, part: &PartId) -> Result<Metadata, Error> {
        let rest = ["p", part.as_str()];
        self.json(Request::of_element("getWMVEPMetadata", "metadata", studio, &rest)).await
    }
}
