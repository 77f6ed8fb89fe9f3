//! Documents: finding them, their states, and the elements in them.

mod query;
mod timeline;

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Client, DocumentAt, DocumentId, ElementId, Error, ExternalDataId, FileStream, Reference, ThumbnailInfo,
    Unit,
    lenient::{by_key, items, or_default, or_mended, or_nothing},
    model::time,
    open_enum::open_enum,
    request::{Keep, Kind, Request},
    user::DefaultUnits,
};

pub(crate) use timeline::Microversion;
pub use {query::*, timeline::*};

/// For how long lists are kept: [`Client::fresh`] asks anew.
const LISTS: Duration = Duration::from_secs(5);

/// For how long a document's own fields are kept: they have no microversion.
const DOCUMENTS: Duration = Duration::from_mins(5);

/// `BTDocumentInfo`, and its summary in lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document.
    pub id: DocumentId,
    /// The name, up to 256 characters of any script.
    pub name: Option<String>,
    /// What the owner says of it.
    pub description: Option<String>,
    /// Whoever owns it: a user or a company.
    pub owner: Option<Reference>,
    /// Who made it.
    pub created_by: Option<Reference>,
    /// When it was made.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// Who changed it last.
    pub modified_by: Option<Reference>,
    /// When it last changed.
    #[serde(default, deserialize_with = "time")]
    pub modified_at: Option<Timestamp>,
    /// Where one lands when one opens it.
    pub default_workspace: Option<Workspace>,
    /// The version that was made last.
    pub recent_version: Option<Reference>,
    /// Pictures of it.
    pub thumbnail: Option<ThumbnailInfo>,
    /// What the user may do with it.
    pub permission: Option<Permission>,
    /// The same one by one: `READ`, `EXPORT`, `COMMENT` and so on. Without `EXPORT`, models are refused.
    #[serde(default, deserialize_with = "items")]
    pub permission_set: Vec<String>,
    /// Whether anybody may open it.
    pub public: Option<bool>,
    /// Whether it is in the trash.
    pub trash: Option<bool>,
    /// The folder that it is in.
    pub parent_id: Option<String>,
    /// Its tags.
    #[serde(default, deserialize_with = "items")]
    pub tags: Vec<String>,
}

open_enum! {
    /// What a user may do with a document.
    Permission {
        /// Nothing.
        NoAccess = "NOACCESS",
        /// Look at it by its link.
        AnonymousAccess = "ANONYMOUS_ACCESS",
        /// Look at it.
        Read = "READ",
        /// Look at it, copy it, take it away.
        ReadCopyExport = "READ_COPY_EXPORT",
        /// Comment on it.
        Comment = "COMMENT",
        /// Change it.
        Write = "WRITE",
        /// Share it.
        Reshare = "RESHARE",
        /// Everything but giving it away.
        Full = "FULL",
        /// Everything.
        Owner = "OWNER",
    }
}

/// `BTDocumentElementInfo`: one tab of a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Element {
    /// The element.
    pub id: ElementId,
    /// As on its tab.
    pub name: Option<String>,
    /// Onshape's classification, which calls a drawing `APPLICATION`.
    #[serde(rename = "elementType")]
    class: Option<String>,
    /// Such as `onshape/partstudio`, `onshape-app/drawing`, or the MIME type of a file.
    pub data_type: Option<String>,
    /// Of an uploaded file.
    pub filename: Option<String>,
    /// Changes with the element's own content: not with what it refers to.
    pub microversion_id: Option<String>,
    /// Unit of length in it.
    pub length_units: Option<Unit>,
    /// Unit of angles in it.
    pub angle_units: Option<Unit>,
    /// Unit of mass in it.
    pub mass_units: Option<Unit>,
    /// Pictures of it.
    pub thumbnail_info: Option<ThumbnailInfo>,
    application_target: Option<ApplicationTarget>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ApplicationTarget {
    client_id: Option<String>,
}

/// What an element is, told by its type and its data type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElementType {
    /// Parts, modelled.
    PartStudio,
    /// Instances of parts and assemblies.
    Assembly,
    /// A drawing.
    Drawing,
    /// A file that was uploaded.
    Blob,
    /// Custom features as text.
    FeatureStudio,
    /// Variables for other elements.
    VariableStudio,
    /// A bill of materials in a tab of its own.
    BillOfMaterials,
    /// A tab of another application.
    Application,
    /// Anything else, by Onshape's name.
    Other(String),
}

impl Element {
    /// OAuth client id of the application whose tab this is.
    pub fn application_client_id(&self) -> Option<&str> {
        self.application_target.as_ref()?.client_id.as_deref()
    }

    /// See [`ElementType`].
    pub fn kind(&self) -> ElementType {
        let data_type = self.data_type.as_deref().unwrap_or_default();
        match (self.class.as_deref().unwrap_or_default(), data_type) {
            (_, "onshape-app/drawing") | ("DRAWING", _) => ElementType::Drawing,
            ("PARTSTUDIO", _) => ElementType::PartStudio,
            ("ASSEMBLY", _) => ElementType::Assembly,
            ("BLOB", _) => ElementType::Blob,
            ("FEATURESTUDIO", _) => ElementType::FeatureStudio,
            ("VARIABLESTUDIO", _) => ElementType::VariableStudio,
            ("BILLOFMATERIALS", _) => ElementType::BillOfMaterials,
            ("APPLICATION", _) => ElementType::Application,
            ("" | "UNKNOWN", other) | (other, _) => ElementType::Other(other.to_owned()),
        }
    }
}

