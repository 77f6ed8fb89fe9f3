//! Part studios as models.

use bytes::Bytes;

use crate::{AccessToken, Api, DocumentId, ElementId, Error, Wvm};

/// The most bytes of a model that are taken from Onshape.
const LIMIT: u64 = 256 << 20;

/// A model as Onshape exported it; what it really is must be sniffed.
#[derive(Debug, Clone)]
pub struct Model {
    /// glTF as JSON or GLB, or something else altogether.
    pub bytes: Bytes,
}

impl Api {
    /// `GET /partstudios/d/{did}/{w|v|m}/{id}/e/{eid}/gltf`: answers 307 to a regional host, which this follows.
    pub async fn part_studio_gltf(
        &self,
        token: &AccessToken,
        document: &DocumentId,
        wvm: &Wvm,
        element: &ElementId,
    ) -> Result<Model, Error> {
        let letter = wvm.letter().to_string();
        let path = [
            "partstudios",
            "d",
            document.as_str(),
            &letter,
            wvm.id().as_str(),
            "e",
            element.as_str(),
            "gltf",
        ];
        let accept = "model/gltf-binary;qs=0.08, model/gltf+json;charset=UTF-8;qs=0.08";
        let (_, bytes) = self.file(token, self.url(&path)?, accept, LIMIT).await?;
        Ok(Model { bytes })
    }
}
