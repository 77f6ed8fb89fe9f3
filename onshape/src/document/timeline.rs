//! The states of a document: its workspaces, its versions, and what was done in it.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::LISTS;
use crate::{
    Client, DocumentAt, DocumentId, Error, MicroversionId, Reference, WvmId,
    model::time,
    request::{Keep, Kind, Request},
};

/// For how long it is taken for granted that a workspace is where it was.
const MICROVERSIONS: Duration = Duration::from_secs(2);

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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewVersion<'a> {
    document_id: &'a DocumentId,
    workspace_id: &'a WvmId,
    name: &'a str,
    description: &'a str,
}

impl Client {
    /// `GET /documents/d/{did}/workspaces`.
    /// [getDocumentWorkspaces](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentWorkspaces)
    pub async fn workspaces(&self, document: &DocumentId) -> Result<Vec<Workspace>, Error> {
        let path = ["documents", "d", document.as_str(), "workspaces"];
        let request = Request::get("getDocumentWorkspaces", &path).about(document);
        self.list(request.keep(Keep::Briefly(LISTS))).await
    }

    /// `GET /documents/d/{did}/versions`: all of them, which can be thousands.
    /// [getDocumentVersions](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentVersions)
    pub async fn versions(&self, document: &DocumentId) -> Result<Vec<Version>, Error> {
        let path = ["documents", "d", document.as_str(), "versions"];
        let request = Request::get("getDocumentVersions", &path).about(document);
        self.list(request.kind(Kind::Large).keep(Keep::Briefly(LISTS))).await
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

    /// `GET /documents/d/{did}/{w|m}/{id}/documenthistory`: what led to this state, newest first; of a version, ask for
    /// its [`Version::microversion`]. Onshape has no pages here: to go on where a list ends, ask for the microversion that
    /// came last.
    /// [getDocumentHistory](https://cad.onshape.com/glassworks/explorer/#/Document/getDocumentHistory)
    pub async fn history(&self, at: &DocumentAt) -> Result<Vec<HistoryEntry>, Error> {
        self.list(Request::of_document("getDocumentHistory", "documents", at, &["documenthistory"])).await
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
}