/// The tabs of a document in their folders.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Contents {
    /// The tabs, folders left out.
    #[serde(default, deserialize_with = "items")]
    pub elements: Vec<Element>,
    /// The folders, as a tree.
    #[serde(default, deserialize_with = "or_mended")]
    pub folders: Option<TabFolder>,
}

/// A folder of tabs, or a tab in one.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TabFolder {
    /// As shown; a tab has none.
    #[serde(default, deserialize_with = "or_nothing")]
    pub group_name: Option<String>,
    /// Of the folder.
    #[serde(default, deserialize_with = "or_nothing")]
    pub node_id: Option<String>,
    /// Of the tab.
    #[serde(default, deserialize_with = "or_nothing")]
    pub element_id: Option<ElementId>,
    /// What is in the folder.
    #[serde(default, deserialize_with = "or_default")]
    pub groups: Vec<TabFolder>,
}

/// The units of a document and how many digits are shown of each.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitInfo {
    /// Units by quantity.
    #[serde(default, deserialize_with = "or_default")]
    pub default_units: DefaultUnits,
    /// Digits after the point, by unit.
    #[serde(default, deserialize_with = "by_key")]
    pub units_display_precision: std::collections::BTreeMap<String, i32>,
}

impl UnitInfo {
    /// How many digits after the point are shown of a length, a mass and so on in this unit.
    pub fn digits(&self, unit: &Unit) -> Option<u32> {
        let named = |name: &&String| name.eq_ignore_ascii_case(unit.as_str());
        let name = self.units_display_precision.keys().find(named)?;
        u32::try_from(*self.units_display_precision.get(name)?).ok()
    }
}

impl Client {
    /// `GET /documents/{did}`.
    /// [getDocument](https://cad.onshape.com/glassworks/explorer/#/Document/getDocument)
    pub async fn document(&self, document: &DocumentId) -> Result<Document, Error> {
        let request = Request::get("getDocument", &["documents", document.as_str()]).about(document);
        self.json(request.keep(Keep::Briefly(DOCUMENTS))).await
    }

    /// `GET /documents/{did}/permissionset`: of the user.
    /// [getDocumentPermissionSet](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentPermissionSet)
    pub async fn permission_set(&self, document: &DocumentId) -> Result<Vec<String>, Error> {
        let path = ["documents", document.as_str(), "permissionset"];
        let request = Request::get("getDocumentPermissionSet", &path).about(document);
        self.list(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `GET /documents/d/{did}/{w|v|m}/{id}/elements`.
    /// [getElementsInDocument](https://cad.onshape.com/glassworks/explorer/#/Document/getElementsInDocument)
    pub async fn elements(&self, at: &DocumentAt) -> Result<Vec<Element>, Error> {
        self.list(Request::of_document("getElementsInDocument", "documents", at, &["elements"])).await
    }

    /// `GET /documents/d/{did}/{w|v|m}/{id}/contents`: the elements and their folders.
    /// [getDocumentContents](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentContents)
    pub async fn contents(&self, at: &DocumentAt) -> Result<Contents, Error> {
        self.json(Request::of_document("getDocumentContents", "documents", at, &["contents"])).await
    }

    /// `GET /documents/d/{did}/{w|v|m}/{id}/unitinfo`.
    /// [getUnitInfo](https://cad.onshape.com/glassworks/explorer/#/Document/getUnitInfo)
    pub async fn unit_info(&self, at: &DocumentAt) -> Result<UnitInfo, Error> {
        self.json(Request::of_document("getUnitInfo", "documents", at, &["unitinfo"])).await
    }

    /// `GET /documents/d/{did}/externaldata/{fid}`: a file that a translation made.
    /// [downloadExternalData](https://cad.onshape.com/glassworks/explorer/#/Document/downloadExternalData)
    pub async fn external_data(
        &self,
        document: &DocumentId,
        file: &ExternalDataId,
    ) -> Result<FileStream, Error> {
        let path = ["documents", "d", document.as_str(), "externaldata", file.as_str()];
        let request = Request::get("downloadExternalData", &path).about(document);
        self.stream(request.kind(Kind::Model).accept("application/octet-stream, */*;q=0.5")).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_told_by_its_data_type() {
        let element = |class: &str, data: &str| {
            let id = "e60c4803eaf2ac8be492c18e";
            let json = serde_json::json!({ "id": id, "elementType": class, "dataType": data });
            serde_json::from_value::<Element>(json).unwrap().kind()
        };
        assert_eq!(element("APPLICATION", "onshape-app/drawing"), ElementType::Drawing);
        assert_eq!(element("APPLICATION", "x/y"), ElementType::Application);
        assert_eq!(element("HOLOGRAM", ""), ElementType::Other("HOLOGRAM".into()));
    }

    #[test]
    fn a_document_with_every_optional_field_null_is_a_document() {
        let json = r#"{"id":"e60c4803eaf2ac8be492c18e","name":null,"owner":null,"modifiedAt":null,"tags":null,
            "defaultWorkspace":null,"thumbnail":null,"permissionSet":null,"unheardOf":{"a":1}}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        assert!(document.name.is_none() && document.default_workspace.is_none());
    }
}
