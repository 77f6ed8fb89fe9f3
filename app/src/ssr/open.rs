//! Opening a document: its name and its elements.

use onshape::{Client, Document, DocumentAt, DocumentId, Element, Error, MicroversionId, Wvm};

/// A document and the elements of one of its states.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// The state.
    pub wvm: Wvm,
    /// Where a workspace was when it was opened.
    pub microversion: Option<MicroversionId>,
    /// What is in it.
    pub elements: Vec<Element>,
}

/// Three calls to Onshape at the most: the document, where its workspace is, and what is in it. What is known of them
/// costs one: where the workspace is.
pub async fn document(onshape: &Client, id: &DocumentId, wvm: Option<Wvm>) -> Result<Opened, Error> {
    let Some(wvm) = wvm else {
        let document = onshape.document(id).await?;
        let workspace = document.default_workspace.as_ref().ok_or(Error::NotAccessible)?.id.clone();
        let wvm = Wvm::Workspace(workspace);
        let (microversion, elements) = inside(onshape, id, &wvm).await?;
        return Ok(Opened { document, wvm, microversion, elements });
    };
    let (document, (microversion, elements)) =
        futures::future::try_join(onshape.document(id), inside(onshape, id, &wvm)).await?;
    Ok(Opened { document, wvm, microversion, elements })
}

async fn inside(
    onshape: &Client,
    id: &DocumentId,
    wvm: &Wvm,
) -> Result<(Option<MicroversionId>, Vec<Element>), Error> {
    let at = DocumentAt::new(id.clone(), wvm.clone());
    if !matches!(wvm, Wvm::Workspace(_)) {
        return Ok((None, onshape.elements(&at).await?));
    }
    let microversion = onshape.current_microversion(&at).await?;
    let elements = onshape.clone().as_of(microversion.clone()).elements(&at).await?;
    Ok((Some(microversion), elements))
}
