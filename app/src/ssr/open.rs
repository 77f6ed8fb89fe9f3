//! Opening a document: its name and its elements.

use onshape::{AccessToken, Api, Document, DocumentId, Element, Error, Wvm};

/// A document and the elements of one of its states.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// The state.
    pub wvm: Wvm,
    /// What is in it.
    pub elements: Vec<Element>,
}

/// Two calls to Onshape, at the same time where the state is known.
pub async fn document(
    api: &Api,
    token: &AccessToken,
    id: &DocumentId,
    wvm: Option<Wvm>,
) -> Result<Opened, Error> {
    let Some(wvm) = wvm else {
        let document = api.document(token, id).await?;
        let workspace = document.default_workspace.as_ref().ok_or(Error::NotAccessible)?.id.clone();
        let wvm = Wvm::Workspace(workspace);
        let elements = api.elements(token, id, &wvm).await?;
        return Ok(Opened { document, wvm, elements });
    };
    let (document, elements) =
        futures::future::try_join(api.document(token, id), api.elements(token, id, &wvm)).await?;
    Ok(Opened { document, wvm, elements })
}
