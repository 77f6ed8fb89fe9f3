//! Documents: finding them, their states, and the elements in them.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Client, DocumentAt, DocumentId, ElementId, Error, ExternalDataId, FileStream, MicroversionId, Page,
    Reference, ThumbnailInfo, Unit, WvmId,
    model::{List, or_default, time},
    open_enum::open_enum,
    request::{Keep, Kind, Request},
    user::DefaultUnits,
};

/// For how long lists are kept: [`Client::fresh`] asks anew.
const LISTS: Duration = Duration::from_secs(5);

/// For how long a document's own fields are kept: they have no microversion.
const DOCUMENTS: Duration = Duration::from_mins(5);

/// For how long it is taken for granted that a workspace is where it was.
const MICROVERSIONS: Duration = Duration::from_secs(2);

/// Which documents to list: the values of `filter` of `GET /documents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocumentFilter {
    /// All that the user may open.
    #[default]
    All,
    /// Created by the user.
    Created,
    /// Shared with the user.
    Shared,
    /// In the trash.
    Trash,
    /// Public ones. Onshape's terms forbid to collect them.
    Public,
    /// Opened recently.
    Recent,
    /// Of the owner that the query names.
    ByOwner,
    /// Of the company that the query names.
    ByCompany,
    /// Of the team that the query names.
    ByTeam,
}

impl DocumentFilter {
    fn code(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Created => 1,
            Self::Shared => 2,
            Self::Trash => 3,
            Self::Public => 4,
            Self::Recent => 5,
            Self::ByOwner => 6,
            Self::ByCompany => 7,
            Self::ByTeam => 9,
        }
    }
}

/// What to ask of `GET /documents`, newest change first. Onshape gives 20 at the most at a time.
#[derive(Debug, Clone, Default)]
pub struct DocumentQuery {
    /// Part of the name; empty for all.
    pub text: String,
    /// Which documents.
    pub filter: DocumentFilter,
    /// A user, a company or a team, for the filters that want one.
    pub owner: Option<String>,
    /// How many to pass over.
    pub offset: u32,
}

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
    #[serde(default, deserialize_with = "or_default")]
    pub permission_set: Vec<String>,
    /// Whether anybody may open it.
    pub public: Option<bool>,
    /// Whether it is in the trash.
    pub trash: Option<bool>,
    /// The folder that it is in.
    pub parent_id: Option<String>,
    /// Its tags.
    #[serde(default, deserialize_with = "or_default")]
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

/// A workspace of a document: the moving tip of a branch.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    /// The workspace.
    pub id: WvmId,
    /// As shown.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Where it was when Onshape answered.
    pub microversion: Option<MicroversionId>,
    /// The version that it came from.
    pub parent: Option<WvmId>,
    /// Who made it.
    pub creator: Option<Reference>,
    /// When it was made.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// Who changed it last.
    pub last_modifier: Option<Reference>,
    /// When it last changed.
    #[serde(default, deserialize_with = "time")]
    pub modified_at: Option<Timestamp>,
    /// Whether the user may change it.
    pub is_read_only: Option<bool>,
}

/// A version: a named state that never changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The version.
    pub id: WvmId,
    /// As shown.
    pub name: Option<String>,
    /// What its maker says of it.
    pub description: Option<String>,
    /// The state that it names.
    pub microversion: Option<MicroversionId>,
    /// The version before it.
    pub parent: Option<WvmId>,
    /// Who made it.
    pub creator: Option<Reference>,
    /// When it was made.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
}

/// One entry of a document's history.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// The state after it.
    pub microversion_id: Option<MicroversionId>,
    /// The state that followed.
    pub next_microversion_id: Option<MicroversionId>,
    /// What was done, for people.
    pub description: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub date: Option<Timestamp>,
    /// Who did it.
    pub username: Option<String>,
    /// The same as an id.
    pub user_id: Option<String>,
    /// Whether the document can go back to it.
    pub can_be_restored: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Microversion {
    pub microversion: MicroversionId,
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
#[derive(Debug, Clone, Deserialize)]
pub struct Contents {
    /// The tabs, folders left out.
    #[serde(default, deserialize_with = "or_default")]
    pub elements: Vec<Element>,
    /// The folders, as a tree.
    pub folders: Option<TabFolder>,
}

/// A folder of tabs, or a tab in one.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TabFolder {
    /// As shown; a tab has none.
    pub group_name: Option<String>,
    /// Of the folder.
    pub node_id: Option<String>,
    /// Of the tab.
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
    #[serde(default, deserialize_with = "or_default")]
    pub units_display_precision: std::collections::BTreeMap<String, i32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewVersion<'a> {
    document_id: &'a DocumentId,
    workspace_id: &'a WvmId,
    name: &'a str,
    description: &'a str,
}

