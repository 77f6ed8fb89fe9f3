//! Opening a document: its name, the state that is shown, and its elements in their folders.

use futures::future::try_join;
use onshape::{Client, Contents, Document, DocumentAt, DocumentId, Error, MicroversionId, Wvm};

use super::versions;

/// A document and what is in one of its states.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// The state.
    pub wvm: Wvm,
    /// What the state is called.
    pub state: Option<String>,
    /// Where a workspace was when it was opened.
    pub microversion: Option<MicroversionId>,
    /// What is in it.
    pub contents: Contents,
}

/// Three calls to Onshape at the most: the document, where its workspace is, and what is in it; one more for the name of a
/// workspace that is not the document's own, or of an older version. What is known of them costs one: where the
/// workspace is.
pub async fn document(onshape: &Client, id: &DocumentId, wvm: Option<Wvm>) -> Result<Opened, Error> {
    let Some(wvm) = wvm else {
        let document = onshape.document(id).await?;
        let workspace = document.default_workspace.as_ref().ok_or(Error::NotAccessible)?;
        let (wvm, state) = (Wvm::Workspace(workspace.id.clone()), workspace.name.clone());
        let (microversion, contents) = inside(onshape, id, &wvm).await?;
        return Ok(Opened { document, wvm, state, microversion, contents });
    };
    let named = async {
        let document = onshape.document(id).await?;
        let state = versions::name(onshape, &document, &wvm).await;
        Ok((document, state))
    };
    let ((document, state), (microversion, contents)) =
        try_join(named, Box::pin(inside(onshape, id, &wvm))).await?;
    Ok(Opened { document, wvm, state, microversion, contents })
}

async fn inside(
    onshape: &Client,
    id: &DocumentId,
    wvm: &Wvm,
) -> Result<(Option<MicroversionId>, Contents), Error> {
    let at = DocumentAt::new(id.clone(), wvm.clone());
    if !matches!(wvm, Wvm::Workspace(_)) {
        return Ok((None, contents(onshape, &at).await?));
    }
    let microversion = onshape.current_microversion(&at).await?;
    let contents = contents(&onshape.clone().as_of(microversion.clone()), &at).await?;
    Ok((Some(microversion), contents))
}

/// The elements in their folders; without these where Onshape can give the elements only.
async fn contents(onshape: &Client, at: &DocumentAt) -> Result<Contents, Error> {
    match onshape.contents(at).await {
        Err(Error::Refused { .. } | Error::Unreadable(_) | Error::Gone) => {
            Ok(Contents { elements: onshape.elements(at).await?, folders: None })
        }
        contents => contents,
    }
}
