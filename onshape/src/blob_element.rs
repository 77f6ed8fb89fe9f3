//! Files that users uploaded.

use crate::{
    Client, DocumentId, ElementAt, ElementId, Error, FileStream, Translation, TranslationParams, WvmId,
    request::{Kind, Request},
};

impl Client {
    /// `GET /blobelements/d/{did}/w/{wid}/e/{eid}`: the file, as it comes.
    /// [downloadFileWorkspace](https://cad.onshape.com/glassworks/explorer/#/BlobElement/downloadFileWorkspace)
    pub async fn blob(
        &self,
        document: &DocumentId,
        workspace: &WvmId,
        element: &ElementId,
    ) -> Result<FileStream, Error> {
        let path = ["blobelements", "d", document.as_str(), "w", workspace.as_str(), "e", element.as_str()];
        let request = Request::get("downloadFileWorkspace", &path).about(document);
        self.stream(request.kind(Kind::Model).accept("application/octet-stream, */*;q=0.5")).await
    }

    /// `POST /blobelements/d/{did}/{w|v}/{id}/e/{eid}/translations`: starts a translation.
    /// [createBlobTranslation](https://cad.onshape.com/glassworks/explorer/#/BlobElement/createBlobTranslation)
    pub async fn translate_blob(
        &self,
        blob: &ElementAt,
        params: &TranslationParams,
    ) -> Result<Translation, Error> {
        let rest = ["translations"];
        let request = Request::of_element("createBlobTranslation", "blobelements", blob, &rest);
        self.json(params.request(request, blob)).await
    }
}