impl Client {
    /// `GET /documents`. The documents of a page count as seen by the user: what is kept of them may be shown.
    /// [getDocuments](https://cad.onshape.com/glassworks/explorer/#/Document/getDocuments)
    pub async fn documents(&self, query: &DocumentQuery) -> Result<Page<Document>, Error> {
        let request = Request::get("getDocuments", &["documents"])
            .query("filter", query.filter.code())
            .query("sortColumn", "modifiedAt")
            .query("sortOrder", "desc")
            .query("offset", query.offset)
            .query("limit", 20)
            .maybe("owner", query.owner.as_ref())
            .maybe("q", Some(&query.text).filter(|text| !text.is_empty()))
            .keep(Keep::Briefly(LISTS));
        let list: List<Document> = self.json(request).await?;
        let page = list.page(query.offset);
        for document in &page.items {
            self.api.inner.cache.access.succeeded(&self.user, &document.id);
        }
        Ok(page)
    }

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
        self.json(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `GET /documents/d/{did}/workspaces`.
    /// [getDocumentWorkspaces](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentWorkspaces)
    pub async fn workspaces(&self, document: &DocumentId) -> Result<Vec<Workspace>, Error> {
        let path = ["documents", "d", document.as_str(), "workspaces"];
        let request = Request::get("getDocumentWorkspaces", &path).about(document);
        self.json(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `GET /documents/d/{did}/versions`: all of them.
    /// [getDocumentVersions](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentVersions)
    pub async fn versions(&self, document: &DocumentId) -> Result<Vec<Version>, Error> {
        let path = ["documents", "d", document.as_str(), "versions"];
        let request = Request::get("getDocumentVersions", &path).about(document);
        self.json(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `GET /documents/d/{did}/versions/{vid}`.
    /// [getVersion](https://cad.onshape.com/glassworks/explorer/#/Document/getVersion)
    pub async fn version(&self, document: &DocumentId, version: &WvmId) -> Result<Version, Error> {
        let path = ["documents", "d", document.as_str(), "versions", version.as_str()];
        let request = Request::get("getVersion", &path).about(document);
        self.json(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `POST /documents/d/{did}/versions`: names the state that a workspace is in.
    /// [createVersion](https://cad.onshape.com/glassworks/explorer/#/Document/createVersion)
    pub async fn create_version(
        &self,
        document: &DocumentId,
        workspace: &WvmId,
        name: &str,
        description: &str,
    ) -> Result<Version, Error> {
        let body = NewVersion { document_id: document, workspace_id: workspace, name, description };
        let path = ["documents", "d", document.as_str(), "versions"];
        self.json(Request::post("createVersion", &path, &body).about(document)).await
    }

    /// `GET /documents/d/{did}/{w|m}/{id}/documenthistory`: newest first.
    /// [getDocumentHistory](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentHistory)
    pub async fn history(&self, at: &DocumentAt) -> Result<Vec<HistoryEntry>, Error> {
        self.json(Request::of_document("getDocumentHistory", "documents", at, &["documenthistory"])).await
    }

    /// `GET /documents/d/{did}/{w|v}/{id}/currentmicroversion`: the cheapest way to learn whether anything changed.
    /// [getCurrentMicroversion](https://cad.onshape.com/glassworks/explorer/#/Document/getCurrentMicroversion)
    pub async fn current_microversion(&self, at: &DocumentAt) -> Result<MicroversionId, Error> {
        let microversion = self.microversion(at).await?;
        self.api.inner.cache.access.looked(&self.user, &at.document);
        Ok(microversion)
    }

    /// The same without counting as a look at the document, after which what is kept of it may be given away (see
    /// [`Client::may_read`]).
    pub async fn microversion(&self, at: &DocumentAt) -> Result<MicroversionId, Error> {
        let request =
            Request::of_document("getCurrentMicroversion", "documents", at, &["currentmicroversion"]);
        Ok(self.json::<Microversion>(request.keep(Keep::Briefly(MICROVERSIONS))).await?.microversion)
    }

    /// `GET /documents/d/{did}/{w|v|m}/{id}/elements`.
    /// [getElementsInDocument](https://cad.onshape.com/glassworks/explorer/#/Document/getElementsInDocument)
    pub async fn elements(&self, at: &DocumentAt) -> Result<Vec<Element>, Error> {
        self.json(Request::of_document("getElementsInDocument", "documents", at, &["elements"])).await
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
