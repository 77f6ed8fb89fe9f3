//! Files that users uploaded.

use std::pin::pin;

use futures::StreamExt;

use crate::{
    Client, DocumentId, ElementAt, ElementId, Error, FileStream, Translation, TranslationParams, WvmId,
    request::{Kind, Request},
};

/// How many bytes an uploaded file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobLength {
    /// So many.
    Exactly(u64),
    /// More than so many: it was not counted further.
    MoreThan(u64),
}

/// The most bytes of a file that are counted.
const MOST_COUNTED: u64 = 256 << 20;

impl Client {
    /// How large [`Client::blob`] is, in one call: as Onshape says where it does, else its bytes are counted as they come,
    /// up to 256 MiB, and not kept.
    pub async fn blob_length(
        &self,
        document: &DocumentId,
        workspace: &WvmId,
        element: &ElementId,
    ) -> Result<BlobLength, Error> {
        let file = self.blob(document, workspace, element).await?;
        if let Some(length) = file.length {
            return Ok(BlobLength::Exactly(length));
        }
        let mut pieces = pin!(file.into_stream());
        let mut counted = 0;
        while let Some(piece) = pieces.next().await {
            counted += piece?.len() as u64;
            if counted > MOST_COUNTED {
                return Ok(BlobLength::MoreThan(MOST_COUNTED));
            }
        }
        Ok(BlobLength::Exactly(counted))
    }

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
