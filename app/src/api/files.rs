//! Files, for browsers that do not say from which page a request comes.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::{
    answer::{Answer, CallError},
    documents::ElementKey,
    files::{FileKind, FileLength, FileText},
};

/// A proof for the addresses of files, for this session and five minutes.
#[server(client = crate::client::Marked, input = Json)]
pub async fn files_pass() -> Result<Answer<String>, CallError> {
    let caller = crate::ssr::Caller::from_request()?;
    let Some(session) = caller.live_session().await? else { return Ok(Answer::NotYou) };
    Ok(Answer::Here(caller.vault().files_pass(&session).as_str().to_owned()))
}

/// How large an uploaded file is, before somebody fetches it.
#[server(client = crate::client::Marked, input = Json)]
pub async fn length_of_file(file: ElementKey) -> Result<Answer<FileLength>, CallError> {
    use crate::ssr::Caller;
    let caller = Caller::from_request()?;
    let Some((document, workspace, element)) = uploaded(&file) else { return Err(CallError::Malformed) };
    let length = caller.ask(async |onshape| onshape.blob_length(&document, &workspace, &element).await);
    Ok(length.await?.map(|length| match length {
        onshape::BlobLength::Exactly(bytes) => FileLength::Exactly(bytes),
        onshape::BlobLength::MoreThan(bytes) => FileLength::MoreThan(bytes),
    }))
}

/// What is in an uploaded file of text, Markdown or tables; at most the first mebibyte of it.
#[server(client = crate::client::Marked, input = Json)]
pub async fn read_file(file: ElementKey, kind: FileKind) -> Result<Answer<FileText>, CallError> {
    use crate::ssr::{Caller, files};
    let caller = Caller::from_request()?;
    let Some((document, workspace, element)) = uploaded(&file) else { return Err(CallError::Malformed) };
    let read = caller.ask(async |onshape| files::beginning(&onshape, &document, &workspace, &element).await);
    Ok(read.await?.map(|(bytes, cut)| files::read(kind, &bytes, cut)))
}

/// Onshape hands out files of workspaces only.
#[cfg(feature = "ssr")]
fn uploaded(file: &ElementKey) -> Option<(onshape::DocumentId, onshape::WvmId, onshape::ElementId)> {
    let (at, _) = crate::ssr::convert::element_at(file).ok()?;
    let onshape::Wvm::Workspace(workspace) = at.at.wvm else { return None };
    Some((at.at.document, workspace, at.element))
}
